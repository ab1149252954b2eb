// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/backup/files.h"

#include "server/media/durable_file.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

QString cannotWrite(const QString &path)
{
    return u"%1 cannot be written (%2). Check the folder's permissions and the room on its disk."_s.arg(
        path, QString::fromLocal8Bit(std::strerror(errno)));
}

Told<QByteArray> hashOfFile(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) {
        return tl::make_unexpected(
            u"%1 cannot be read (%2). Check that this user may read it."_s.arg(path, file.errorString()));
    }
    return hash.result();
}

Told<void> copyDurably(const QString &from, const QString &to)
{
    QFile file(from);
    const bool copied =
        file.copy(to) && QFile::setPermissions(to, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!copied) {
        return tl::make_unexpected(
            u"%1 cannot be copied to %2 (%3). Check permissions, and the room on the disk."_s.arg(
                from, to, file.errorString()));
    }
    return syncFile(to);
}

Told<void> syncFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || ::fsync(file.handle()) != 0)
        return tl::make_unexpected(cannotWrite(path));
    return {};
}

Told<void> renameDurably(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return tl::make_unexpected(cannotWrite(to));
    return syncFolder(QFileInfo(to).path());
}

Told<void> syncFolder(const QString &path)
{
    if (!syncDirectory(path))
        return tl::make_unexpected(cannotWrite(path));
    return {};
}

} // namespace preggo::server
