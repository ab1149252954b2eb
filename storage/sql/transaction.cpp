// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/transaction.h"

#include "storage/sql/database.h"

namespace preggo::sql {

using namespace Qt::Literals::StringLiterals;

Transaction::Transaction(Database &database)
    : m_database(database)
    , m_begun(database.control(database.dialect() == Dialect::Sqlite ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s))
    , m_open(m_begun.has_value())
{
    m_database.m_inTransaction = m_open;
}

Transaction::~Transaction()
{
    rollback();
}

Outcome<void> Transaction::commit()
{
    if (!m_open)
        return m_begun;
    auto done = m_database.control(u"COMMIT"_s);
    if (!done) {
        rollback();
        return done;
    }
    m_open = false;
    m_database.m_inTransaction = false;
    return done;
}

void Transaction::rollback()
{
    if (!m_open)
        return;
    m_open = false;
    m_database.m_inTransaction = false;
    m_database.m_lost.reset();
    // SQLite may have rolled back by itself (full disk, I/O error); then this fails, and that is fine.
    static_cast<void>(m_database.control(u"ROLLBACK"_s));
}

Savepoint::Savepoint(Database &database)
    : m_database(database)
    , m_open(database.control(u"SAVEPOINT action"_s).has_value())
{ }

Savepoint::~Savepoint()
{
    rollback();
}

Outcome<void> Savepoint::release()
{
    if (!m_open)
        return tl::make_unexpected(Error{ErrorKind::Other, u"the savepoint is not open"_s});
    m_open = false;
    return m_database.control(u"RELEASE action"_s);
}

void Savepoint::rollback()
{
    if (!m_open)
        return;
    m_open = false;
    static_cast<void>(m_database.control(u"ROLLBACK TO action"_s));
    static_cast<void>(m_database.control(u"RELEASE action"_s));
}

} // namespace preggo::sql
