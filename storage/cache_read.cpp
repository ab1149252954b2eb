// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/cache.h"
#include "storage/card_reader.h"
#include "storage/entity_tables.h"
#include "storage/month_scale.h"
#include "storage/stream_table.h"

#include <QJsonDocument>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

Outcome<QVector<StreamState>> Cache::streams()
{
    return StreamTable(*m_database).load();
}

Outcome<FeedPage> Cache::feedPage(const FeedQuery &query)
{
    return CardReader(*m_database, m_self).page(query);
}

Outcome<std::optional<PostCard>> Cache::postCard(PostId post)
{
    return CardReader(*m_database, m_self).card(post);
}

Outcome<QVector<PostCard>> Cache::postCards(const QVector<PostId> &posts, qint64 fromMs)
{
    return CardReader(*m_database, m_self).cards(posts, fromMs);
}

namespace {

/// The stream whose row of the post is in force, and how far it was read.
Outcome<PostThread> threadHead(sql::Database &database, PostId post)
{
    auto query = database.query(
        u"SELECT p.stream_id, s.epoch, s.cursor, s.backfill FROM post p "
        "JOIN stream s ON s.stream_id=p.stream_id WHERE p.id=? ORDER BY p.version DESC LIMIT 1"_s);
    query.bind(post);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    PostThread thread;
    thread.post = post;
    if (query.next()) {
        thread.stream = StreamId::parse(query.text(0)).value_or(StreamId());
        thread.epoch = query.id<EpochId>(1);
        thread.cursor = query.text(3).isEmpty() ? query.int64(2) : 0;
    }
    return thread;
}

} // namespace

Outcome<PostThread> Cache::thread(PostId post)
{
    auto thread = threadHead(*m_database, post);
    if (!thread || thread->stream.isNull())
        return thread;
    auto query = m_database->query(u"SELECT row, seq, version FROM comment WHERE stream_id=? AND post=? "
                                   "ORDER BY published_at DESC, id DESC LIMIT ?"_s);
    query.bind(thread->stream).bind(post).bind(limits::kThreadRows);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    while (query.next()) {
        auto comment = Comment::fromJson(QJsonDocument::fromJson(query.blob(0)).object());
        if (!comment)
            continue;
        comment->stamp.seq = query.int64(1);
        comment->stamp.version = query.int64(2);
        thread->comments.append(std::move(*comment));
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    std::reverse(thread->comments.begin(), thread->comments.end());
    return thread;
}

Outcome<std::optional<Media>> Cache::media(MediaId media)
{
    return MediaTable(*m_database).find(media);
}

Outcome<QVector<Media>> Cache::picturesSince(FamilyId family, qint64 fromMs, int limit)
{
    auto query = m_database->query(
        u"SELECT m.row FROM post p CROSS JOIN media m ON m.stream_id=p.stream_id AND "
        "m.post=p.id WHERE p.shown=1 AND p.family=? AND p.pictures>0 AND "
        "p.published_at>=? AND m.deleted=0 ORDER BY p.published_at DESC, p.id DESC LIMIT ?"_s);
    if (auto done = query.bind(family).bind(fromMs).bind(limit).run(); !done)
        return tl::make_unexpected(done.error());
    QVector<Media> found;
    while (query.next()) {
        if (auto media = Media::fromJson(QJsonDocument::fromJson(query.blob(0)).object()))
            found.append(std::move(*media));
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return found;
}

Outcome<QVector<Member>> Cache::members(FamilyId family)
{
    return MemberTable(*m_database).load(family);
}

Outcome<QVector<Family>> Cache::families()
{
    return FamilyTable(*m_database).load();
}

Outcome<QVector<Membership>> Cache::memberships()
{
    return MembershipTable(*m_database).loadActive();
}

Outcome<QVector<MonthCount>> Cache::months(FamilyId family, std::optional<PostKind> filter)
{
    return MonthScale::load(*m_database, family, filter).map([](const MonthScale &scale) {
        return scale.months();
    });
}

Outcome<qint64> Cache::dateAtFraction(FamilyId family, std::optional<PostKind> filter, double fraction)
{
    return MonthScale::load(*m_database, family, filter).map([=](const MonthScale &scale) {
        return scale.dateAt(fraction);
    });
}

Outcome<double> Cache::fractionAtDate(FamilyId family, std::optional<PostKind> filter, qint64 publishedAtMs)
{
    return MonthScale::load(*m_database, family, filter).map([=](const MonthScale &scale) {
        return scale.fractionAt(publishedAtMs);
    });
}

Outcome<int> Cache::newerThan(FamilyId family, const FeedKey &key, int limit)
{
    auto query = m_database->query(u"SELECT COUNT(*) FROM (SELECT 1 FROM post WHERE shown=1 AND family=? "
                                   "AND (published_at, id) > (?,?) AND author IS NOT ? LIMIT ?)"_s);
    query.bind(family)
        .bind(key.publishedAtMs)
        .bind(key.id.isNull() ? QByteArray() : key.id.toBytes())
        .bind(m_self)
        .bind(limit);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? query.integer(0) : 0;
}

Outcome<qint64> Cache::seqOf(const StreamId &stream, EntityType type, EntityId id)
{
    auto query =
        m_database->query(u"SELECT seq FROM "_s + tableOf(type) + u" WHERE stream_id=? AND id=? LIMIT 1"_s);
    query.bind(stream).bind(id);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? query.int64(0) : 0;
}

} // namespace preggo
