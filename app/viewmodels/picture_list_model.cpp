// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/picture_list_model.h"

namespace preggo {

namespace {

QVariant pictureValue(const PictureListModel::Row &row, int role)
{
    switch (role) {
    case PictureListModel::SourceRole:
        return row.source;
    case PictureListModel::AltRole:
        return row.alt;
    case PictureListModel::WidthRole:
        return row.width;
    case PictureListModel::HeightRole:
        return row.height;
    case PictureListModel::StateRole:
        return row.state;
    case PictureListModel::ErrorTextRole:
        return row.errorText;
    case PictureListModel::EditableRole:
        return row.editable;
    default:
        return {};
    }
}

} // namespace

PictureListModel::PictureListModel(QObject *parent)
    : RowModel(parent)
{ }

int PictureListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PictureListModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? pictureValue(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> PictureListModel::roleNames() const
{
    return namesOf<Role>();
}

void PictureListModel::append(const Row &row)
{
    beginInsertRows({}, count(), count());
    m_rows.append(row);
    endInsertRows();
    Q_EMIT countChanged();
}

void PictureListModel::removeAt(int row)
{
    if (row < 0 || row >= count())
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
    Q_EMIT countChanged();
}

void PictureListModel::move(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= count() || to >= count())
        return;
    // Qt names the place before the move: behind the target where the row goes down.
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    m_rows.move(from, to);
    endMoveRows();
}

void PictureListModel::replace(int row, const Row &value)
{
    if (row >= 0 && row < count())
        changeRow(m_rows, row, value, pictureValue);
}

void PictureListModel::clear()
{
    if (m_rows.isEmpty())
        return;
    beginRemoveRows({}, 0, count() - 1);
    m_rows.clear();
    endRemoveRows();
    Q_EMIT countChanged();
}

int PictureListModel::indexOf(const QString &mediaId) const
{
    for (int row = 0; row < count(); ++row) {
        if (m_rows.at(row).mediaId == mediaId)
            return row;
    }
    return -1;
}

} // namespace preggo
