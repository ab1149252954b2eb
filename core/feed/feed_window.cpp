// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/feed/feed_window.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace preggo {

FeedWindow::FeedWindow(FeedSource &source, UserId self)
    : m_source(source)
    , m_self(self)
{ }

void FeedWindow::setObserver(FeedWindowObserver *observer)
{
    m_observer = observer;
    m_rows.setObserver(observer);
}

void FeedWindow::begin(const FeedScope &scope)
{
    ++m_generation;
    m_scope = scope;
    m_span = FeedSpan(scope.sort);
    m_held.clear();
    m_scale = {};
    m_loading = false;
    m_rereadAgain = false;
    m_rereading = false;
    m_late.clear();
    m_changed.clear();
    m_beingRead.clear();
    m_asked.clear();
    m_unread.clear();
}

void FeedWindow::open(const FeedScope &scope)
{
    begin(scope);
    m_rows.reset({});
    read(query(Direction::Older, {}), [this](const FeedPage &page) { anchorAt(page, Direction::Older); });
    readScale();
}

void FeedWindow::openNow(const FeedScope &scope)
{
    begin(scope);
    const auto page = m_source.pageNow(query(Direction::Older, {}));
    if (page) {
        anchorAt(*page, Direction::Older);
    } else {
        m_rows.reset({});
        if (m_observer)
            m_observer->readFailed(page.error());
    }
    tellState();
    readScale();
}

void FeedWindow::close()
{
    begin({});
    m_rows.reset({});
    tellState();
}

FeedQuery FeedWindow::query(Direction direction, std::optional<FeedKey> anchor) const
{
    return {m_scope.family, m_scope.filter, m_scope.sort, anchor, direction, kPageRows, m_scope.pictured};
}

void FeedWindow::read(const FeedQuery &query, PageThen then)
{
    setLoading(true);
    std::weak_ptr<int> alive = m_alive;
    m_source.page(
        query, [this, alive, generation = m_generation, then = std::move(then)](sql::Outcome<FeedPage> page) {
            if (alive.expired() || generation != m_generation)
                return;
            m_loading = false;
            if (page)
                then(*page);
            else if (m_observer)
                m_observer->readFailed(page.error());
            tellState();
            if (std::exchange(m_rereadAgain, false))
                reread();
        });
}

void FeedWindow::loadOlder()
{
    if (!m_span.atOldest() && m_span.olderEdge())
        load(Direction::Older);
}

void FeedWindow::loadNewer()
{
    if (!m_span.atNewest() && m_span.newerEdge())
        load(Direction::Newer);
}

void FeedWindow::load(Direction direction)
{
    if (m_loading)
        return;
    const bool older = direction == Direction::Older;
    read(query(direction, older ? m_span.olderEdge() : m_span.newerEdge()),
        [this, direction, older](const FeedPage &page) {
            m_span.extend(page, direction);
            m_span.trim(kMaxRows - kPendingRows, older ? Direction::Newer : Direction::Older);
            if (m_span.atNewest() && !older)
                m_held.clear();
            dropShownFromHeld();
            rebuild({});
        });
}

/// The page becomes the window. Read towards the older end from no anchor, it reaches the newest one.
void FeedWindow::anchorAt(const FeedPage &page, Direction direction)
{
    m_span = FeedSpan(m_scope.sort);
    m_span.extend(page, direction);
    // Without anything newer by definition; asks for nothing.
    m_span.extend({{}, true}, direction == Direction::Older ? Direction::Newer : Direction::Older);
    m_held.clear();
    m_rows.reset(shownRows({}));
}

void FeedWindow::showNewest()
{
    if (!m_span.atNewest() || m_loading)
        return open(m_scope);
    if (!m_held.isEmpty())
        read(query(Direction::Older, {}), [this](const FeedPage &page) { takeTop(page); });
}

void FeedWindow::takeTop(const FeedPage &page)
{
    const bool meets = page.atEnd
        || std::any_of(page.cards.begin(), page.cards.end(),
            [this](const PostCard &card) { return m_span.indexOf(card.post.id) >= 0; });
    if (!meets)
        return anchorAt(page, Direction::Older);
    for (const PostCard &card : page.cards)
        m_span.put(card);
    m_held.clear();
    m_span.trim(kMaxRows - kPendingRows, Direction::Older);
    rebuild({});
}

void FeedWindow::jumpTo(qint64 publishedAtMs)
{
    // What is shown stays until the new rows are here.
    ++m_generation;
    m_loading = false;
    m_rereading = false;
    readAgain();
    read(query(Direction::Older, FeedKey::at(publishedAtMs)), [this](const FeedPage &page) {
        if (page.cards.isEmpty()) {
            return read(query(Direction::Newer, {}),
                [this](const FeedPage &oldest) { anchorAt(oldest, Direction::Newer); });
        }
        m_span = FeedSpan(m_scope.sort);
        m_span.extend(page, Direction::Older);
        m_rows.reset(shownRows({}));
        loadNewer();
    });
}

void FeedWindow::reread()
{
    if (m_scope.family.isNull())
        return;
    if (m_loading) {
        m_rereadAgain = true;
        return;
    }
    m_rereading = true;
    rereadFrom(
        std::make_shared<FeedSpan>(m_scope.sort), std::max<qsizetype>(m_span.cards().size(), kPageRows));
    readScale();
}

/// Reads page after page into a fresh span until it is as long as the one in use, then takes its place.
void FeedWindow::rereadFrom(std::shared_ptr<FeedSpan> fresh, qsizetype wanted)
{
    auto anchor = fresh->olderEdge();
    if (!anchor && !m_span.atNewest() && m_span.newerEdge())
        anchor = FeedKey{m_span.newerEdge()->score, m_span.newerEdge()->publishedAtMs, {}};
    FeedQuery next = query(Direction::Older, anchor);
    next.limit =
        static_cast<int>(std::clamp<qsizetype>(wanted - fresh->cards().size(), 1, limits::kFeedPageMax));
    read(next, [this, fresh, wanted](const FeedPage &page) {
        fresh->extend(page, Direction::Older);
        if (!page.atEnd && !page.cards.isEmpty() && fresh->cards().size() < wanted)
            return rereadFrom(fresh, wanted);
        if (m_span.atNewest())
            fresh->extend({{}, true}, Direction::Newer);
        m_span = *fresh;
        dropShownFromHeld();
        m_rereading = false;
        m_unread.clear();
        rebuild(everyPost());
        // These changed after their page was read.
        postsChanged(std::exchange(m_late, {}));
    });
}

void FeedWindow::readScale()
{
    std::weak_ptr<int> alive = m_alive;
    m_source.months(m_scope.family, m_scope.filter,
        [this, alive, generation = m_generation](sql::Outcome<QVector<MonthCount>> months) {
            if (alive.expired() || generation != m_generation || !months)
                return;
            const auto &cards = m_span.cards();
            const qint64 newest = m_span.atNewest() && !cards.isEmpty()
                ? cards.first().post.stamp.publishedAtMs
                : std::numeric_limits<qint64>::max() / 2;
            m_scale = FeedScale(*months, newest);
            tellState();
        });
}

void FeedWindow::setLoading(bool loading)
{
    if (std::exchange(m_loading, loading) != loading)
        tellState();
}

void FeedWindow::tellState()
{
    if (m_observer)
        m_observer->stateChanged();
}

} // namespace preggo
