// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/row_model.h"

#include <QVector>
#include <qqmlregistration.h>

namespace preggo {

/// The families the person is in, by name.
class FamilyListModel : public preggo::RowModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.families")

public:
    enum Role {
        FamilyIdRole = Qt::UserRole + 1, ///< string
        NameRole, ///< string
        IsCurrentRole, ///< bool: the one whose feed is open
    };
    Q_ENUM(Role)

    struct Row
    {
        QString familyId;
        QString name;
        bool isCurrent = false;
        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit FamilyListModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Changes what differs, row by row.
    void setRows(const QVector<Row> &rows);
    [[nodiscard]] const QVector<Row> &rows() const { return m_rows; }

private:
    QVector<Row> m_rows;
};

} // namespace preggo
