// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QAbstractListModel>
#include <QVariantMap>
#include <qqmlregistration.h>

namespace preggo {

/// A list of plain objects as a model: the keys of the first row are the roles. The canned models of the QML
/// tests are made of it, so that lists inside a row reach a delegate as lists.
class CannedList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList rows READ rows WRITE setRows NOTIFY rowsReset FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] QVariantList rows() const { return m_rows; }
    void setRows(const QVariantList &rows);
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE [[nodiscard]] QVariantMap get(int row) const;
    /// Changes one value of one row.
    Q_INVOKABLE void set(int row, const QString &key, const QVariant &value);
    Q_INVOKABLE void take(int row);
    Q_INVOKABLE void move(int from, int to);
    Q_INVOKABLE void put(int row, const QVariantMap &value);

Q_SIGNALS:
    void rowsReset();
    void countChanged();

private:
    QVariantList m_rows;
    QStringList m_keys;
};

} // namespace preggo
