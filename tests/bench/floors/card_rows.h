// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QAbstractListModel>
#include <QUrl>
#include <QVector>

namespace preggo::bench {

/// A picture by its address and its width over its height, as the product would show it. Value type.
struct CardPicture
{
    QUrl address;
    double aspect = 1;
};

/// As many cards as asked for, made up; every `photoEvery`-th has one of the pictures.
class CardRows : public QAbstractListModel
{
    Q_OBJECT

public:
    CardRows(int rows, int photoEvery, QVector<CardPicture> pictures);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool liked(int row) const { return m_liked.at(row); }

public Q_SLOTS:
    void toggle(int row);

private:
    enum Role { NameRole = Qt::UserRole, TextRole, PictureRole, LikedRole, AspectRole };
    [[nodiscard]] CardPicture pictureOf(int row) const;
    int m_photoEvery;
    QVector<CardPicture> m_pictures;
    QVector<bool> m_liked;
};

} // namespace preggo::bench
