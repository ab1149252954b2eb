// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/stream_id.h"
#include "storage/sql/error.h"

#include <QByteArray>
#include <QDate>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <memory>
#include <optional>

namespace preggo::sql {

class Database;

/// A borrowed prepared statement: bind in order, run, step, read. The destructor resets it, so no
/// forgotten cursor keeps a transaction or the WAL open. Same thread as its Database, and shorter
/// lived. A statement that could not be prepared reports so from run().
class Query
{
public:
    Query(Database &database, QString text);
    ~Query();
    Query(Query &&other) noexcept;
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;
    Query &operator=(Query &&) = delete;

    Query &bind(qint64 value) { return add(QVariant(value)); }
    Query &bind(int value) { return add(QVariant(value)); }
    Query &bind(bool value) { return add(QVariant(value ? 1 : 0)); }
    Query &bind(const QString &value) { return add(QVariant(value.isNull() ? QStringLiteral("") : value)); }
    Query &bind(const QByteArray &value) { return add(QVariant(value.isNull() ? QByteArray("") : value)); }
    Query &bind(const StreamId &value) { return add(QVariant(value.toString())); }
    Query &bind(const QDate &value);
    /// A null id is SQL NULL.
    template <typename Tag> Query &bind(const StrongId<Tag> &id)
    {
        return add(id.isNull() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(id.toBytes()));
    }
    template <typename T> Query &bind(const std::optional<T> &value)
    {
        return value ? bind(*value) : bindNull();
    }
    Query &bindNull() { return add(QVariant(QMetaType(QMetaType::QString))); }

    [[nodiscard]] Outcome<void> run();
    /// Moves to the next row; false after the last, or after an error (see error()).
    [[nodiscard]] bool next();
    /// What stopped next() early, if anything did.
    [[nodiscard]] std::optional<Error> error() const;
    [[nodiscard]] qint64 rowsAffected() const;

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 int64(int column) const;
    [[nodiscard]] int integer(int column) const { return static_cast<int>(int64(column)); }
    [[nodiscard]] bool boolean(int column) const { return int64(column) != 0; }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] QDate date(int column) const;
    [[nodiscard]] std::optional<qint64> optionalInt64(int column) const;
    /// Null where the column is NULL.
    template <typename Id> [[nodiscard]] Id id(int column) const { return Id::fromBytes(blob(column)); }

private:
    friend class Database;
    [[nodiscard]] Outcome<void> execute();
    Query &add(const QVariant &value);

    Database *m_database = nullptr;
    QString m_text;
    std::shared_ptr<QSqlQuery> m_statement;
    std::optional<Error> m_prepareError;
    int m_bound = 0;
};

} // namespace preggo::sql
