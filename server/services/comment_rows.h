// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/services/change_log.h"
#include "server/services/sql_result.h"

#include <optional>

namespace preggo::server {

/// A row of `comment`: what travels, and what only the server knows.
struct CommentRow
{
    Comment comment; ///< whole, also where it is deleted
    FamilyId family;
    StreamId stream;
    int depth = 0; ///< 0 answers the post itself
    std::optional<qint64> deletedMs;
    bool erased = false;

    /// As readers see it: a tombstone carries no content, but keeps its place in the thread.
    [[nodiscard]] Comment visible() const;
};

/// The columns that commentAt() reads, in its order.
inline constexpr QStringView kCommentColumns = u"id, pregnancy_id, stream_id, seq, version, published_ms, "
                                               u"post_id, parent_id, depth, author, text, mentions,"
                                               u" edited_ms, deleted_ms, erased";
[[nodiscard]] CommentRow commentAt(const sql::Query &query);

[[nodiscard]] Result<std::optional<CommentRow>> commentRow(sql::Database &db, CommentId id);

/// Inserts a new comment, with its seq, and keeps its text in comment_revision. Does not publish.
[[nodiscard]] Result<void> insertComment(Context &context, const CommentRow &row);
/// Writes everything that can change.
[[nodiscard]] Result<void> updateComment(Context &context, const CommentRow &row);
[[nodiscard]] Result<void> keepRevision(Context &context, const CommentRow &row, UserId editor);
[[nodiscard]] Result<void> publishComment(Context &context, const CommentRow &row);

} // namespace preggo::server
