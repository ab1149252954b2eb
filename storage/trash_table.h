// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/action_row.h"
#include "storage/sql/database.h"

namespace preggo {

/// The table `trash` of outbox.db: what the person discarded, for limits::kTrashMs. Borrowed database.
class TrashTable
{
public:
    explicit TrashTable(sql::Database &database)
        : m_database(database)
    { }

    [[nodiscard]] sql::Outcome<void> put(const ActionRow &row, qint64 nowMs);
    [[nodiscard]] sql::Outcome<void> removeBefore(qint64 discardedMs);
    [[nodiscard]] sql::Outcome<int> count();

private:
    sql::Database &m_database;
};

} // namespace preggo
