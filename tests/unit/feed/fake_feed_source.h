// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/feed/feed_source.h"

#include <QHash>

#include <algorithm>
#include <deque>

namespace preggo {

/// A feed in memory. Answers wait until run(), in order, as those of the storage thread do.
class FakeFeedSource final : public FeedSource
{
public:
    /// `count` posts of one family, a minute apart, the newest last added first in the feed.
    void fill(int count, qint64 newestMs)
    {
        for (int i = 0; i < count; ++i)
            posts.append(makeCard(newestMs - 60'000LL * i));
    }

    [[nodiscard]] PostCard makeCard(qint64 publishedAtMs, UserId author = {})
    {
        PostCard card;
        card.post.id = PostId(QUuid(++lastId, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0));
        card.post.author = author.isNull() ? other : author;
        card.post.stamp.publishedAtMs = publishedAtMs;
        card.post.text = QString::number(lastId);
        return card;
    }

    void add(const PostCard &card)
    {
        posts.append(card);
        std::sort(posts.begin(), posts.end(), above);
    }

    void page(const FeedQuery &query, PageDone done) override
    {
        ++pageReads;
        if (readsAtOnce)
            return queue.push_back([page = pageNow(query), done = std::move(done)] { done(page); });
        queue.push_back([this, query, done = std::move(done)] { done(pageNow(query)); });
    }

    sql::Outcome<FeedPage> pageNow(const FeedQuery &query) override
    {
        if (fails)
            return tl::make_unexpected(sql::Error{sql::ErrorKind::Corrupt, {}});
        QVector<PostCard> match = posts;
        if (query.filter)
            match.removeIf([&](const PostCard &card) { return card.post.kind != *query.filter; });
        if (query.pictured)
            match.removeIf([](const PostCard &card) { return card.post.media.isEmpty(); });
        int split = query.direction == Direction::Older ? 0 : int(match.size());
        if (query.anchor) {
            split = int(std::partition_point(match.cbegin(), match.cend(), [&](const PostCard &card) {
                return isAbove(card, *query.anchor);
            }) - match.cbegin());
        }
        FeedPage page;
        if (query.direction == Direction::Older) {
            if (query.anchor && split < match.size() && match.at(split).post.id == query.anchor->id)
                ++split;
            page.cards = match.mid(split, query.limit);
            page.atEnd = split + page.cards.size() >= match.size();
        } else {
            const int first = std::max(0, split - query.limit);
            page.cards = match.mid(first, split - first);
            page.atEnd = first == 0;
        }
        return page;
    }

    void cards(const QVector<PostId> &ids, qint64 fromMs, CardsDone done) override
    {
        ++cardReads;
        queue.push_back([this, ids, fromMs, done = std::move(done)] {
            QVector<PostCard> found;
            for (const PostCard &card : std::as_const(posts)) {
                if (ids.contains(card.post.id) && card.post.stamp.publishedAtMs >= fromMs)
                    found.append(card);
            }
            cardsRead += int(found.size());
            done(found);
        });
    }

    void months(FamilyId, std::optional<PostKind>, MonthsDone done) override
    {
        queue.push_back([done = std::move(done)] { done(QVector<MonthCount>()); });
    }

    void fold(PostCard &card) const override
    {
        ++folds;
        if (reactions.contains(card.post.id)) {
            card.mine = reactions.value(card.post.id);
            ++card.reactionCounts[static_cast<size_t>(*card.mine)];
        }
        card.post.deleted = deleted.contains(card.post.id);
    }

    void eachOwnPending(FamilyId, const std::function<bool(PostId)> &visit) const override
    {
        for (const PostCard &card : pending) {
            if (!visit(card.post.id))
                return;
        }
    }

    std::optional<PostCard> ownPendingCard(PostId post) const override
    {
        ++pendingCards;
        for (const PostCard &card : pending) {
            if (card.post.id == post)
                return card;
        }
        return std::nullopt;
    }

    void run()
    {
        while (!queue.empty())
            step();
    }

    void step()
    {
        auto task = std::move(queue.front());
        queue.pop_front();
        task();
    }

    static bool above(const PostCard &a, const PostCard &b)
    {
        return isAbove(a, FeedKey{0, b.post.stamp.publishedAtMs, b.post.id});
    }

    static bool isAbove(const PostCard &card, const FeedKey &key)
    {
        if (card.post.stamp.publishedAtMs != key.publishedAtMs)
            return card.post.stamp.publishedAtMs > key.publishedAtMs;
        return !key.id.isNull() && card.post.id.toBytes() > key.id.toBytes();
    }

    const UserId other{QUuid(1, 1, 1, 0x80, 0, 0, 0, 0, 0, 0, 1)};
    QVector<PostCard> posts;
    QVector<PostCard> pending;
    QHash<PostId, ReactionKind> reactions;
    QSet<PostId> deleted;
    std::deque<std::function<void()>> queue;
    uint lastId = 0;
    int pageReads = 0;
    int cardReads = 0;
    int cardsRead = 0;
    bool readsAtOnce = false; ///< pages: only their answers wait
    mutable int folds = 0;
    mutable int pendingCards = 0;
    bool fails = false;
};

} // namespace preggo
