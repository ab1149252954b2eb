// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"

#include <QObject>
#include <QUrl>
#include <qqmlregistration.h>

#include <memory>

namespace preggo {

/// Copies of the family's pictures, in their own pixels, where the person wants them.
class PictureCopies : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.copies")

public:
    explicit PictureCopies(QObject *parent = nullptr);

    void attach(const AccountContext &account)
    {
        m_account = std::make_shared<const AccountContext>(account);
    }
    /// What is under way is not told any more.
    void detach() { m_account.reset(); }

    /// Fetches the picture if it is not here, and writes it to a local file, which the person has chosen and
    /// may replace. told() says what became of it.
    Q_INVOKABLE void save(const QString &mediaId, const QUrl &file);

Q_SIGNALS:
    /// A sentence for the person.
    void told(const QString &text);

private:
    void write(const QString &path, const QByteArray &bytes);

    std::shared_ptr<const AccountContext> m_account;
};

} // namespace preggo
