// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/action_row.h"
#include "storage/media_out.h"
#include "storage/sql/database.h"

#include <QVector>

namespace preggo {

/// The table `trash` of outbox.db: what the person discarded, for limits::kTrashMs. Borrowed database.
class TrashTable
{
public:
    explicit TrashTable(sql::Database &database)
        : m_database(database)
    { }

    /// With the rows of its pictures, whose files stay where they are.
    [[nodiscard]] sql::Outcome<void> put(const ActionRow &row, const QVector<MediaOut> &media, qint64 nowMs);
    /// The pictures of what was discarded before.
    [[nodiscard]] sql::Outcome<QVector<MediaOut>> mediaBefore(qint64 discardedMs);
    [[nodiscard]] sql::Outcome<void> removeBefore(qint64 discardedMs);
    [[nodiscard]] sql::Outcome<int> count();
    [[nodiscard]] sql::Outcome<bool> names(MediaId media);

private:
    sql::Database &m_database;
};

} // namespace preggo
