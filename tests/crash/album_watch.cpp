// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "album_watch.h"

#include "app/viewmodels/view_items.h"

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

AlbumWatch::AlbumWatch(FeedModel &feed)
    : m_feed(feed)
{
    connect(&feed, &QAbstractItemModel::rowsInserted, this, &AlbumWatch::look);
    connect(&feed, &QAbstractItemModel::dataChanged, this, &AlbumWatch::look);
    connect(&feed, &QAbstractItemModel::modelReset, this, &AlbumWatch::look);
    look();
}

void AlbumWatch::look()
{
    for (int row = 0; row < m_feed.rowCount(); ++row) {
        const auto index = m_feed.index(row);
        const QString post = index.data(FeedModel::PostIdRole).toString();
        const QString text = index.data(FeedModel::TextRole).toString();
        const auto wanted = text.section(u' ', 2, 2).toInt(); // "Album of 3 pictures."
        const auto tiles = index.data(FeedModel::PicturesRole).value<QList<PictureItem>>();
        // A post names its pictures; what they are like tells that they are there too.
        const auto shown = std::count_if(
            tiles.cbegin(), tiles.cend(), [](const PictureItem &each) { return each.width > 0; });
        m_seen.insert(post);
        if (shown != wanted)
            m_findings.append(u"post %1 was shown with %2 of %3 pictures"_s.arg(
                post, QString::number(shown), QString::number(wanted)));
    }
}

} // namespace preggo::test
