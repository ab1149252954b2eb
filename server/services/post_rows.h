// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/services/change_log.h"
#include "server/services/sql_result.h"

#include <optional>

namespace preggo::server {

/// A row of `post`: what travels, and what only the server knows.
struct PostRow
{
    Post post; ///< whole, also where it is deleted
    FamilyId family;
    StreamId stream;
    std::optional<qint64> deletedMs;
    bool erased = false; ///< deleted for good: the content is gone
    std::optional<qint64> releaseAtMs; ///< a held post goes out by itself then, to releaseAudience
    AudienceId releaseAudience;
    int reactionCount = 0;
    int commentCount = 0;

    /// As readers see it: a tombstone carries no content.
    [[nodiscard]] Post visible() const;
};

/// The columns that postAt() reads, in its order.
inline constexpr QStringView kPostColumns = u"id, pregnancy_id, stream_id, seq, version, published_ms, "
                                            u"author, kind, text, media, mentions, occurred_on,"
                                            u" week, milestone, written_ms, edited_ms, deleted_ms, erased, "
                                            u"release_at_ms, release_audience, reaction_count,"
                                            u" comment_count";
[[nodiscard]] PostRow postAt(const sql::Query &query);

[[nodiscard]] Result<std::optional<PostRow>> postRow(sql::Database &db, PostId id);

/// The little of a post that what hangs on it must know. Cheaper to read than the whole row.
struct PostPlace
{
    FamilyId family;
    StreamId stream;
    bool deleted = false;
    int commentCount = 0;
};
[[nodiscard]] Result<std::optional<PostPlace>> postPlace(sql::Database &db, PostId id);

/// Inserts a new post, with its seq, and keeps its text in post_revision. Does not publish.
[[nodiscard]] Result<void> insertPost(Context &context, const PostRow &row);
/// Writes everything that can change but the counts.
[[nodiscard]] Result<void> updatePost(Context &context, const PostRow &row);
/// Keeps the accepted text of row's version.
[[nodiscard]] Result<void> keepRevision(Context &context, const PostRow &row, UserId editor);
/// Changes the counts of a post and the score that follows from them.
[[nodiscard]] Result<void> addToCounts(Context &context, PostId post, int reactions, int comments);
/// Queues the post, as readers see it, for the hub.
[[nodiscard]] Result<void> publishPost(Context &context, const PostRow &row);

} // namespace preggo::server
