// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "protocol/limits.h"
#include "storage/post_card.h"

#include <QVector>

#include <limits>
#include <optional>

namespace preggo {

enum class FeedSort {
    Newest, ///< by (published_at, id)
    Loved, ///< by (engagement, published_at, id), docs/sync.md section 6 for the rest
};

enum class Direction { Older, Newer };

/// A place between two rows of a feed. Value type.
struct FeedKey
{
    int score = std::numeric_limits<int>::max(); ///< only FeedSort::Loved looks at it
    qint64 publishedAtMs = 0;
    PostId id; ///< null sorts before every post of the same time

    /// The place of this card; the card itself is on neither side of it.
    [[nodiscard]] static FeedKey of(const PostCard &card);
    /// The place just before everything of this instant.
    [[nodiscard]] static FeedKey at(qint64 publishedAtMs)
    {
        return {std::numeric_limits<int>::max(), publishedAtMs, {}};
    }
};

struct FeedQuery
{
    FamilyId family;
    std::optional<PostKind> filter;
    FeedSort sort = FeedSort::Newest;
    std::optional<FeedKey> anchor; ///< nothing: from the newest (Older) or the oldest (Newer) end
    Direction direction = Direction::Older;
    int limit = limits::kFeedPageDefault; ///< at most limits::kFeedPageMax
    bool pictured = false; ///< posts with pictures alone
};

/// The rows next to the anchor, in the order they are shown (newest or most loved first).
struct FeedPage
{
    QVector<PostCard> cards;
    bool atEnd = false; ///< nothing lies beyond in this direction
};

/// How many posts were published in one month. `monthStartMs` is UTC.
struct MonthCount
{
    qint64 monthStartMs = 0;
    int posts = 0;
};

} // namespace preggo
