// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/row_model.h"
#include "app/viewmodels/unsent_export.h"
#include "core/seams/executor.h"

#include <QDateTime>
#include <QUrl>
#include <qqmlregistration.h>

#include <memory>

namespace preggo {

/// What waits in an outbox that a newer version wrote: to be read and to be saved elsewhere, never to be
/// changed. Oldest first, drafts last.
class UnsentModel : public RowModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.unsent")
    Q_PROPERTY(bool shown READ shown NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString resultText READ resultText NOTIFY changed FINAL)
    Q_PROPERTY(bool failed READ failed NOTIFY changed FINAL)

public:
    enum Role {
        TitleRole = Qt::UserRole + 1, ///< string: "Post with 2 pictures"
        PreviewRole, ///< string: the beginning of the text
        WrittenAtRole, ///< date; invalid where that is not told
    };
    Q_ENUM(Role)

    /// All outlive close().
    struct Deps
    {
        Executor &main;
        Executor &worker; ///< reads and writes files
        FileStore &files;
    };

    explicit UnsentModel(QObject *parent = nullptr);

    /// Shows what `folder`, an account's, holds.
    void open(const Deps &deps, const QString &folder);
    void close();

    [[nodiscard]] bool shown() const { return m_deps != nullptr; }
    [[nodiscard]] bool busy() const { return m_busy; }
    /// What became of the last reading or saving, in a sentence; empty before.
    [[nodiscard]] QString resultText() const { return m_resultText; }
    [[nodiscard]] bool failed() const { return m_failed; }

    /// Saves everything, with its pictures, into a new folder within this one.
    Q_INVOKABLE void saveTo(const QUrl &folder);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    void setItems(const QVector<UnsentItem> &items);
    void tell(const QString &text, bool failed);

    std::shared_ptr<const Deps> m_deps; ///< what is under way for an earlier one is not told any more
    QString m_folder;
    QVector<UnsentItem> m_items;
    bool m_busy = false;
    bool m_failed = false;
    QString m_resultText;
};

} // namespace preggo
