// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/card_reader.h"

#include "storage/feed_sql.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

constexpr int kNewestComments = 2;

void bindPairs(sql::Query &query, const QVector<PostCard> &cards, int places)
{
    for (qsizetype i = 0; i < places; ++i) {
        if (i < cards.size())
            query.bind(cards[i].stream).bind(cards[i].post.id);
        else
            query.bindNull().bindNull();
    }
}

QHash<PostId, PostCard *> byPost(QVector<PostCard> &cards)
{
    QHash<PostId, PostCard *> index;
    for (auto &card : cards)
        index.insert(card.post.id, &card);
    return index;
}

/// Reads a row of the statement of feed_sql::cardColumns(). False where this build cannot read the post.
bool readCard(const sql::Query &query, PostCard &card)
{
    const auto stream = StreamId::parse(query.text(0));
    auto post = Post::fromJson(QJsonDocument::fromJson(query.blob(1)).object());
    if (!stream || !post)
        return false;
    card.stream = *stream;
    card.post = std::move(*post);
    card.post.stamp.seq = query.int64(2);
    card.post.stamp.version = query.int64(3);
    for (size_t kind = 0; kind < card.reactionCounts.size(); ++kind)
        card.reactionCounts.at(kind) = query.integer(4 + static_cast<int>(kind));
    card.commentCount = query.integer(10);
    card.epoch = query.id<EpochId>(11);
    card.cursor = query.text(13).isEmpty() ? query.int64(12) : 0;
    return true;
}

void bindAnchor(sql::Query &query, const FeedQuery &feed)
{
    if (!feed.anchor)
        return;
    if (feed.sort == FeedSort::Loved)
        query.bind(feed.anchor->score);
    query.bind(feed.anchor->publishedAtMs)
        .bind(feed.anchor->id.isNull() ? QByteArray() : feed.anchor->id.toBytes());
}

} // namespace

Outcome<FeedPage> CardReader::page(const FeedQuery &feed)
{
    const int limit = std::clamp(feed.limit, 1, limits::kFeedPageMax);
    FeedPage result;
    auto query = m_database.query(feed_sql::page(feed));
    query.bind(feed.family);
    if (feed.filter)
        query.bind(static_cast<int>(*feed.filter));
    bindAnchor(query, feed);
    query.bind(limit + 1);
    auto cards = readPosts(query);
    if (!cards)
        return tl::make_unexpected(cards.error());
    result.atEnd = cards->size() <= limit;
    if (!result.atEnd)
        cards->resize(limit);
    if (feed.direction == Direction::Newer)
        std::reverse(cards->begin(), cards->end());
    if (auto done = complete(*cards); !done)
        return tl::make_unexpected(done.error());
    result.cards = std::move(*cards);
    return result;
}

Outcome<QVector<PostCard>> CardReader::cards(const QVector<PostId> &posts, qint64 fromMs)
{
    QVector<PostCard> result;
    for (qsizetype from = 0; from < posts.size(); from += limits::kFeedPageMax) {
        const auto part = posts.mid(from, limits::kFeedPageMax);
        int places = 1;
        while (places < part.size())
            places *= 4;
        QStringList marks;
        marks.fill(u"?"_s, places);
        auto query = m_database.query(feed_sql::cardColumns()
            + u"WHERE p.shown=1 AND p.published_at>=? AND p.id IN ("_s + marks.join(u',') + u')');
        query.bind(fromMs);
        for (int i = 0; i < places; ++i)
            query.bind(i < part.size() ? part[i] : PostId());
        auto cards = readPosts(query);
        if (!cards)
            return cards;
        if (auto done = complete(*cards); !done)
            return tl::make_unexpected(done.error());
        result += *cards;
    }
    return result;
}

Outcome<std::optional<PostCard>> CardReader::card(PostId post)
{
    auto query = m_database.query(
        feed_sql::cardColumns() + u"WHERE p.id=? AND p.version>0 ORDER BY p.version DESC LIMIT 1"_s);
    query.bind(post);
    auto cards = readPosts(query);
    if (!cards)
        return tl::make_unexpected(cards.error());
    if (cards->isEmpty())
        return std::optional<PostCard>();
    if (auto done = complete(*cards); !done)
        return tl::make_unexpected(done.error());
    return std::optional(cards->first());
}

Outcome<QVector<PostCard>> CardReader::readPosts(sql::Query &query)
{
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<PostCard> cards;
    while (query.next()) {
        PostCard card;
        if (readCard(query, card))
            cards.append(std::move(card));
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return cards;
}

Outcome<void> CardReader::complete(QVector<PostCard> &cards)
{
    if (cards.isEmpty())
        return {};
    if (auto done = addReactions(cards); !done)
        return done;
    if (auto done = addComments(cards); !done)
        return done;
    return addMedia(cards);
}

Outcome<void> CardReader::addReactions(QVector<PostCard> &cards)
{
    const auto list = feed_sql::pairList(cards.size());
    auto query = m_database.query(feed_sql::reactionsOf(list));
    bindPairs(query, cards, list.places);
    query.bind(m_self);
    if (auto done = query.run(); !done)
        return done;
    const auto index = byPost(cards);
    while (query.next()) {
        PostCard *card = index.value(query.id<PostId>(0));
        if (!card)
            continue;
        const auto author = query.id<UserId>(1);
        if (author == m_self)
            card->mineSeq = query.int64(3);
        if (query.isNull(2))
            continue;
        const auto kind = static_cast<ReactionKind>(query.integer(2));
        if (author == m_self)
            card->mine = kind;
        card->reactions.append({author, kind});
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return {};
}

Outcome<void> CardReader::addComments(QVector<PostCard> &cards)
{
    const auto list = feed_sql::pairList(cards.size());
    auto query = m_database.query(feed_sql::commentsOf(list, kNewestComments));
    bindPairs(query, cards, list.places);
    if (auto done = query.run(); !done)
        return done;
    const auto index = byPost(cards);
    while (query.next()) {
        PostCard *card = index.value(query.id<PostId>(0));
        auto comment = Comment::fromJson(QJsonDocument::fromJson(query.blob(1)).object());
        if (!card || !comment)
            continue;
        comment->stamp.seq = query.int64(2);
        comment->stamp.version = query.int64(3);
        card->newest.append(std::move(*comment));
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return {};
}

Outcome<void> CardReader::addMedia(QVector<PostCard> &cards)
{
    const auto list = feed_sql::pairList(cards.size());
    auto query = m_database.query(feed_sql::mediaOf(list));
    bindPairs(query, cards, list.places);
    if (auto done = query.run(); !done)
        return done;
    QHash<MediaId, Media> found;
    while (query.next()) {
        if (auto media = Media::fromJson(QJsonDocument::fromJson(query.blob(0)).object()))
            found.insert(media->id, std::move(*media));
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    for (auto &card : cards) {
        for (const auto &id : std::as_const(card.post.media)) {
            if (const auto it = found.constFind(id); it != found.constEnd())
                card.media.append(*it);
        }
    }
    return {};
}

} // namespace preggo
