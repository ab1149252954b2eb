// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/feed/feed_rows.h"

namespace preggo {

int FeedRows::indexOf(PostId post) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).post.id == post)
            return row;
    }
    return -1;
}

void FeedRows::become(const QVector<PostCard> &target, const QSet<PostId> &touched)
{
    QSet<PostId> wanted;
    for (const PostCard &card : target)
        wanted.insert(card.post.id);
    removeOthers(wanted);
    QSet<PostId> present;
    for (const PostCard &card : std::as_const(m_rows))
        present.insert(card.post.id);
    for (int at = 0; at < target.size(); ++at) {
        const PostId post = target.at(at).post.id;
        if (!present.contains(post)) {
            int end = at + 1;
            while (end < target.size() && !present.contains(target.at(end).post.id))
                ++end;
            insertRange(at, target, end);
            at = end - 1;
            continue;
        }
        if (m_rows.at(at).post.id != post)
            bringUp(post, at);
        if (touched.contains(post))
            replace(at, target.at(at));
    }
}

void FeedRows::replace(int row, const PostCard &card)
{
    m_rows[row] = card;
    if (m_observer)
        m_observer->didChange(row);
}

void FeedRows::reset(const QVector<PostCard> &target)
{
    if (m_observer)
        m_observer->aboutToReset();
    m_rows = target;
    if (m_observer)
        m_observer->didReset();
}

void FeedRows::removeOthers(const QSet<PostId> &wanted)
{
    // From the end, so that the numbers of the rows before stay right.
    int last = static_cast<int>(m_rows.size()) - 1;
    while (last >= 0) {
        if (wanted.contains(m_rows.at(last).post.id)) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !wanted.contains(m_rows.at(first - 1).post.id))
            --first;
        removeRange(first, last);
        last = first - 1;
    }
}

void FeedRows::removeRange(int first, int last)
{
    if (m_observer)
        m_observer->aboutToRemove(first, last);
    m_rows.remove(first, last - first + 1);
    if (m_observer)
        m_observer->didRemove(first, last);
}

void FeedRows::insertRange(int first, const QVector<PostCard> &target, int end)
{
    if (m_observer)
        m_observer->aboutToInsert(first, end - 1);
    for (int row = first; row < end; ++row)
        m_rows.insert(row, target.at(row));
    if (m_observer)
        m_observer->didInsert(first, end - 1);
}

void FeedRows::bringUp(PostId post, int to)
{
    const int from = indexOf(post);
    if (m_observer)
        m_observer->aboutToMove(from, to);
    m_rows.move(from, to);
    if (m_observer)
        m_observer->didMove(from, to);
}

} // namespace preggo
