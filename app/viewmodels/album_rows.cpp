// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/album_rows.h"

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QString chapterOf(const PictureItem &picture)
{
    return picture.weeks >= 0 ? u"w%1"_s.arg(picture.weeks) : picture.day.toString(u"'m'yyyy-MM"_s);
}

AlbumRow headOf(const QList<PictureItem> &pictures, qsizetype from, qsizetype end, const QString &chapter)
{
    AlbumRow head;
    head.key = chapter;
    head.weeks = pictures.at(from).weeks;
    head.to = pictures.at(from).day;
    head.from = pictures.at(end - 1).day;
    head.total = static_cast<int>(end - from);
    return head;
}

} // namespace

QList<PictureItem> albumOrder(QList<PictureItem> pictures)
{
    std::stable_sort(pictures.begin(), pictures.end(),
        [](const PictureItem &a, const PictureItem &b) { return a.day.date() > b.day.date(); });
    return pictures;
}

QVector<AlbumRow> albumRows(const QList<PictureItem> &pictures, int columns)
{
    const qsizetype wide = qMax(1, columns);
    QVector<AlbumRow> rows;
    for (qsizetype from = 0; from < pictures.size();) {
        const QString chapter = chapterOf(pictures.at(from));
        qsizetype end = from;
        while (end < pictures.size() && chapterOf(pictures.at(end)) == chapter)
            ++end;
        rows.append(headOf(pictures, from, end, chapter));
        for (qsizetype at = from; at < end; at += wide) {
            AlbumRow line;
            line.key = u"%1/%2"_s.arg(chapter).arg((at - from) / wide);
            line.first = static_cast<int>(at);
            line.pictures = pictures.mid(at, qMin(wide, end - at));
            rows.append(line);
        }
        from = end;
    }
    return rows;
}

} // namespace preggo
