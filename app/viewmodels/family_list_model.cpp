// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/family_list_model.h"

namespace preggo {

namespace {

QVariant familyValue(const FamilyListModel::Row &row, int role)
{
    switch (role) {
    case FamilyListModel::FamilyIdRole:
        return row.familyId;
    case FamilyListModel::NameRole:
        return row.name;
    case FamilyListModel::IsCurrentRole:
        return row.isCurrent;
    default:
        return {};
    }
}

} // namespace

FamilyListModel::FamilyListModel(QObject *parent)
    : RowModel(parent)
{ }

int FamilyListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FamilyListModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? familyValue(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> FamilyListModel::roleNames() const
{
    return namesOf<Role>();
}

void FamilyListModel::setRows(const QVector<Row> &rows)
{
    applyRows(
        m_rows, rows, [](const Row &row) { return row.familyId; }, familyValue);
}

} // namespace preggo
