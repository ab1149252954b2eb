// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data_directory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

tl::expected<DataDirectory, QString> DataDirectory::open(const QString &path)
{
    DataDirectory directory;
    directory.m_path = QDir(path).absolutePath();
    const bool isNew = !QFileInfo::exists(directory.m_path);
    const bool usable = QDir().mkpath(directory.m_path) && QFileInfo(directory.m_path).isWritable();
    if (!usable) {
        return tl::make_unexpected(
            u"The data directory %1 cannot be written. Correct its permissions, or choose another with --data."_s
                .arg(directory.m_path));
    }
    if (isNew)
        QFile::setPermissions(directory.m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    directory.m_lock = std::make_unique<QLockFile>(directory.m_path + u"/server.lock"_s);
    directory.m_lock->setStaleLockTime(0);
    if (!directory.m_lock->tryLock()) {
        return tl::make_unexpected(
            u"Another server uses the data directory %1. Stop it, or choose another with --data."_s.arg(
                directory.m_path));
    }
    return directory;
}

QString DataDirectory::database() const
{
    return m_path + u"/preggo.db"_s;
}

QString DataDirectory::keys() const
{
    return m_path + u"/keys.json"_s;
}

QString sentenceFor(const sql::Error &error, const QString &path)
{
    switch (error.kind) {
    case sql::ErrorKind::Newer:
        return u"The database %1 was written by a newer version of this program. Update the program; nothing was changed."_s
            .arg(path);
    case sql::ErrorKind::Corrupt:
        return u"The file %1 is damaged or is no database. Keep a copy of it, and restore your last backup."_s
            .arg(path);
    case sql::ErrorKind::Full:
        return u"There is no room on the disk of %1. Free some, then start again."_s.arg(path);
    case sql::ErrorKind::Busy:
        return u"Another program uses the database %1. Stop it, then start again."_s.arg(path);
    default:
        return u"The database %1 cannot be opened. Check that this user may read and write it (%2)."_s.arg(
            path, error.text);
    }
}

} // namespace preggo::server
