// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/picture_copies.h"

#include "app/viewmodels/words.h"

#include <QDir>

namespace preggo {

PictureCopies::PictureCopies(QObject *parent)
    : QObject(parent)
{ }

void PictureCopies::save(const QString &mediaId, const QUrl &file)
{
    const auto media = MediaId::parse(mediaId);
    if (!m_account || !m_account->originals || !media || !file.isLocalFile())
        return Q_EMIT told(tr("This picture cannot be saved there. Choose a folder on this device."));
    std::weak_ptr<const AccountContext> mine = m_account;
    m_account->originals(*media, [this, mine, path = file.toLocalFile()](const Result<QByteArray> &bytes) {
        if (mine.expired())
            return;
        if (!bytes)
            return Q_EMIT told(Words::problem(bytes.error()));
        write(path, *bytes);
    });
}

void PictureCopies::write(const QString &path, const QByteArray &bytes)
{
    std::weak_ptr<const AccountContext> mine = m_account;
    auto &main = m_account->main;
    m_account->imaging.post([this, mine, &main, &files = m_account->files, path, bytes] {
        const auto done = files.writeDurably(path, bytes);
        main.post([this, mine, path, done] {
            if (mine.expired())
                return;
            Q_EMIT told(
                done ? tr("Saved as %1.").arg(QDir::toNativeSeparators(path)) : Words::problem(done.error()));
        });
    });
}

} // namespace preggo
