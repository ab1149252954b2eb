// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/row_model.h"

#include <QVector>
#include <qqmlregistration.h>

namespace preggo {

/// The pictures of a post that is being written, in their order.
class PictureListModel : public preggo::RowModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ComposerModel.pictures")

public:
    enum State { Preparing, Ready, Failed };
    Q_ENUM(State)

    enum Role {
        SourceRole = Qt::UserRole + 1, ///< string for Image.source; "" while it is prepared
        AltRole, ///< string: what the picture shows, for those who do not see it
        WidthRole, ///< int pixels, upright; 0 while unknown
        HeightRole, ///< int
        StateRole, ///< PictureListModel.State
        ErrorTextRole, ///< string: why it, or the last change to it, failed, and what to do
        EditableRole, ///< bool: it is here and not sent yet, so it can be cropped, turned and covered
    };
    Q_ENUM(Role)

    struct Row
    {
        QString mediaId;
        QString source;
        QString alt;
        int width = 0;
        int height = 0;
        State state = Preparing;
        QString errorText;
        bool editable = false;
        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit PictureListModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void append(const Row &row);
    void removeAt(int row);
    void move(int from, int to);
    void replace(int row, const Row &value);
    void clear();
    /// The row of a picture, or -1.
    [[nodiscard]] int indexOf(const QString &mediaId) const;
    [[nodiscard]] const QVector<Row> &rows() const { return m_rows; }

private:
    QVector<Row> m_rows;
};

} // namespace preggo
