// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/album_model.h"

#include "app/viewmodels/post_presenter.h"
#include "app/viewmodels/words.h"

#include <algorithm>

namespace preggo {

AlbumModel::AlbumModel(QObject *parent)
    : RowModel(parent)
{ }

AlbumModel::~AlbumModel() = default;

void AlbumModel::attach(const AccountContext &account, const FamilyFacts &facts)
{
    detach();
    m_account = &account;
    m_facts = &facts;
    m_window = std::make_unique<FeedWindow>(account.feed, account.self);
    m_window->setObserver(this);
}

void AlbumModel::detach()
{
    if (!m_window)
        return;
    m_window->close();
    m_window.reset();
    m_account = nullptr;
    m_facts = nullptr;
    m_opened = m_rebuilds = m_stale = false;
    m_alive = std::make_shared<int>(0);
    rebuild();
}

void AlbumModel::openFamily()
{
    if (!m_window)
        return;
    m_pictures.clear(); // those of another family must not be seen for a moment
    cut();
    Q_EMIT picturesChanged();
    m_opened = m_shown && m_facts->isOpen();
    if (m_opened)
        m_window->open({m_facts->family.id, {}, FeedSort::Newest, true});
    else
        m_window->close();
}

void AlbumModel::factsChanged()
{
    rebuildSoon();
}

void AlbumModel::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) == shown)
        return;
    if (m_shown && !m_opened)
        openFamily();
    else if (m_shown && std::exchange(m_stale, false))
        pendingChanged();
    Q_EMIT shownChanged();
}

void AlbumModel::setColumns(int columns)
{
    const int fitting = qBound(1, columns, kColumnsMax);
    if (std::exchange(m_columns, fitting) == fitting)
        return;
    cut();
    Q_EMIT columnsChanged();
}

void AlbumModel::postsChanged(const QVector<PostId> &posts)
{
    if (m_opened)
        m_window->postsChanged(posts);
}

void AlbumModel::reread()
{
    if (m_opened)
        m_window->reread();
}

void AlbumModel::pendingChanged()
{
    if (!m_opened)
        return;
    m_stale = !m_shown;
    if (m_stale)
        return;
    m_window->refoldAll();
    rebuildSoon(); // a picture that has arrived is shown from another place, though its post did not change
}

void AlbumModel::loadOlder()
{
    if (m_opened)
        m_window->loadOlder();
}

void AlbumModel::loadNewer()
{
    if (m_opened)
        m_window->loadNewer();
}

int AlbumModel::rowOf(int picture) const
{
    for (int row = 0; row < count(); ++row) {
        const int into = picture - m_rows.at(row).first;
        if (!m_rows.at(row).isHead() && into >= 0 && into < m_rows.at(row).pictures.size())
            return row;
    }
    return -1;
}

int AlbumModel::beside(int picture, int right, int down) const
{
    const int last = qMax(0, static_cast<int>(m_pictures.size()) - 1);
    const int from = qBound(0, picture + right, last);
    int row = rowOf(from);
    if (row < 0 || down == 0)
        return from;
    const int column = from - m_rows.at(row).first;
    const int step = down > 0 ? 1 : -1;
    int lines = qAbs(down);
    for (int next = row + step; lines > 0 && next >= 0 && next < count(); next += step) {
        if (m_rows.at(next).isHead())
            continue;
        row = next;
        --lines;
    }
    return m_rows.at(row).first + qMin(column, static_cast<int>(m_rows.at(row).pictures.size()) - 1);
}

bool AlbumModel::loading() const
{
    return m_window && m_window->loading();
}

bool AlbumModel::atNewest() const
{
    return !m_window || m_window->atNewest();
}

bool AlbumModel::atOldest() const
{
    return !m_window || m_window->atOldest();
}

void AlbumModel::readFailed(const sql::Error &error)
{
    Q_EMIT noticed(Words::storage(error));
}

QList<PictureItem> AlbumModel::collect() const
{
    if (!m_window)
        return {};
    const PostPresenter presenter(*m_facts, m_account->engine.overlay(), true);
    QList<PictureItem> pictures;
    for (const PostCard &card : m_window->rows())
        pictures += presenter.pictures(card);
    return albumOrder(std::move(pictures));
}

void AlbumModel::rebuildSoon()
{
    if (!m_account || std::exchange(m_rebuilds, true))
        return;
    m_account->main.post([this, alive = std::weak_ptr(m_alive)] {
        if (alive.expired())
            return;
        m_rebuilds = false;
        m_stale = !m_shown;
        if (m_shown)
            rebuild();
    });
}

void AlbumModel::rebuild()
{
    auto pictures = collect();
    if (pictures == m_pictures)
        return;
    m_pictures = std::move(pictures);
    cut();
    Q_EMIT picturesChanged();
}

void AlbumModel::cut()
{
    auto rows = albumRows(m_pictures, m_columns);
    // Further back there may be more of the last week.
    const auto last =
        std::find_if(rows.rbegin(), rows.rend(), [](const AlbumRow &row) { return row.isHead(); });
    if (last != rows.rend() && !atOldest())
        last->total = 0;
    applyRows(
        m_rows, rows, [](const AlbumRow &row) { return row.key; }, valueOf);
}

QVariant AlbumModel::valueOf(const AlbumRow &row, int role)
{
    switch (role) {
    case AlbumModel::HeadRole:
        return row.isHead();
    case AlbumModel::WeeksRole:
        return row.weeks;
    case AlbumModel::FromRole:
        return row.from;
    case AlbumModel::ToRole:
        return row.to;
    case AlbumModel::TotalRole:
        return row.total;
    case AlbumModel::FirstRole:
        return row.first;
    case AlbumModel::PicturesRole:
        return QVariant::fromValue(row.pictures);
    default:
        return {};
    }
}

int AlbumModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AlbumModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? valueOf(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> AlbumModel::roleNames() const
{
    return namesOf<Role>();
}

} // namespace preggo
