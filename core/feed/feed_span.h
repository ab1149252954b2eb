// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/feed_query.h"
#include "storage/post_card.h"

#include <QVector>

#include <optional>

namespace preggo {

/// The confirmed posts of a window: one contiguous stretch of a sorted feed, without pending actions.
///
/// It knows where it ends on both sides, so that the next page continues there even where the row at
/// the edge has changed its place or is gone. Plain data; no reading.
class FeedSpan
{
public:
    explicit FeedSpan(FeedSort sort = FeedSort::Newest)
        : m_sort(sort)
    { }

    [[nodiscard]] const QVector<PostCard> &cards() const { return m_cards; }
    [[nodiscard]] int indexOf(PostId post) const;
    /// Whether no post lies beyond; false also means "not known".
    [[nodiscard]] bool atNewest() const { return m_atNewest; }
    [[nodiscard]] bool atOldest() const { return m_atOldest; }
    /// Where to go on reading; nothing while the span is empty.
    [[nodiscard]] std::optional<FeedKey> newerEdge() const { return m_newerEdge; }
    [[nodiscard]] std::optional<FeedKey> olderEdge() const { return m_olderEdge; }

    /// The rows next to an edge. Posts that are here already are replaced, not doubled.
    void extend(const FeedPage &page, Direction direction);
    /// Cuts off what is more than `maxRows` at the far end; that end is open again.
    void trim(int maxRows, Direction farEnd);

    /// True where the card belongs before the first one, within the span, or after the last one.
    [[nodiscard]] bool isNewerThanAll(const PostCard &card) const;
    [[nodiscard]] bool isOlderThanAll(const PostCard &card) const;
    /// Puts the card where it belongs; one that is here keeps its place.
    void put(const PostCard &card);
    void remove(PostId post);
    /// Posts beyond the oldest end have come to this device.
    void openOldest() { m_atOldest = false; }

private:
    /// Whether `a` is shown above `b`.
    [[nodiscard]] bool above(const FeedKey &a, const FeedKey &b) const;
    [[nodiscard]] bool above(const PostCard &a, const PostCard &b) const;

    FeedSort m_sort;
    QVector<PostCard> m_cards;
    std::optional<FeedKey> m_newerEdge;
    std::optional<FeedKey> m_olderEdge;
    bool m_atNewest = false;
    bool m_atOldest = false;
};

} // namespace preggo
