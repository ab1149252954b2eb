// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/member_list_model.h"

namespace preggo {

namespace {

QVariant memberValue(const MemberListModel::Row &row, int role)
{
    switch (role) {
    case MemberListModel::UserIdRole:
        return row.userId;
    case MemberListModel::NameRole:
        return row.name;
    case MemberListModel::RelationRole:
        return row.relation;
    case MemberListModel::RoleRole:
        return row.role;
    case MemberListModel::RoleTextRole:
        return row.roleText;
    case MemberListModel::InitialsRole:
        return row.initials;
    case MemberListModel::ColorIndexRole:
        return row.colorIndex;
    case MemberListModel::IsSelfRole:
        return row.isSelf;
    default:
        return {};
    }
}

} // namespace

MemberListModel::MemberListModel(QObject *parent)
    : RowModel(parent)
{ }

int MemberListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant MemberListModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? memberValue(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    return namesOf<Role>();
}

void MemberListModel::setRows(const QVector<Row> &rows)
{
    applyRows(
        m_rows, rows, [](const Row &row) { return row.userId; }, memberValue);
}

} // namespace preggo
