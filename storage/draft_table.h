// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/draft.h"
#include "storage/sql/database.h"

#include <QVector>

#include <optional>

namespace preggo {

/// The table `draft` of outbox.db. Borrowed database.
class DraftTable
{
public:
    explicit DraftTable(sql::Database &database)
        : m_database(database)
    { }

    /// Takes the place of the draft of the same target.
    [[nodiscard]] sql::Outcome<void> put(const Draft &draft);
    [[nodiscard]] sql::Outcome<std::optional<Draft>> findFor(const QString &target);
    /// Newest first.
    [[nodiscard]] sql::Outcome<QVector<Draft>> load();
    [[nodiscard]] sql::Outcome<void> remove(DraftId draft);
    [[nodiscard]] sql::Outcome<bool> names(MediaId media);
    /// Drafts of a refused post (draftTargetOfRefused()) that is not refused any more: it went out, in
    /// other words or the same, or was given up. Sent, they would be a second post.
    [[nodiscard]] sql::Outcome<QVector<Draft>> needless();

private:
    sql::Database &m_database;
};

} // namespace preggo
