// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QAbstractListModel>
#include <QStringList>
#include <QVector>

namespace preggo::bench {

/// As many cards as asked for, made up; every `photoEvery`-th has one of the pictures.
class CardRows : public QAbstractListModel
{
    Q_OBJECT

public:
    CardRows(int rows, int photoEvery, QStringList pictures);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool liked(int row) const { return m_liked.at(row); }

public Q_SLOTS:
    void toggle(int row);

private:
    enum Role { NameRole = Qt::UserRole, TextRole, PictureRole, LikedRole };
    int m_photoEvery;
    QStringList m_pictures;
    QVector<bool> m_liked;
};

} // namespace preggo::bench
