// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/json.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/storage/sample_rows.h"

namespace preggo::test {

inline constexpr qint64 kMostSeq = 1LL << 53;

/// A cache in memory with a few rows of one family, and its cursor behind them.
struct FilledCache
{
    std::unique_ptr<Cache> cache = std::move(Cache::open(QStringLiteral(":memory:"), kSelf)->cache);

    FilledCache() { fill(); }

    /// As it was made, whatever has been done to it since.
    void fill()
    {
        for (const auto &table : {"stream", "post", "comment", "reaction", "media", "member", "family",
                 "membership", "other", "month", "staged"})
            static_cast<void>(cache->database().exec(QStringLiteral("DELETE FROM ") + QLatin1String(table)));
        const QVector<ChangeItem> items{postItem(100, 1, kStartMs), postItem(101, 2, kStartMs + kDayMs),
            commentItem(200, 100, 3), reactionItem(kOther, 100, 4, ReactionKind::Love)};
        hold(cache->applySnapshot(kAll, {kEpoch, 4, {}, items}, true, kStartMs).has_value(),
            "the cache takes its first rows");
    }
    [[nodiscard]] QString read(const QString &sql)
    {
        auto query = cache->database().query(sql);
        hold(query.run() && query.next(), "the cache can be read");
        return query.text(0);
    }
    /// Every row with its place: the same text is the same content.
    [[nodiscard]] QString rows()
    {
        QString text;
        for (const auto &table :
            {"post", "comment", "reaction", "media", "member", "family", "membership", "other"}) {
            text += read(QStringLiteral(
                "SELECT coalesce(group_concat(line, ';'), '') FROM (SELECT stream_id || hex(id) "
                "|| ':' || seq || ':' || version AS line FROM %1 ORDER BY stream_id, id)")
                             .arg(QLatin1String(table)));
            text += QLatin1Char('\n');
        }
        return text;
    }
    [[nodiscard]] QString counts()
    {
        return read(QStringLiteral(
            "SELECT coalesce(group_concat(line, ';'), '') FROM (SELECT hex(id) || ':' || shown || ':' || "
            "comment_count || ':' || reaction_count AS line FROM post ORDER BY stream_id, id)"));
    }
    [[nodiscard]] qint64 cursor()
    {
        return read(QStringLiteral("SELECT cursor FROM stream WHERE stream_id LIKE 'p:%'")).toLongLong();
    }
};

/// What views show can be read, and tells what the rows hold.
inline void holdViews(FilledCache &filled)
{
    Cache &cache = *filled.cache;
    for (const auto sort : {FeedSort::Newest, FeedSort::Loved}) {
        FeedQuery query;
        query.family = kFamily;
        query.sort = sort;
        const auto page = cache.feedPage(query);
        hold(page.has_value(), "the feed can be read");
        for (const auto &card : page->cards) {
            hold(!card.post.id.isNull() && !card.post.deleted, "a card shows a post that is there");
            hold(card.commentCount >= 0 && card.reactionTotal() >= 0, "nothing is counted below none");
            hold(card.newest.size() <= 2 && card.newest.size() <= card.commentCount,
                "a card shows comments that are counted");
            hold(cache.thread(card.post.id).has_value(), "a thread can be read");
        }
    }
    hold(cache.members(kFamily) && cache.families() && cache.memberships() && cache.streams(),
        "people and families can be read");
    hold(cache.months(kFamily, {}) && cache.dateAtFraction(kFamily, {}, 0.5), "the scale can be read");
    hold(filled.read(QStringLiteral(
             "SELECT COUNT(*) FROM post p WHERE comment_count <> (SELECT COUNT(*) FROM comment c "
             "WHERE c.stream_id=p.stream_id AND c.post=p.id AND c.deleted=0)"))
            == QLatin1String("0"),
        "comments are counted as they are");
    hold(filled.read(QStringLiteral(
             "SELECT COUNT(*) FROM post p WHERE reaction_count <> (SELECT COUNT(*) FROM reaction r "
             "WHERE r.stream_id=p.stream_id AND r.post=p.id AND r.kind IS NOT NULL)"))
            == QLatin1String("0"),
        "reactions are counted as they are");
    hold(filled.read(QStringLiteral(
             "SELECT COUNT(*) FROM (SELECT id FROM post WHERE shown=1 GROUP BY id HAVING COUNT(*)>1)"))
            == QLatin1String("0"),
        "a post is shown once");
}

/// Items of a page, a frame or a reply.
inline void holdItem(const ChangeItem &item)
{
    hold(item.seq >= 0 && item.seq <= kMostSeq && !item.id.isNull(), "an item has its place and its id");
    const auto again = ChangeItem::fromJson(item.toJson());
    hold(again && again->toJson() == item.toJson(), "an item is what it was after writing and reading");
}

/// A row that can be read is the same after it was written and read again.
template <typename Entity> void holdEntity(const QJsonObject &row)
{
    const auto entity = Entity::fromJson(row);
    if (!entity)
        return;
    const auto again = Entity::fromJson(entity->toJson());
    hold(again && again->toJson() == entity->toJson(), "a row is what it was after writing and reading");
    const auto wire = parseJsonObject(toJsonBytes(entity->toJson()), 64 << 20);
    hold(wire && *wire == entity->toJson(), "a row is what it was after a journey");
}

inline void holdRow(const ChangeItem &item)
{
    holdItem(item);
    switch (item.type) {
    case EntityType::Family:
        return holdEntity<Family>(item.row);
    case EntityType::Member:
        return holdEntity<Member>(item.row);
    case EntityType::Post:
        return holdEntity<Post>(item.row);
    case EntityType::Comment:
        return holdEntity<Comment>(item.row);
    case EntityType::Reaction:
        return holdEntity<Reaction>(item.row);
    case EntityType::Media:
        return holdEntity<Media>(item.row);
    case EntityType::Membership:
        return holdEntity<Membership>(item.row);
    case EntityType::Audience:
        return holdEntity<Audience>(item.row);
    default:
        return;
    }
}

[[nodiscard]] inline QHash<QByteArray, QByteArray> cacheNames()
{
    const auto text = [](const auto &id) { return id.toString().toLatin1(); };
    return {{"$all", text(kAll)}, {"$epoch", text(kEpoch)}, {"$me", text(kSelf)}, {"$her", text(kOther)},
        {"$family", text(kFamily)}, {"$post", text(sampleId<PostId>(100))},
        {"$old", text(sampleId<PostId>(101))}, {"$comment", text(sampleId<CommentId>(200))},
        {"$new", text(sampleId<EntityId>(300))}};
}

} // namespace preggo::test
