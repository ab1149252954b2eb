// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/feed/feed_span.h"

namespace preggo {

int FeedSpan::indexOf(PostId post) const
{
    for (int row = 0; row < m_cards.size(); ++row) {
        if (m_cards.at(row).post.id == post)
            return row;
    }
    return -1;
}

bool FeedSpan::above(const FeedKey &a, const FeedKey &b) const
{
    if (m_sort == FeedSort::Loved && a.score != b.score)
        return a.score > b.score;
    if (a.publishedAtMs != b.publishedAtMs)
        return a.publishedAtMs > b.publishedAtMs;
    // The database compares ids as bytes; QUuid's own order is another one.
    return a.id.toBytes() > b.id.toBytes();
}

bool FeedSpan::above(const PostCard &a, const PostCard &b) const
{
    return above(FeedKey::of(a), FeedKey::of(b));
}

void FeedSpan::extend(const FeedPage &page, Direction direction)
{
    const bool older = direction == Direction::Older;
    int place = older ? static_cast<int>(m_cards.size()) : 0;
    for (const PostCard &card : page.cards) {
        const int known = indexOf(card.post.id);
        if (known >= 0)
            m_cards[known] = card;
        else
            m_cards.insert(place++, card);
    }
    if (!page.cards.isEmpty()) {
        if (older || !m_olderEdge)
            m_olderEdge = FeedKey::of(page.cards.last());
        if (!older || !m_newerEdge)
            m_newerEdge = FeedKey::of(page.cards.first());
    }
    (older ? m_atOldest : m_atNewest) = page.atEnd;
}

void FeedSpan::trim(int maxRows, Direction farEnd)
{
    const int excess = static_cast<int>(m_cards.size()) - maxRows;
    if (excess <= 0)
        return;
    if (farEnd == Direction::Newer) {
        m_cards.remove(0, excess);
        m_newerEdge = FeedKey::of(m_cards.first());
        m_atNewest = false;
    } else {
        m_cards.remove(maxRows, excess);
        m_olderEdge = FeedKey::of(m_cards.last());
        m_atOldest = false;
    }
}

bool FeedSpan::isNewerThanAll(const PostCard &card) const
{
    return m_cards.isEmpty() || above(card, m_cards.first());
}

// The edge, not the last row: that may have gone, and come back now.
bool FeedSpan::isOlderThanAll(const PostCard &card) const
{
    return m_olderEdge && above(*m_olderEdge, FeedKey::of(card));
}

void FeedSpan::put(const PostCard &card)
{
    const int known = indexOf(card.post.id);
    if (known >= 0) {
        m_cards[known] = card;
        return;
    }
    int place = 0;
    while (place < m_cards.size() && above(m_cards.at(place), card))
        ++place;
    m_cards.insert(place, card);
    if (!m_newerEdge || place == 0)
        m_newerEdge = FeedKey::of(card);
    if (!m_olderEdge || place == m_cards.size() - 1)
        m_olderEdge = FeedKey::of(card);
}

void FeedSpan::remove(PostId post)
{
    const int row = indexOf(post);
    if (row >= 0)
        m_cards.removeAt(row);
}

} // namespace preggo
