// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/entity_tables.h"
#include "storage/sql/database.h"

namespace preggo {

/// The table `post` of cache.db. A post may have a row in several streams for a moment (docs/sync.md,
/// section 2); the one of the highest version is `shown`, unless it is a tombstone.
/// Borrowed database; inside the caller's transaction.
class PostTable
{
public:
    explicit PostTable(sql::Database &database)
        : m_database(database)
    { }

    /// Applied iff the seq is above the stored one. Run hide() before and show() after it.
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, const Post &post, const QString &row);
    /// Leaves a tombstone of version 0 in the place of the row and of all that hangs on it.
    [[nodiscard]] sql::Outcome<bool> moveOut(const RowKey &key);
    /// Takes the post out of the feed's indexes and month counts.
    [[nodiscard]] sql::Outcome<void> hide(EntityId post);
    /// Puts the row that wins back into them.
    [[nodiscard]] sql::Outcome<void> show(EntityId post);
    /// Counts reactions and comments of this stream's row anew.
    [[nodiscard]] sql::Outcome<void> recount(const StreamId &stream, EntityId post);

private:
    [[nodiscard]] sql::Outcome<void> addToMonth(
        const QByteArray &family, int kind, qint64 publishedAtMs, int delta);
    sql::Database &m_database;
};

/// The first instant of the month, UTC.
[[nodiscard]] qint64 monthStart(qint64 ms);

} // namespace preggo
