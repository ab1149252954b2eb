// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/database.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>

#include <atomic>

namespace preggo::sql {

using namespace Qt::Literals::StringLiterals;

namespace {

// SQLite's primary result codes (https://sqlite.org/rescode.html).
enum SqliteCode {
    kBusy = 5,
    kLocked = 6,
    kNoMem = 7,
    kIoErr = 10,
    kCorrupt = 11,
    kFull = 13,
    kCantOpen = 14,
    kConstraint = 19,
    kNotADb = 26
};

ErrorKind kindOf(int nativeCode)
{
    switch (nativeCode & 0xff) {
    case kBusy:
    case kLocked:
        return ErrorKind::Busy;
    case kFull:
        return ErrorKind::Full;
    case kIoErr:
        return ErrorKind::Io;
    case kCorrupt:
    case kNotADb:
        return ErrorKind::Corrupt;
    case kConstraint:
        return ErrorKind::Constraint;
    case kCantOpen:
        return ErrorKind::CannotOpen;
    default:
        return ErrorKind::Other;
    }
}

QString nextConnectionName()
{
    static std::atomic<quint64> counter{0};
    return u"preggo-%1"_s.arg(counter.fetch_add(1));
}

QString uriOf(const OpenOptions &options)
{
    if (options.vfs.isEmpty() || options.path == u":memory:")
        return options.path;
    return u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(options.path, "/")) + u"?vfs="_s
        + options.vfs;
}

} // namespace

Error toError(const QSqlError &error)
{
    return {kindOf(error.nativeErrorCode().toInt()), error.driverText() + u' ' + error.databaseText()};
}

Database::Database(QString connection)
    : m_connection(std::move(connection))
    , m_handle(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection))
{ }

Database::~Database()
{
    m_idle.clear();
    m_handle.close();
    m_handle = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Outcome<std::unique_ptr<Database>> Database::open(const OpenOptions &options)
{
    std::unique_ptr<Database> database(new Database(nextConnectionName()));
    database->m_handle.setDatabaseName(uriOf(options));
    QString connect = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeoutMs);
    if (!options.vfs.isEmpty())
        connect += u";QSQLITE_OPEN_URI"_s;
    if (options.readOnly)
        connect += u";QSQLITE_OPEN_READONLY"_s;
    database->m_handle.setConnectOptions(connect);
    if (!database->m_handle.open())
        return tl::make_unexpected(toError(database->m_handle.lastError()));
    for (const auto &pragma : options.pragmas) {
        if (auto done = database->exec(u"PRAGMA "_s + pragma); !done)
            return tl::make_unexpected(done.error());
    }
    return database;
}

Outcome<void> Database::exec(const QString &text)
{
    if (m_lost)
        return tl::make_unexpected(*m_lost);
    auto done = execNow(text);
    if (!done)
        noteFailure(done.error());
    return done;
}

void Database::noteFailure(const Error &error)
{
    // A broken constraint never ends a transaction, and is the one failure that is not rare.
    if (!m_inTransaction || m_lost || m_dialect != Dialect::Sqlite || error.kind == ErrorKind::Constraint)
        return;
    // Within a transaction this is refused; where it is not, there was none any more.
    if (!execNow(u"BEGIN"_s))
        return;
    static_cast<void>(execNow(u"ROLLBACK"_s));
    m_lost = error;
}

Outcome<void> Database::execNow(const QString &text)
{
    QSqlQuery statement(m_handle);
    const bool done = statement.exec(text);
    const QSqlError error = statement.lastError();
    statement.finish();
    if (!done)
        return tl::make_unexpected(toError(error));
    return {};
}

Outcome<void> Database::control(const QString &text)
{
    return Query(*this, text).execute();
}

Query Database::query(const QString &text)
{
    return Query(*this, text);
}

void Database::giveBack(std::shared_ptr<QSqlQuery> statement, const QString &text)
{
    constexpr qsizetype kStatementsMax = 300;
    if (m_idle.size() < kStatementsMax)
        m_idle.insert(text, std::move(statement));
}

} // namespace preggo::sql
