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

} // namespace preggo::feed_sql
