// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/roles.h"
#include "server/services/json_text.h"
#include "server/services/post_rows.h"

#include <QVector>

#include <optional>
#include <tuple>

namespace preggo::server {

enum class FeedSort { Chronological, Engagement };

/// The place of a post in a feed, highest first. `score` is 0 by time.
struct FeedKey
{
    qint64 score = 0;
    qint64 publishedMs = 0;
    PostId id;

    friend bool operator<(const FeedKey &a, const FeedKey &b)
    {
        return std::tuple(a.score, a.publishedMs, a.id.toBytes())
            < std::tuple(b.score, b.publishedMs, b.id.toBytes());
    }
    friend bool operator==(const FeedKey &, const FeedKey &) = default;
};

struct FeedQuery
{
    QVector<StreamId> streams; ///< that the asker may read
    std::optional<PostKind> kind;
    FeedSort sort = FeedSort::Chronological;
    std::optional<FeedKey> after; ///< nothing is the first page
    int limit = limits::kFeedPageDefault;
};

struct FeedPosts
{
    QVector<PostRow> posts;
    std::optional<FeedKey> next; ///< nothing on the last page
};

/// Live posts in order. One statement a stream, whatever the depth.
[[nodiscard]] Result<FeedPosts> feedPosts(sql::Database &db, const FeedQuery &query);

/// Writes the posts as they travel, a list: each with its stream, reactions, newest comments and
/// pictures. The number of statements does not depend on what hangs on the posts.
[[nodiscard]] Result<void> writeCards(sql::Database &db, const QVector<PostRow> &posts, JsonText &out);

[[nodiscard]] QString toCursor(const FeedKey &key);
[[nodiscard]] std::optional<FeedKey> fromCursor(const QString &cursor);

} // namespace preggo::server
