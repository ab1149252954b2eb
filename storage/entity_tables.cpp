// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/entity_tables.h"

#include <QJsonDocument>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

Outcome<bool> ran(sql::Query &query)
{
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.rowsAffected() > 0;
}

void bindKey(sql::Query &query, const RowKey &key)
{
    query.bind(key.stream).bind(key.id).bind(key.seq).bind(key.version);
}

// A late copy of what hung on a post before it was moved out: had it come in time, it would be a tombstone.
// PostTable::moveOut() leaves a post like that.
const QString kUnlessLeft = u" WHERE NOT EXISTS(SELECT 1 FROM post WHERE stream_id=? AND id=? AND seq>? "
                            "AND version=0 AND deleted=1) "_s;

void bindUnlessLeft(sql::Query &query, const RowKey &key, PostId post)
{
    query.bind(key.stream).bind(post).bind(key.seq);
}

Outcome<bool> putPlain(sql::Database &database, const QString &table, const RowKey &key, const QString &row)
{
    auto query = database.query(u"INSERT INTO "_s + table
        + u"(stream_id, id, seq, version, row) VALUES(?,?,?,?,?) ON CONFLICT(stream_id, id) DO UPDATE SET "
          "seq=excluded.seq, version=excluded.version, row=excluded.row WHERE excluded.seq>seq"_s);
    bindKey(query, key);
    query.bind(row);
    return ran(query);
}

/// Reads JSON rows; one that this build cannot read is left out.
template <typename T> Outcome<QVector<T>> readRows(sql::Query &query)
{
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<T> result;
    while (query.next()) {
        if (auto entity = T::fromJson(QJsonDocument::fromJson(query.blob(0)).object()))
            result.append(*entity);
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return result;
}

} // namespace

Outcome<bool> CommentTable::put(const RowKey &key, const Comment &comment, const QString &row)
{
    static const QString text =
        u"INSERT INTO comment(stream_id, id, seq, version, published_at, deleted, post, row) "
        u"SELECT ?,?,?,?,?,?,?,?"_s
        + kUnlessLeft
        + u"ON CONFLICT(stream_id, id) DO UPDATE SET seq=excluded.seq, version=excluded.version, "
          "published_at=excluded.published_at, deleted=excluded.deleted, post=excluded.post, "
          "row=excluded.row "
          "WHERE excluded.seq>seq"_s;
    auto query = m_database.query(text);
    bindKey(query, key);
    query.bind(comment.stamp.publishedAtMs).bind(comment.deleted).bind(comment.post).bind(row);
    bindUnlessLeft(query, key, comment.post);
    return ran(query);
}

Outcome<bool> ReactionTable::put(const RowKey &key, const Reaction &reaction)
{
    static const QString text =
        u"INSERT INTO reaction(stream_id, id, seq, version, post, author, kind) SELECT ?,?,?,?,?,?,?"_s
        + kUnlessLeft
        + u"ON CONFLICT(stream_id, id) DO UPDATE SET seq=excluded.seq, version=excluded.version, "
          "post=excluded.post, "
          "author=excluded.author, kind=excluded.kind WHERE excluded.seq>seq"_s;
    auto query = m_database.query(text);
    bindKey(query, key);
    query.bind(reaction.post).bind(reaction.author);
    if (reaction.kind)
        query.bind(static_cast<int>(*reaction.kind));
    else
        query.bindNull();
    bindUnlessLeft(query, key, reaction.post);
    return ran(query);
}

Outcome<bool> MediaTable::put(const RowKey &key, const Media &media, const QString &row)
{
    static const QString text =
        u"INSERT INTO media(stream_id, id, seq, version, deleted, post, row) SELECT ?,?,?,?,?,?,?"_s
        + kUnlessLeft
        + u"ON CONFLICT(stream_id, id) DO UPDATE SET seq=excluded.seq, version=excluded.version, "
          "deleted=excluded.deleted, "
          "post=excluded.post, row=excluded.row WHERE excluded.seq>seq"_s;
    auto query = m_database.query(text);
    bindKey(query, key);
    query.bind(media.deleted).bind(media.post).bind(row);
    bindUnlessLeft(query, key, media.post);
    return ran(query);
}

Outcome<std::optional<Media>> MediaTable::find(MediaId media)
{
    auto query =
        m_database.query(u"SELECT row FROM media WHERE id=? AND deleted=0 ORDER BY version DESC LIMIT 1"_s);
    query.bind(media);
    return readRows<Media>(query).map([](const QVector<Media> &rows) {
        return rows.isEmpty() ? std::optional<Media>() : std::optional(rows.first());
    });
}

Outcome<bool> MemberTable::put(const RowKey &key, const QString &row)
{
    return putPlain(m_database, u"member"_s, key, row);
}

Outcome<QVector<Member>> MemberTable::load(FamilyId family)
{
    auto query = m_database.query(u"SELECT row FROM member WHERE stream_id=?"_s);
    query.bind(StreamId::all(family));
    return readRows<Member>(query);
}

Outcome<bool> FamilyTable::put(const RowKey &key, const QString &row)
{
    return putPlain(m_database, u"family"_s, key, row);
}

Outcome<QVector<Family>> FamilyTable::load()
{
    auto query = m_database.query(
        u"SELECT f.row FROM family f JOIN membership m ON m.id=f.id AND m.removed=0 ORDER BY f.id"_s);
    return readRows<Family>(query);
}

Outcome<bool> MembershipTable::put(const RowKey &key, bool removed, const QString &row)
{
    auto query = m_database.query(
        u"INSERT INTO membership(stream_id, id, seq, version, removed, row) VALUES(?,?,?,?,?,?) "
        "ON CONFLICT(stream_id, id) DO UPDATE SET seq=excluded.seq, version=excluded.version, "
        "removed=excluded.removed, "
        "row=excluded.row WHERE excluded.seq>seq"_s);
    bindKey(query, key);
    query.bind(removed).bind(row);
    return ran(query);
}

Outcome<QVector<Membership>> MembershipTable::loadActive()
{
    auto query = m_database.query(u"SELECT row FROM membership WHERE removed=0 ORDER BY id"_s);
    return readRows<Membership>(query);
}

Outcome<bool> OtherTable::put(const RowKey &key, EntityType type, const QString &row)
{
    auto query =
        m_database.query(u"INSERT INTO other(stream_id, id, seq, version, type, row) VALUES(?,?,?,?,?,?) "
                         "ON CONFLICT(stream_id, type, id) DO UPDATE SET seq=excluded.seq, "
                         "version=excluded.version, row=excluded.row "
                         "WHERE excluded.seq>seq"_s);
    bindKey(query, key);
    query.bind(static_cast<int>(type)).bind(row);
    return ran(query);
}

const QStringList &entityTableNames()
{
    static const QStringList names{u"post"_s, u"comment"_s, u"reaction"_s, u"media"_s, u"member"_s,
        u"family"_s, u"membership"_s, u"other"_s};
    return names;
}

QString tableOf(EntityType type)
{
    switch (type) {
    case EntityType::Family:
        return u"family"_s;
    case EntityType::Member:
        return u"member"_s;
    case EntityType::Post:
        return u"post"_s;
    case EntityType::Comment:
        return u"comment"_s;
    case EntityType::Reaction:
        return u"reaction"_s;
    case EntityType::Media:
        return u"media"_s;
    case EntityType::Membership:
        return u"membership"_s;
    case EntityType::Pref:
    case EntityType::ReadMark:
    case EntityType::Device:
    case EntityType::Audience:
    case EntityType::Invite:
    case EntityType::Report:
        return u"other"_s;
    }
    Q_UNREACHABLE();
}

} // namespace preggo
