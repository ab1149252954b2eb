// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/services/change_log.h"
#include "server/services/sql_result.h"

namespace preggo::server {

/// A row of `reaction`: one person's register on one post.
struct ReactionRow
{
    Reaction reaction;
    StreamId stream;
};

/// The columns that reactionAt() reads, in its order.
inline constexpr QStringView kReactionColumns =
    u"id, stream_id, seq, version, published_ms, post_id, author, kind";
[[nodiscard]] ReactionRow reactionAt(const sql::Query &query);

/// Inserts the register, or writes what changed of it.
[[nodiscard]] Result<void> storeReaction(Context &context, const ReactionRow &row);
[[nodiscard]] Result<void> publishReaction(Context &context, const ReactionRow &row);

} // namespace preggo::server
