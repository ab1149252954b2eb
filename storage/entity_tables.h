// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"
#include "storage/sql/database.h"

#include <QStringList>

namespace preggo {

// The tables of cache.db that hold what hangs on posts and families, one class a table. put() applies
// a row iff its seq is above the stored one's and says whether it did. Borrowed database; inside the
// caller's transaction.

/// What every row of a stream is keyed and guarded by.
struct RowKey
{
    StreamId stream;
    EntityId id;
    qint64 seq = 0;
    qint64 version = 0;
};

class CommentTable
{
public:
    explicit CommentTable(sql::Database &database)
        : m_database(database)
    { }
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, const Comment &comment, const QString &row);

private:
    sql::Database &m_database;
};

class ReactionTable
{
public:
    explicit ReactionTable(sql::Database &database)
        : m_database(database)
    { }
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, const Reaction &reaction);

private:
    sql::Database &m_database;
};

class MediaTable
{
public:
    explicit MediaTable(sql::Database &database)
        : m_database(database)
    { }
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, const Media &media, const QString &row);
    [[nodiscard]] sql::Outcome<std::optional<Media>> find(MediaId media);

private:
    sql::Database &m_database;
};

class MemberTable
{
public:
    explicit MemberTable(sql::Database &database)
        : m_database(database)
    { }
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, const QString &row);
    [[nodiscard]] sql::Outcome<QVector<Member>> load(FamilyId family);

private:
    sql::Database &m_database;
};

class FamilyTable
{
public:
    explicit FamilyTable(sql::Database &database)
        : m_database(database)
    { }
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, const QString &row);
    [[nodiscard]] sql::Outcome<QVector<Family>> load();

private:
    sql::Database &m_database;
};

class MembershipTable
{
public:
    explicit MembershipTable(sql::Database &database)
        : m_database(database)
    { }
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, bool removed, const QString &row);
    [[nodiscard]] sql::Outcome<QVector<Membership>> loadActive();

private:
    sql::Database &m_database;
};

/// Preferences, read marks, devices and whatever else a stream holds that no feed query needs.
class OtherTable
{
public:
    explicit OtherTable(sql::Database &database)
        : m_database(database)
    { }
    [[nodiscard]] sql::Outcome<bool> put(const RowKey &key, EntityType type, const QString &row);

private:
    sql::Database &m_database;
};

/// Names of all tables that are keyed by (stream_id, id).
[[nodiscard]] const QStringList &entityTableNames();
/// The table that holds entities of this type.
[[nodiscard]] QString tableOf(EntityType type);

} // namespace preggo
