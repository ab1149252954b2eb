// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/action_dependency_table.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

sql::Outcome<void> ActionDependencyTable::replace(OpId op, const QVector<OpId> &needs)
{
    if (auto done = m_database.query(u"DELETE FROM action_dep WHERE op_id=?"_s).bind(op).run(); !done)
        return done;
    for (const auto &need : needs) {
        auto query = m_database.query(u"INSERT OR IGNORE INTO action_dep(op_id, needs) VALUES(?,?)"_s);
        if (auto done = query.bind(op).bind(need).run(); !done)
            return done;
    }
    return {};
}

sql::Outcome<QHash<OpId, QVector<OpId>>> ActionDependencyTable::load()
{
    auto query = m_database.query(u"SELECT op_id, needs FROM action_dep"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QHash<OpId, QVector<OpId>> result;
    while (query.next()) {
        if (const auto need = query.id<OpId>(1);
            !need.isNull()) // a damaged one would make the push unreadable
            result[query.id<OpId>(0)].append(need);
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return result;
}

} // namespace preggo
