// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QAbstractListModel>
#include <QMetaEnum>
#include <QSet>
#include <QVector>
#include <qqmlregistration.h>

namespace preggo {

/// A list whose rows are replaced by what differs: views keep their place, delegates their state.
class RowModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    using QAbstractListModel::QAbstractListModel;
    [[nodiscard]] int count() const { return rowCount(); }

Q_SIGNALS:
    void countChanged();

protected:
    /// "PostIdRole" is "postId" in QML: the names follow from the enum.
    template <typename RoleEnum> [[nodiscard]] static QHash<int, QByteArray> namesOf();

    /// Makes `rows` equal to `target` by removing, moving, inserting and changing rows.
    ///
    /// `keyOf(row)` is unique within a list; `valueOf(row, role)` is what data() answers, and decides
    /// which roles dataChanged() names.
    template <typename Row, typename KeyOf, typename ValueOf>
    void applyRows(QVector<Row> &rows, const QVector<Row> &target, KeyOf keyOf, ValueOf valueOf);

    template <typename Row, typename ValueOf>
    void changeRow(QVector<Row> &rows, int at, const Row &value, ValueOf valueOf);

private:
    template <typename Row, typename KeyOf>
    void removeMissing(QVector<Row> &rows, const QVector<Row> &target, KeyOf keyOf);
    template <typename Row, typename KeyOf>
    void moveRow(QVector<Row> &rows, int to, const Row &row, KeyOf keyOf);
};

template <typename RoleEnum> QHash<int, QByteArray> RowModel::namesOf()
{
    QHash<int, QByteArray> names;
    const auto roles = QMetaEnum::fromType<RoleEnum>();
    for (int i = 0; i < roles.keyCount(); ++i) {
        QByteArray name(roles.key(i));
        name.chop(4); // "Role"
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
        names.insert(roles.value(i), name);
    }
    return names;
}

template <typename Row, typename ValueOf>
void RowModel::changeRow(QVector<Row> &rows, int at, const Row &value, ValueOf valueOf)
{
    if (rows.at(at) == value)
        return;
    const Row before = std::exchange(rows[at], value);
    QList<int> roles;
    const auto names = roleNames();
    for (auto it = names.keyBegin(); it != names.keyEnd(); ++it) {
        if (valueOf(before, *it) != valueOf(value, *it))
            roles.append(*it);
    }
    if (!roles.isEmpty())
        Q_EMIT dataChanged(index(at), index(at), roles);
}

template <typename Row, typename KeyOf>
void RowModel::removeMissing(QVector<Row> &rows, const QVector<Row> &target, KeyOf keyOf)
{
    QSet<std::decay_t<decltype(keyOf(target.first()))>> wanted;
    for (const Row &row : target)
        wanted.insert(keyOf(row));
    for (int last = int(rows.size()) - 1; last >= 0; --last) {
        int first = last + 1;
        while (first > 0 && !wanted.contains(keyOf(rows.at(first - 1))))
            --first;
        if (first > last)
            continue;
        beginRemoveRows({}, first, last);
        rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

template <typename Row, typename KeyOf>
void RowModel::moveRow(QVector<Row> &rows, int to, const Row &row, KeyOf keyOf)
{
    int from = to + 1;
    while (keyOf(rows.at(from)) != keyOf(row))
        ++from;
    beginMoveRows({}, from, from, {}, to);
    rows.move(from, to);
    endMoveRows();
}

template <typename Row, typename KeyOf, typename ValueOf>
void RowModel::applyRows(QVector<Row> &rows, const QVector<Row> &target, KeyOf keyOf, ValueOf valueOf)
{
    const auto countBefore = rows.size();
    if (!rows.isEmpty())
        removeMissing(rows, target, keyOf);
    QSet<std::decay_t<decltype(keyOf(target.first()))>> present;
    for (const Row &row : std::as_const(rows))
        present.insert(keyOf(row));
    for (int at = 0; at < target.size(); ++at) {
        const auto key = keyOf(target.at(at));
        if (present.contains(key)) {
            if (keyOf(rows.at(at)) != key)
                moveRow(rows, at, target.at(at), keyOf);
            changeRow(rows, at, target.at(at), valueOf);
            continue;
        }
        int end = at + 1;
        while (end < target.size() && !present.contains(keyOf(target.at(end))))
            ++end;
        beginInsertRows({}, at, end - 1);
        for (int row = at; row < end; ++row)
            rows.insert(row, target.at(row));
        endInsertRows();
        at = end - 1;
    }
    if (rows.size() != countBefore)
        Q_EMIT countChanged();
}

} // namespace preggo
