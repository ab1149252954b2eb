// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/floors/card_rows.h"

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

CardRows::CardRows(int rows, int photoEvery, QVector<CardPicture> pictures)
    : m_photoEvery(photoEvery)
    , m_pictures(std::move(pictures))
    , m_liked(rows, false)
{ }

int CardRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_liked.size());
}

QVariant CardRows::data(const QModelIndex &index, int role) const
{
    const int row = index.row();
    switch (role) {
    case NameRole:
        return u"Member %1"_s.arg(row % 7);
    case TextRole: {
        const QString sentence = u"Row %1 says that the day was long and the evening quiet. "_s.arg(row);
        return sentence.repeated(1 + row % 4);
    }
    case PictureRole:
        return pictureOf(row).address;
    case AspectRole:
        return pictureOf(row).aspect;
    case LikedRole:
        return m_liked[row];
    default:
        return {};
    }
}

CardPicture CardRows::pictureOf(int row) const
{
    if (m_pictures.isEmpty() || row % m_photoEvery != 0)
        return {};
    return m_pictures[(row / m_photoEvery) % m_pictures.size()];
}

QHash<int, QByteArray> CardRows::roleNames() const
{
    return {{NameRole, "name"}, {TextRole, "text"}, {PictureRole, "picture"}, {LikedRole, "liked"},
        {AspectRole, "aspect"}};
}

void CardRows::toggle(int row)
{
    m_liked[row] = !m_liked[row];
    Q_EMIT dataChanged(index(row), index(row), {LikedRole});
}

} // namespace preggo::bench
