// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/post_table.h"

#include "protocol/engagement.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

qint64 monthStart(qint64 ms)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc()).date();
    return QDate(day.year(), day.month(), 1).startOfDay(QTimeZone::utc()).toMSecsSinceEpoch();
}

Outcome<bool> PostTable::put(const RowKey &key, const Post &post, const QString &row)
{
    auto query = m_database.query(
        u"INSERT INTO post(stream_id, id, seq, version, published_at, deleted, family, kind, author, "
        "pictures, row) VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(stream_id, id) DO UPDATE SET "
        "seq=excluded.seq, "
        "version=excluded.version, "
        "published_at=excluded.published_at, deleted=excluded.deleted, kind=excluded.kind, "
        "author=excluded.author, pictures=excluded.pictures, "
        "row=excluded.row WHERE excluded.seq>seq"_s);
    query.bind(key.stream)
        .bind(key.id)
        .bind(key.seq)
        .bind(key.version)
        .bind(post.stamp.publishedAtMs)
        .bind(post.deleted);
    query.bind(key.stream.family()).bind(static_cast<int>(post.kind)).bind(post.author);
    query.bind(static_cast<int>(post.media.size())).bind(row);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.rowsAffected() > 0;
}

Outcome<bool> PostTable::moveOut(const RowKey &key)
{
    auto query = m_database.query(
        u"INSERT INTO post(stream_id, id, seq, version, published_at, deleted, family, kind, row) "
        "VALUES(?,?,?,0,0,1,?,0,'{}') ON CONFLICT(stream_id, id) DO UPDATE SET seq=excluded.seq, version=0, "
        "deleted=1, row='{}' "
        "WHERE excluded.seq>seq"_s);
    query.bind(key.stream).bind(key.id).bind(key.seq).bind(key.stream.family());
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    if (query.rowsAffected() == 0)
        return false;
    // The rows stay as tombstones: a late copy of an older one must not come back to life. What is younger
    // came after the post's return, ahead of the pages that tell of both.
    for (const auto &text :
        {u"UPDATE comment SET deleted=1, version=0, seq=?, row='{}', post=NULL WHERE stream_id=? AND post=? AND seq<?"_s,
            u"UPDATE reaction SET kind=NULL, version=0, seq=?, post=NULL WHERE stream_id=? AND post=? AND seq<?"_s,
            u"UPDATE media SET deleted=1, version=0, seq=?, row='{}', post=NULL WHERE stream_id=? AND post=? AND seq<?"_s}) {
        auto rows = m_database.query(text);
        if (auto done = rows.bind(key.seq).bind(key.stream).bind(key.id).bind(key.seq).run(); !done)
            return tl::make_unexpected(done.error());
    }
    return true;
}

Outcome<void> PostTable::hide(EntityId post)
{
    QByteArray family;
    int kind = 0;
    qint64 publishedAtMs = 0;
    {
        auto query =
            m_database.query(u"SELECT family, kind, published_at FROM post WHERE id=? AND shown=1"_s);
        query.bind(post);
        if (auto done = query.run(); !done)
            return done;
        if (!query.next())
            return {};
        family = query.blob(0);
        kind = query.integer(1);
        publishedAtMs = query.int64(2);
    }
    if (auto done = m_database.query(u"UPDATE post SET shown=0 WHERE id=? AND shown=1"_s).bind(post).run();
        !done)
        return done;
    return addToMonth(family, kind, publishedAtMs, -1);
}

Outcome<void> PostTable::show(EntityId post)
{
    QString stream;
    QByteArray family;
    int kind = 0;
    qint64 publishedAtMs = 0;
    {
        auto query = m_database.query(
            u"SELECT stream_id, family, kind, published_at, deleted, shown FROM post WHERE id=? ORDER BY version DESC LIMIT 1"_s);
        query.bind(post);
        if (auto done = query.run(); !done)
            return done;
        if (!query.next() || query.boolean(4) || query.boolean(5))
            return {};
        stream = query.text(0);
        family = query.blob(1);
        kind = query.integer(2);
        publishedAtMs = query.int64(3);
    }
    auto update = m_database.query(u"UPDATE post SET shown=1 WHERE stream_id=? AND id=?"_s);
    if (auto done = update.bind(stream).bind(post).run(); !done)
        return done;
    return addToMonth(family, kind, publishedAtMs, 1);
}

Outcome<void> PostTable::addToMonth(const QByteArray &family, int kind, qint64 publishedAtMs, int delta)
{
    auto query =
        m_database.query(u"INSERT INTO month(family, kind, start_ms, posts) VALUES(?,?,?,?) "
                         "ON CONFLICT(family, kind, start_ms) DO UPDATE SET posts=posts+excluded.posts"_s);
    return query.bind(family).bind(kind).bind(monthStart(publishedAtMs)).bind(delta).run();
}

Outcome<void> PostTable::recount(const StreamId &stream, EntityId post)
{
    std::array<int, kReactionKindCount> kinds{};
    int reactions = 0;
    {
        auto query = m_database.query(
            u"SELECT kind, COUNT(*) FROM reaction WHERE stream_id=? AND post=? AND kind IS NOT NULL GROUP BY kind"_s);
        query.bind(stream).bind(post);
        if (auto done = query.run(); !done)
            return done;
        while (query.next()) {
            kinds.at(static_cast<size_t>(qBound(0, query.integer(0), kReactionKindCount - 1))) =
                query.integer(1);
            reactions += query.integer(1);
        }
        if (auto error = query.error())
            return tl::make_unexpected(*error);
    }
    int comments = 0;
    {
        auto query =
            m_database.query(u"SELECT COUNT(*) FROM comment WHERE stream_id=? AND post=? AND deleted=0"_s);
        query.bind(stream).bind(post);
        if (auto done = query.run(); !done)
            return done;
        comments = query.next() ? query.integer(0) : 0;
    }
    auto update = m_database.query(
        u"UPDATE post SET r0=?, r1=?, r2=?, r3=?, r4=?, r5=?, reaction_count=?, comment_count=?, score=? "
        "WHERE stream_id=? AND id=?"_s);
    for (const int count : kinds)
        update.bind(count);
    update.bind(reactions).bind(comments).bind(engagementScore(reactions, comments));
    return update.bind(stream).bind(post).run();
}

} // namespace preggo
