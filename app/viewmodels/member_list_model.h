// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/row_model.h"

#include <QVector>
#include <qqmlregistration.h>

namespace preggo {

/// The members of the open family: parents first, then by name.
class MemberListModel : public preggo::RowModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.members")

public:
    enum Role {
        UserIdRole = Qt::UserRole + 1, ///< string
        NameRole, ///< string
        RelationRole, ///< string: what she is to the baby; may be empty
        RoleRole, ///< string: owner, co_parent, contributor, viewer
        RoleTextRole, ///< string: the role in words
        InitialsRole, ///< string: one or two letters
        ColorIndexRole, ///< int 0-7
        IsSelfRole, ///< bool
    };
    Q_ENUM(Role)

    struct Row
    {
        QString userId;
        QString name;
        QString relation;
        QString role;
        QString roleText;
        QString initials;
        int colorIndex = 0;
        bool isSelf = false;
        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit MemberListModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Changes what differs, row by row.
    void setRows(const QVector<Row> &rows);

private:
    QVector<Row> m_rows;
};

} // namespace preggo
