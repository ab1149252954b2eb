// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/action_row.h"
#include "storage/sql/database.h"

#include <QVector>

namespace preggo {

/// The table `action` of outbox.db. Borrowed database; inside the caller's transaction.
class ActionTable
{
public:
    explicit ActionTable(sql::Database &database)
        : m_database(database)
    { }

    struct Rows
    {
        QVector<ActionRow> rows; ///< without their needs
        int unreadable = 0; ///< left in the file: damaged, or changed by somebody else
    };

    /// Inserts the row, or replaces it where its op id is there.
    [[nodiscard]] sql::Outcome<void> put(const ActionRow &row);
    /// Writes the action itself; needs, state and all that came of it stay.
    [[nodiscard]] sql::Outcome<void> rewrite(const ActionRow &row);
    /// Writes state, counters, problem and acknowledgement; the action itself stays as it was stored.
    [[nodiscard]] sql::Outcome<void> advance(const ActionRow &row);
    [[nodiscard]] sql::Outcome<void> markDiscarded(OpId op);
    [[nodiscard]] sql::Outcome<void> remove(OpId op);
    /// Removes discarded rows that were made before this time.
    [[nodiscard]] sql::Outcome<void> removeDiscarded(qint64 createdBeforeMs);
    /// All but the discarded, by localSeq.
    [[nodiscard]] sql::Outcome<Rows> load();
    [[nodiscard]] sql::Outcome<std::optional<ActionRow>> find(OpId op);
    [[nodiscard]] sql::Outcome<qint64> lastLocalSeq();

private:
    sql::Database &m_database;
};

[[nodiscard]] QString toText(ActionState state);
[[nodiscard]] bool fromText(QStringView text, ActionState &out);

} // namespace preggo
