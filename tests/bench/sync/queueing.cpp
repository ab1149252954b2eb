// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/sync/runs.h"

#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStartMs = 30'000;
constexpr int kWholeMs = 300'000;
constexpr int kCommitMs = 120'000;
constexpr int kActionsATurn = 50;

struct Place
{
    StreamId stream;
    UserId self;
    QVector<PostId> posts; ///< newest first
};

/// Where the person writes, and at most `posts` posts to write about.
Place placeOf(Device &device, int posts)
{
    Place place;
    const AccountContext &context = device.client().account()->context();
    place.self = context.self;
    context.readNow([&](Cache &cache) {
        const auto families = cache.families();
        if (!families || families->isEmpty())
            return;
        FeedQuery query;
        query.family = families->constFirst().id;
        query.limit = limits::kFeedPageMax;
        place.stream = StreamId::all(query.family);
        for (bool atEnd = false; !atEnd && place.posts.size() < posts;) {
            const auto page = cache.feedPage(query);
            if (!page || page->cards.isEmpty())
                return;
            for (const PostCard &card : page->cards)
                place.posts.append(card.post.id);
            query.anchor = FeedKey::of(page->cards.constLast());
            atEnd = page->atEnd;
        }
    });
    return place;
}

ActionDraft nthAction(SyncEngine &engine, const Place &place, int n)
{
    const PostId about = place.posts[n % place.posts.size()];
    const QString text =
        u"Queued %1: a sentence or two about a day like most others, typed on the way."_s.arg(n);
    switch (n % 5) {
    case 0: {
        PostCreate post;
        post.text = text;
        return draft::createPost(place.stream, engine.mint<PostId>(), post);
    }
    case 1:
    case 2: {
        CommentCreate comment;
        comment.post = about;
        comment.text = text;
        return draft::createComment(place.stream, engine.mint<CommentId>(), comment);
    }
    default:
        return draft::setReaction(
            place.stream, about, place.self, static_cast<ReactionKind>(n / place.posts.size() % 6));
    }
}

} // namespace

std::optional<QJsonObject> prepareDevice(Device &device, int person)
{
    device.client().start();
    if (device.signIn(person) && device.waitUntilWhole(kWholeMs) && device.waitUntilCurrent(kStartMs))
        return QJsonObject{{u"posts"_s, device.count(u"SELECT COUNT(*) FROM post"_s)}};
    std::fprintf(stderr, "bench-sync: person %d could not read everything\n", person);
    return std::nullopt;
}

std::optional<QJsonObject> queueActions(Device &device, int actions, bool online)
{
    device.client().start();
    if (!device.signIn(0) || !device.waitUntilCurrent(kStartMs))
        return std::nullopt;
    device.client().setNetwork(online);
    const Place place = placeOf(device, actions);
    if (place.posts.isEmpty())
        return std::nullopt;
    int submitted = 0;
    int safe = 0;
    int refused = 0;
    const auto writeOn = [&] {
        for (int i = 0; i < kActionsATurn && submitted < actions; ++i, ++submitted) {
            device.engine().submit(nthAction(device.engine(), place, submitted),
                [&](const Result<void> &committed) { ++(committed ? safe : refused); });
        }
        return safe + refused == actions;
    };
    if (!Device::waitFor(writeOn, kCommitMs) || refused > 0) {
        std::fprintf(stderr, "bench-sync: %d of %d actions are on the disk\n", safe, actions);
        return std::nullopt;
    }
    if (online && !Device::waitFor([&] { return device.engine().status().waiting == 0; }, kCommitMs))
        return std::nullopt;
    return QJsonObject{{u"queued"_s, device.engine().status().waiting}};
}

} // namespace preggo::bench
