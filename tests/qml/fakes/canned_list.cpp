// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "canned_list.h"

namespace preggo {

void CannedList::setRows(const QVariantList &rows)
{
    beginResetModel();
    m_rows = rows;
    if (m_keys.isEmpty() && !rows.isEmpty())
        m_keys = rows.first().toMap().keys();
    endResetModel();
    Q_EMIT rowsReset();
    Q_EMIT countChanged();
}

int CannedList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant CannedList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role <= Qt::UserRole)
        return {};
    return m_rows.at(index.row()).toMap().value(m_keys.value(role - Qt::UserRole - 1));
}

QHash<int, QByteArray> CannedList::roleNames() const
{
    QHash<int, QByteArray> names;
    for (int i = 0; i < m_keys.size(); ++i)
        names.insert(Qt::UserRole + 1 + i, m_keys.at(i).toUtf8());
    return names;
}

QVariantMap CannedList::get(int row) const
{
    return m_rows.value(row).toMap();
}

void CannedList::set(int row, const QString &key, const QVariant &value)
{
    QVariantMap map = get(row);
    map.insert(key, value);
    m_rows[row] = map;
    const int role = Qt::UserRole + 1 + static_cast<int>(m_keys.indexOf(key));
    Q_EMIT dataChanged(index(row), index(row), {role});
}

void CannedList::take(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
    Q_EMIT countChanged();
}

void CannedList::move(int from, int to)
{
    if (!beginMoveRows({}, from, from, {}, to > from ? to + 1 : to))
        return;
    m_rows.move(from, to);
    endMoveRows();
}

void CannedList::put(int row, const QVariantMap &value)
{
    beginInsertRows({}, row, row);
    m_rows.insert(row, value);
    endInsertRows();
    Q_EMIT countChanged();
}

} // namespace preggo
