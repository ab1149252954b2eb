// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"

#include <QPair>
#include <QVector>

#include <array>
#include <optional>

namespace preggo {

/// A post with what its card in the feed shows, as it stands in cache.db. Value type.
///
/// It is the confirmed state alone; Overlay::fold() lays the person's pending actions over it.
/// `epoch` and `cursor` say how far its stream had been read when it was read, so that the fold can
/// tell by itself whether an acknowledged action is in it already.
struct PostCard
{
    StreamId stream;
    EpochId epoch;
    qint64 cursor = 0; ///< 0 while older parts of the stream are still being fetched
    Post post;
    std::array<int, kReactionKindCount> reactionCounts{}; ///< by ReactionKind
    std::optional<ReactionKind> mine; ///< the reader's own reaction
    qint64 mineSeq = 0; ///< of the reader's own reaction row; 0 without one
    QVector<QPair<UserId, ReactionKind>> reactions; ///< newest last; at most limits::kMembersPerFamily
    int commentCount = 0; ///< comments that are not deleted
    QVector<Comment> newest; ///< the newest two that are not deleted, older first
    QVector<OpId> counted; ///< pending comment actions that `newest` and `commentCount` hold already
    QVector<Media> media; ///< in the order of post.media; those that are known here

    [[nodiscard]] int reactionTotal() const
    {
        int total = 0;
        for (const int count : reactionCounts)
            total += count;
        return total;
    }
};

/// All comments of one post, deleted ones included as tombstones, in the order they were written.
struct PostThread
{
    PostId post;
    StreamId stream;
    EpochId epoch;
    qint64 cursor = 0; ///< as in PostCard
    QVector<Comment> comments;
};

} // namespace preggo
