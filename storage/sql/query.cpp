// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/query.h"

#include "storage/sql/database.h"

#include <QSqlError>

namespace preggo::sql {

Query::Query(Database &database, QString text)
    : m_database(&database)
    , m_text(std::move(text))
    , m_statement(database.m_idle.take(m_text))
{
    if (m_statement)
        return;
    m_statement = std::make_shared<QSqlQuery>(database.m_handle);
    m_statement->setForwardOnly(true);
    if (!m_statement->prepare(m_text))
        m_prepareError = toError(m_statement->lastError());
}

Query::Query(Query &&other) noexcept
    : m_database(other.m_database)
    , m_text(std::move(other.m_text))
    , m_statement(std::move(other.m_statement))
    , m_prepareError(std::move(other.m_prepareError))
    , m_bound(other.m_bound)
{
    other.m_statement.reset();
}

Query::~Query()
{
    if (!m_statement)
        return;
    m_statement->finish();
    if (!m_prepareError)
        m_database->giveBack(std::move(m_statement), m_text);
}

Query &Query::bind(const QDate &value)
{
    return value.isValid() ? bind(value.toString(Qt::ISODate)) : bindNull();
}

Query &Query::add(const QVariant &value)
{
    m_statement->bindValue(m_bound++, value);
    return *this;
}

Outcome<void> Query::run()
{
    ++m_database->m_statementsRun;
    return execute();
}

Outcome<void> Query::execute()
{
    if (m_prepareError)
        return tl::make_unexpected(*m_prepareError);
    m_bound = 0;
    if (m_database->m_lost)
        return tl::make_unexpected(*m_database->m_lost);
    if (m_statement->exec())
        return {};
    Error failure = toError(m_statement->lastError());
    m_database->noteFailure(failure);
    return tl::make_unexpected(std::move(failure));
}

bool Query::next()
{
    if (m_statement->next())
        return true;
    if (const auto failure = error())
        m_database->noteFailure(*failure);
    return false;
}

std::optional<Error> Query::error() const
{
    const QSqlError error = m_statement->lastError();
    return error.isValid() ? std::optional(toError(error)) : std::nullopt;
}

qint64 Query::rowsAffected() const
{
    return m_statement->numRowsAffected();
}

bool Query::isNull(int column) const
{
    return m_statement->isNull(column);
}

qint64 Query::int64(int column) const
{
    return m_statement->value(column).toLongLong();
}

QString Query::text(int column) const
{
    return m_statement->value(column).toString();
}

QByteArray Query::blob(int column) const
{
    return m_statement->value(column).toByteArray();
}

QDate Query::date(int column) const
{
    return QDate::fromString(text(column), Qt::ISODate);
}

std::optional<qint64> Query::optionalInt64(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(int64(column));
}

} // namespace preggo::sql
