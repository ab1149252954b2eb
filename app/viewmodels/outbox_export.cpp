// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/outbox_model.h"
#include "app/viewmodels/unsent_export.h"
#include "app/viewmodels/words.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

namespace preggo {

void OutboxModel::saveTo(const QUrl &folder)
{
    if (!m_account)
        return;
    if (!folder.isLocalFile())
        return Q_EMIT noticed(tr("Copies cannot be saved there. Choose a folder on this device."));
    const QString media = m_account->mediaFolder;
    const QString database = QFileInfo(media).dir().filePath(QStringLiteral("outbox.db"));
    auto &main = m_account->main;
    m_account->imaging.post([alive = QPointer(this), &main, &files = m_account->files, media, database,
                                target = folder.toLocalFile()] {
        const auto items = readUnsent(database);
        const auto done = items ? exportUnsent(*items, media, target, files) : Result<UnsentExport>();
        const QString text = !items ? Words::storage(items.error())
            : !done                 ? Words::problem(done.error())
                    : Words::exported(done->folder, done->texts, done->pictures, done->missing);
        main.post([alive, text] {
            if (alive)
                Q_EMIT alive->noticed(text);
        });
    });
}

} // namespace preggo
