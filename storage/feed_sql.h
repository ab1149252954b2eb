// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/feed_query.h"

#include <QString>

namespace preggo::feed_sql {

/// The columns that every card is read from, and the joins that they need.
[[nodiscard]] QString cardColumns();

/// The statement of one page. Its parameters: family, kind (where filtered), the anchor's sort columns
/// (where anchored), limit. Few texts exist, so each stays prepared.
[[nodiscard]] QString page(const FeedQuery &query);

/// "(VALUES (?,?),...)" for at least `pairs` pairs of stream and post, as a table `p(stream_id, id)`.
/// Sizes are rounded up so that few texts exist; bind NULLs to the rest.
struct PairList
{
    int places = 0;
    QString table;
};
[[nodiscard]] PairList pairList(qsizetype pairs);

// What belongs to those posts. The list is the outer loop of each, whatever the planner thinks of its length.

/// post, author, kind, seq; bind the reader's id after the pairs.
[[nodiscard]] QString reactionsOf(const PairList &posts);
/// post, row, seq, version of the newest few of each.
[[nodiscard]] QString commentsOf(const PairList &posts, int newest);
/// row
[[nodiscard]] QString mediaOf(const PairList &posts);

} // namespace preggo::feed_sql
