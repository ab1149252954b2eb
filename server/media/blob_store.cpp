// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/blob_store.h"

#include <QCryptographicHash>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

DiskBlobStore::DiskBlobStore(QString root, std::shared_ptr<DataFiles> files)
    : m_root(std::move(root))
    , m_files(std::move(files))
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
    // Whole files only ever get this name, so one that is there is done, but perhaps nobody has synced its
    // name.
    const bool isThere = m_files->size(file) >= 0;
    if (auto done = isThere ? m_files->syncName(file) : m_files->writeDurably(file, bytes); !done)
        return tl::make_unexpected(done.error());
    return sha256;
}

QString DiskBlobStore::path(const QByteArray &sha256) const
{
    const QString file = place(sha256);
    return m_files->size(file) >= 0 ? file : QString();
}

void DiskBlobStore::remove(const QByteArray &sha256)
{
    m_files->remove(place(sha256));
}

Result<int> DiskBlobStore::removeUnnamed(
    int shelf, qint64 beforeMs, const std::function<Result<bool>(const QByteArray &)> &isNamed)
{
    int removed = 0;
    const auto entries = m_files->list(m_root + u"/%1"_s.arg(shelf, 2, 16, QLatin1Char('0')));
    for (const auto &entry : entries) {
        if (entry.changedMs >= beforeMs)
            continue;
        const QByteArray sha256 = QByteArray::fromHex(entry.path.section(u'/', -1).toLatin1());
        const bool isBlob = place(sha256) == entry.path;
        const auto named = isBlob ? isNamed(sha256) : false;
        if (!named)
            return tl::make_unexpected(named.error());
        if (*named)
            continue;
        m_files->remove(entry.path);
        ++removed;
    }
    return removed;
}

} // namespace preggo::server
