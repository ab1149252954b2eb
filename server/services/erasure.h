// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "server/services/service.h"
#include "server/services/sql_result.h"

namespace preggo::server {

/// What was deleted so long ago that nobody can restore it (limits::kRestoreWindowMs), and is still there.
struct Erasable
{
    QVector<PostId> posts;
    QVector<CommentId> comments; ///< deleted for themselves
    QVector<MediaId> media; ///< taken out of a post by an edit

    [[nodiscard]] bool isEmpty() const { return posts.isEmpty() && comments.isEmpty() && media.isEmpty(); }
};

/// Some of it: a bounded number, for a reader's connection.
[[nodiscard]] Result<Erasable> findErasable(sql::Database &db, qint64 deletedBeforeMs);

/// Takes the content away for good: texts, mentions, dates, what was written before, and all that hangs
/// on a post. The rows stay as tombstones, so that a device which was away long still learns of the
/// deletion; their seq does not move, since readers see nothing new. Pictures get the state `erased`,
/// with which the media room takes their files away. Long after that compaction.h takes the rows. What was
/// restored meanwhile is left alone.
[[nodiscard]] Result<void> erase(Context &context, const Erasable &found, qint64 deletedBeforeMs);

} // namespace preggo::server
