// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"
#include "storage/apply_report.h"
#include "storage/entity_tables.h"
#include "storage/post_table.h"
#include "storage/sql/database.h"

#include <QPair>
#include <QSet>

namespace preggo {

/// Applies items of streams to cache.db and notes what changed. One instance serves one transaction of
/// the caller; finish() must run before its commit.
class RowApplier
{
public:
    RowApplier(sql::Database &database, ApplyReport &report);

    [[nodiscard]] sql::Outcome<void> apply(const StreamId &stream, const ChangeItem &item);
    /// Brings counts and the shown row of every touched post up to date (I21).
    [[nodiscard]] sql::Outcome<void> finish();

private:
    [[nodiscard]] sql::Outcome<bool> applyPost(const RowKey &key, const ChangeItem &item);
    [[nodiscard]] sql::Outcome<bool> applyComment(const RowKey &key, const ChangeItem &item);
    [[nodiscard]] sql::Outcome<bool> applyReaction(const RowKey &key, const ChangeItem &item);
    [[nodiscard]] sql::Outcome<bool> applyMedia(const RowKey &key, const ChangeItem &item);
    [[nodiscard]] sql::Outcome<bool> applyMembership(const RowKey &key, const ChangeItem &item);
    [[nodiscard]] sql::Outcome<bool> dispatch(const RowKey &key, const ChangeItem &item);
    void touch(const StreamId &stream, PostId post);

    sql::Database &m_database;
    ApplyReport &m_report;
    PostTable m_posts;
    QSet<QPair<StreamId, PostId>> m_touched;
};

} // namespace preggo
