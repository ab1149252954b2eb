// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/view_items.h"

#include <QList>
#include <QString>
#include <QVector>

namespace preggo {

/// One line of the album: the head of a week, or a line of its pictures. Value type.
struct AlbumRow
{
    QString key; ///< the same for the same place: "w26", "w26/0"; months where no week is known
    int weeks = -1; ///< completed weeks; -1: it is about the month of `from`
    QDateTime from; ///< of a head: the oldest day among its pictures
    QDateTime to; ///< and the newest
    int total = 0; ///< of a head: its pictures; 0 where it is not known
    int first = 0; ///< of a line: the place of its first picture among all
    QList<PictureItem> pictures; ///< of a line

    [[nodiscard]] bool isHead() const { return pictures.isEmpty(); }
    friend bool operator==(const AlbumRow &, const AlbumRow &) = default;
};

/// The newest day first; of one day in the order they came.
[[nodiscard]] QList<PictureItem> albumOrder(QList<PictureItem> pictures);

/// `pictures` in albumOrder(); `columns` is how many a line holds, at least 1.
[[nodiscard]] QVector<AlbumRow> albumRows(const QList<PictureItem> &pictures, int columns);

} // namespace preggo
