// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/feed_model.h"
#include "app/viewmodels/post_presenter.h"
#include "app/viewmodels/words.h"

// How the model follows its window.

namespace preggo {

void FeedModel::attach(const AccountContext &account, const FamilyFacts &facts)
{
    detach();
    m_account = &account;
    m_facts = &facts;
    m_window = std::make_unique<FeedWindow>(account.feed, account.self);
    m_window->setObserver(this);
    m_window->setReading(m_reading);
}

void FeedModel::detach()
{
    if (m_window) {
        m_window->close();
        m_window.reset();
    }
    m_account = nullptr;
    m_facts = nullptr;
    m_removed.clear();
    m_expected.clear();
}

void FeedModel::openFamily(bool now)
{
    if (!m_window)
        return;
    m_removed.clear();
    if (!m_facts->isOpen())
        m_window->close();
    else if (now)
        m_window->openNow(scope());
    else
        m_window->open(scope());
}

FeedScope FeedModel::scope() const
{
    PostKind kind{};
    const bool filtered = fromWire(m_filter, kind);
    return {m_facts->family.id, filtered ? std::optional(kind) : std::nullopt,
        m_sortBy == QStringLiteral("loved") ? FeedSort::Loved : FeedSort::Newest};
}

void FeedModel::shownUpTo(int row)
{
    if (!m_account || !m_account->expect)
        return;
    QVector<MediaId> expected;
    for (int next = row + 1; next < count() && next <= row + kExpectedPosts; ++next) {
        const auto &media = m_window->rows().at(next).post.media;
        expected.append(media);
    }
    if (expected == m_expected)
        return;
    m_expected = expected;
    m_account->expect(expected);
}

void FeedModel::factsChanged()
{
    presentAll();
}

void FeedModel::setConnected(bool connected)
{
    if (std::exchange(m_connected, connected) != connected)
        deliveriesChanged();
}

void FeedModel::postsChanged(const QVector<PostId> &posts)
{
    if (m_window)
        m_window->postsChanged(posts);
}

void FeedModel::reread()
{
    if (m_window)
        m_window->reread();
}

void FeedModel::deliveriesChanged()
{
    // Sending and waiting change the words of one's own posts alone, and where their pictures are.
    for (int row = 0; row < count(); ++row) {
        if (!m_rows.at(row).isMine)
            continue;
        if (!m_rows.at(row).pictures.isEmpty()) {
            didChange(row);
            continue;
        }
        PostView view = m_rows.at(row);
        PostPresenter(*m_facts, m_account->engine.overlay(), m_connected)
            .addDelivery(view, m_window->rows().at(row));
        changeRow(m_rows, row, view, valueOf);
    }
}

void FeedModel::pendingLoaded()
{
    if (m_window)
        m_window->refoldAll();
}

void FeedModel::presentAll()
{
    for (int row = 0; row < count(); ++row)
        didChange(row);
}

PostView FeedModel::viewOf(const PostCard &card) const
{
    return PostPresenter(*m_facts, m_account->engine.overlay(), m_connected).post(card);
}

void FeedModel::aboutToInsert(int first, int last)
{
    beginInsertRows({}, first, last);
}

void FeedModel::didInsert(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_rows.insert(row, viewOf(m_window->rows().at(row)));
    endInsertRows();
    Q_EMIT countChanged();
}

void FeedModel::aboutToRemove(int first, int last)
{
    beginRemoveRows({}, first, last);
}

void FeedModel::didRemove(int first, int last)
{
    m_rows.remove(first, last - first + 1);
    endRemoveRows();
    Q_EMIT countChanged();
}

void FeedModel::aboutToMove(int from, int to)
{
    beginMoveRows({}, from, from, {}, to);
}

void FeedModel::didMove(int from, int to)
{
    m_rows.move(from, to);
    endMoveRows();
}

void FeedModel::didChange(int row)
{
    changeRow(m_rows, row, viewOf(m_window->rows().at(row)), valueOf);
}

void FeedModel::aboutToReset()
{
    beginResetModel();
}

void FeedModel::didReset()
{
    m_rows.clear();
    for (const PostCard &card : m_window->rows())
        m_rows.append(viewOf(card));
    endResetModel();
    Q_EMIT countChanged();
}

void FeedModel::stateChanged()
{
    Q_EMIT edgesChanged();
    if (std::exchange(m_newCount, newCount()) != newCount())
        Q_EMIT newCountChanged();
}

void FeedModel::readFailed(const sql::Error &error)
{
    Q_EMIT noticed(Words::storage(error));
}

bool FeedModel::loading() const
{
    return m_window && m_window->loading();
}

bool FeedModel::atNewest() const
{
    return !m_window || m_window->atNewest();
}

bool FeedModel::atOldest() const
{
    return !m_window || m_window->atOldest();
}

int FeedModel::newCount() const
{
    return m_window ? m_window->newCount() : 0;
}

void FeedModel::setReading(bool reading)
{
    if (std::exchange(m_reading, reading) == reading)
        return;
    if (m_window)
        m_window->setReading(reading);
    Q_EMIT readingChanged();
}

} // namespace preggo
