// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/feed/feed_window.h"

#include <QHash>

#include <limits>

// How a window takes in what changes under it, and what it shows of it.

namespace preggo {

namespace {
constexpr qint64 kAlways = std::numeric_limits<qint64>::min();
} // namespace

bool FeedWindow::matches(const PostCard &card) const
{
    return !card.post.deleted && (!m_scope.filter || card.post.kind == *m_scope.filter)
        && (!m_scope.pictured || !card.post.media.isEmpty());
}

void FeedWindow::refold(PostId post)
{
    rebuild({post}, true);
}

void FeedWindow::refoldAll()
{
    rebuild(everyPost());
}

void FeedWindow::postsChanged(const QVector<PostId> &posts)
{
    if (m_scope.family.isNull() || posts.isEmpty())
        return;
    const bool many = posts.size() >= kRereadFrom && oldestShown() == kAlways;
    if (many || m_changed.size() + posts.size() > kChangedMax)
        return reread();
    if (m_rereading)
        m_late += posts;
    for (const PostId post : posts) {
        if (m_changed.contains(post))
            continue;
        m_changed.insert(post);
        ++m_asked[post];
    }
    readChanged();
}

/// Since when the window shows every post; the beginning of time where it shows none, or in another order.
qint64 FeedWindow::oldestShown() const
{
    const auto edge = m_scope.sort == FeedSort::Newest ? m_span.olderEdge() : std::nullopt;
    return edge ? edge->publishedAtMs : kAlways;
}

/// One read at a time: what changes meanwhile is read together after it.
void FeedWindow::readChanged()
{
    if (!m_beingRead.isEmpty() || m_changed.isEmpty())
        return;
    while (!m_changed.isEmpty() && m_beingRead.size() < kRereadFrom) {
        m_beingRead.append(*m_changed.begin());
        m_changed.erase(m_changed.begin());
    }
    // A first join brings older posts by the hundred: what lies below the window is not read for nothing.
    const qint64 oldest = oldestShown();
    std::weak_ptr<int> alive = m_alive;
    m_source.cards(m_beingRead, oldest,
        [this, alive, oldest, generation = m_generation](sql::Outcome<QVector<PostCard>> cards) {
            if (alive.expired() || generation != m_generation)
                return;
            // It has grown downwards meanwhile, by a page that was read before these came.
            if (oldestShown() < oldest)
                return readAgain();
            const auto posts = std::exchange(m_beingRead, {});
            answered(posts);
            if (cards && cards->size() >= kRereadFrom) {
                const auto rest = std::exchange(m_changed, {});
                answered(QVector<PostId>(rest.begin(), rest.end()));
                return reread();
            }
            readChanged();
            if (cards)
                return take(posts, *cards);
            m_unread += QSet<PostId>(posts.begin(), posts.end());
            if (m_observer)
                m_observer->readFailed(cards.error());
        });
}

/// The answer to what is being read does not count.
void FeedWindow::readAgain()
{
    for (const PostId post : std::exchange(m_beingRead, {})) {
        if (m_changed.contains(post))
            answered({post}); // one read answers both
        m_changed.insert(post);
    }
    readChanged();
}

void FeedWindow::answered(const QVector<PostId> &asked)
{
    for (const PostId post : asked) {
        if (auto count = m_asked.find(post); count != m_asked.end() && --*count <= 0)
            m_asked.erase(count);
    }
}

void FeedWindow::take(const QVector<PostId> &asked, const QVector<PostCard> &found)
{
    const auto before = m_span.cards().size();
    QSet<PostId> gone(asked.begin(), asked.end());
    m_unread -= gone;
    QSet<PostId> below = gone; // as far as is known
    bool toTop = false;
    for (const PostCard &card : found) {
        below.remove(card.post.id);
        if (!matches(card))
            continue;
        gone.remove(card.post.id);
        toTop |= place(card);
    }
    for (const PostId post : std::as_const(gone)) {
        if (m_span.indexOf(post) < 0 && below.contains(post))
            m_span.openOldest();
        m_span.remove(post);
        m_held.remove(post);
    }
    const bool sameRows = m_span.cards().size() == before;
    m_span.trim(kMaxRows - kPendingRows, Direction::Older);
    rebuild(QSet<PostId>(asked.begin(), asked.end()), sameRows);
    tellState();
    if (toTop)
        showNewest();
    if (m_span.cards().size() < kPageRows)
        loadOlder();
}

/// Puts a changed card into the window where it belongs there. True where the person's own post stands
/// above posts that are held back: then these are let in, so that the window has no hole.
bool FeedWindow::place(const PostCard &card)
{
    if (m_span.indexOf(card.post.id) >= 0) {
        m_span.put(card);
        return false;
    }
    const bool own = card.post.author == m_self;
    if (m_span.isOlderThanAll(card)) {
        // The first join fetches older posts page by page: they are read when they are wanted.
        m_span.openOldest();
        return false;
    }
    if (!m_span.isNewerThanAll(card)) {
        m_span.put(card);
        return false;
    }
    const bool mayEnter = m_span.atNewest() && (m_held.isEmpty() || own) && (own || !m_reading);
    if (mayEnter)
        m_span.put(card);
    else if (!own)
        m_held.insert(card.post.id);
    return mayEnter && !m_held.isEmpty();
}

void FeedWindow::appendPending(
    const QSet<PostId> &confirmed, const QHash<PostId, int> &shown, QVector<PostCard> &target) const
{
    m_source.eachOwnPending(m_scope.family, [&](PostId post) {
        if (confirmed.contains(post))
            return true;
        if (const int row = shown.value(post, -1); row >= 0)
            target.append(m_rows.all().at(row));
        else if (const auto card = m_source.ownPendingCard(post); card && matches(*card))
            target.append(*card);
        return target.size() < kPendingRows;
    });
}

/// The person's own posts that have left the queue, and whose confirmed cards are still being read: they
/// stand where they stood, with what she has done to them since.
void FeedWindow::appendConfirming(const QSet<PostId> &confirmed, QVector<PostCard> &target) const
{
    const bool all = m_rereading || m_rereadAgain;
    if (m_asked.isEmpty() && m_unread.isEmpty() && !all)
        return;
    QSet<PostId> pending;
    for (const PostCard &card : std::as_const(target))
        pending.insert(card.post.id);
    for (const PostCard &card : m_rows.all()) {
        const PostId post = card.post.id;
        if (card.post.author != m_self || !(all || m_asked.contains(post) || m_unread.contains(post))
            || confirmed.contains(post) || pending.contains(post))
            continue;
        PostCard folded = card;
        m_source.fold(folded);
        if (matches(folded))
            target.append(folded);
    }
}

QVector<PostCard> FeedWindow::shownRows(const QSet<PostId> &touched) const
{
    QHash<PostId, int> shown; // as they may stay
    const auto &rows = m_rows.all();
    for (int row = 0; row < rows.size(); ++row) {
        if (!touched.contains(rows.at(row).post.id))
            shown.insert(rows.at(row).post.id, row);
    }
    QSet<PostId> confirmed;
    for (const PostCard &card : m_span.cards())
        confirmed.insert(card.post.id);

    QVector<PostCard> target;
    target.reserve(kMaxRows);
    if (m_span.atNewest())
        appendPending(confirmed, shown, target);
    appendConfirming(confirmed, target);
    for (const PostCard &card : m_span.cards()) {
        if (const int row = shown.value(card.post.id, -1); row >= 0) {
            target.append(rows.at(row));
            continue;
        }
        PostCard folded = card;
        m_source.fold(folded);
        if (matches(folded))
            target.append(folded);
    }
    return target;
}

void FeedWindow::rebuild(const QSet<PostId> &touched, bool sameRows)
{
    // What a person does to one post of the window changes one row: nothing else is looked at.
    if (touched.size() == 1 && sameRows) {
        const PostId post = *touched.begin();
        const int row = m_rows.indexOf(post);
        const int base = m_span.indexOf(post);
        if (row >= 0 && base >= 0) {
            PostCard folded = m_span.cards().at(base);
            m_source.fold(folded);
            if (matches(folded))
                return m_rows.replace(row, folded);
        }
    }
    m_rows.become(shownRows(touched), touched);
}

QSet<PostId> FeedWindow::everyPost() const
{
    QSet<PostId> all;
    for (const PostCard &card : m_span.cards())
        all.insert(card.post.id);
    for (const PostCard &card : m_rows.all()) // the pending ones too
        all.insert(card.post.id);
    return all;
}

void FeedWindow::dropShownFromHeld()
{
    for (const PostCard &card : m_span.cards())
        m_held.remove(card.post.id);
}

} // namespace preggo
