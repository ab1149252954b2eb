// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/blob_store.h"

#include "server/media/durable_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

DiskBlobStore::DiskBlobStore(QString root)
    : m_root(std::move(root))
{ }

QString DiskBlobStore::place(const QByteArray &sha256) const
{
    const QString name = QString::fromLatin1(sha256.toHex());
    return m_root + u'/' + name.left(2) + u'/' + name;
}

Result<QByteArray> DiskBlobStore::put(const QByteArray &bytes)
{
    const QByteArray sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    const QString file = place(sha256);
    const QString directory = QFileInfo(file).path();
    // Whole files only ever get this name, so one that is there is done.
    if (QFileInfo::exists(file))
        return sha256;
    if (!QDir().mkpath(directory))
        return tl::make_unexpected(diskProblem());
    if (auto done = writeDurably(file, bytes); !done)
        return tl::make_unexpected(done.error());
    if (auto done = syncDirectory(m_root); !done)
        return tl::make_unexpected(done.error());
    return sha256;
}

QString DiskBlobStore::path(const QByteArray &sha256) const
{
    const QString file = place(sha256);
    return QFileInfo::exists(file) ? file : QString();
}

void DiskBlobStore::remove(const QByteArray &sha256)
{
    QFile::remove(place(sha256));
}

} // namespace preggo::server
