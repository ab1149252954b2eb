// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/trash_table.h"

#include "protocol/json.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

sql::Outcome<void> TrashTable::put(const ActionRow &row, qint64 nowMs)
{
    auto query =
        m_database.query(u"INSERT OR REPLACE INTO trash(op_id, action, discarded_ms) VALUES(?,?,?)"_s);
    return query.bind(row.action.opId)
        .bind(QString::fromUtf8(toJsonBytes(row.action.toJson())))
        .bind(nowMs)
        .run();
}

sql::Outcome<void> TrashTable::removeBefore(qint64 discardedMs)
{
    return m_database.query(u"DELETE FROM trash WHERE discarded_ms<?"_s).bind(discardedMs).run();
}

sql::Outcome<int> TrashTable::count()
{
    auto query = m_database.query(u"SELECT COUNT(*) FROM trash"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? query.integer(0) : 0;
}

} // namespace preggo
