// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "storage/sql/database.h"

#include <QHash>
#include <QVector>

namespace preggo {

/// The table `action_dep` of outbox.db. Borrowed database; inside the caller's transaction.
class ActionDependencyTable
{
public:
    explicit ActionDependencyTable(sql::Database &database)
        : m_database(database)
    { }

    /// Makes `needs` all that `op` needs.
    [[nodiscard]] sql::Outcome<void> replace(OpId op, const QVector<OpId> &needs);
    [[nodiscard]] sql::Outcome<QHash<OpId, QVector<OpId>>> load();

private:
    sql::Database &m_database;
};

} // namespace preggo
