// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/error.h"
#include "storage/sql/query.h"

#include <QHash>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace preggo::sql {

enum class Dialect { Sqlite, Postgres };

struct OpenOptions
{
    QString path; ///< a file, or ":memory:"
    QString vfs; ///< name of an SQLite VFS; empty is the system's
    bool readOnly = false;
    int busyTimeoutMs = 5'000;
    QStringList pragmas; ///< run in this order after opening, e.g. "journal_mode=WAL"
};

/// One connection. It belongs to the thread that opened it: Qt SQL allows no other to touch it.
///
/// Prepared statements are kept by their text and handed out as Query handles that reset when they
/// go. Every call reports its error; none throws.
class Database
{
public:
    [[nodiscard]] static Outcome<std::unique_ptr<Database>> open(const OpenOptions &options);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs statements without parameters or results.
    [[nodiscard]] Outcome<void> exec(const QString &text);
    /// As exec(), prepared once: for BEGIN, SAVEPOINT and their like. statementsRun() leaves it out.
    [[nodiscard]] Outcome<void> control(const QString &text);
    /// A handle on a prepared statement. `text` must be a constant: it is the key of the cache. Two
    /// handles on one text may live at once; the second is prepared anew.
    [[nodiscard]] Query query(const QString &text);

    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    /// True between a successful BEGIN and its end. Kept by Transaction.
    [[nodiscard]] bool inTransaction() const { return m_inTransaction; }
    /// True where SQLite rolled the open transaction back by itself (full disk, I/O error). What ran then
    /// would be kept statement by statement, so until the Transaction ends everything fails as that did.
    [[nodiscard]] bool lostTransaction() const { return m_lost.has_value(); }
    /// Queries run so far: what a test holds against a read whose cost must not grow.
    [[nodiscard]] quint64 statementsRun() const { return m_statementsRun; }

private:
    friend class Query;
    friend class Transaction;
    explicit Database(QString connection);
    [[nodiscard]] Outcome<void> execNow(const QString &text);
    void noteFailure(const Error &error);
    void giveBack(std::shared_ptr<QSqlQuery> statement, const QString &text);

    QString m_connection;
    QSqlDatabase m_handle;
    Dialect m_dialect = Dialect::Sqlite;
    bool m_inTransaction = false;
    std::optional<Error> m_lost;
    quint64 m_statementsRun = 0;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_idle;
};

} // namespace preggo::sql
