// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/feed_query.h"
#include "storage/post_card.h"
#include "storage/sql/error.h"

#include <functional>
#include <optional>

namespace preggo {

/// Where a feed window reads from: the confirmed posts on this device and the person's pending actions
/// over them. Main thread; results come there in the order of the calls, never from within a call.
class FeedSource
{
public:
    using PageDone = std::function<void(sql::Outcome<FeedPage>)>;
    using CardsDone = std::function<void(sql::Outcome<QVector<PostCard>>)>;
    using MonthsDone = std::function<void(sql::Outcome<QVector<MonthCount>>)>;

    virtual ~FeedSource() = default;
    virtual void page(const FeedQuery &query, PageDone done) = 0;
    /// Blocks. For the first screenful at start-up alone.
    [[nodiscard]] virtual sql::Outcome<FeedPage> pageNow(const FeedQuery &query) = 0;
    /// Posts that are gone are left out of the result, and those that were published before `fromMs`.
    virtual void cards(const QVector<PostId> &posts, qint64 fromMs, CardsDone done) = 0;
    virtual void months(FamilyId family, std::optional<PostKind> filter, MonthsDone done) = 0;

    /// Lays pending actions over a card; a pending deletion sets `post.deleted`.
    virtual void fold(PostCard &card) const = 0;
    /// Visits the person's posts that are not confirmed, newest first, until `visit` returns false.
    virtual void eachOwnPending(FamilyId family, const std::function<bool(PostId)> &visit) const = 0;
    /// One of them; a pending deletion sets `post.deleted`. Nothing where it is none.
    [[nodiscard]] virtual std::optional<PostCard> ownPendingCard(PostId post) const = 0;
};

} // namespace preggo
