// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data_directory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::expected<void, QString> prepare(const QString &path)
{
    const bool isNew = !QFileInfo::exists(path);
    const bool usable = QDir().mkpath(path) && QFileInfo(path).isWritable();
    if (!usable) {
        return tl::make_unexpected(
            u"The data directory %1 cannot be written. Correct its permissions, or choose another with --data."_s
                .arg(path));
    }
    if (isNew)
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

QString lockRefused(sql::ProcessLock::Refusal why, const QString &path)
{
    if (why == sql::ProcessLock::Refusal::Held)
        return u"Another server uses the data directory %1. Stop it, or choose another with --data."_s.arg(
            path);
    return u"The data directory %1 cannot be locked. Choose one on a disk that has room and knows locks, with --data."_s
        .arg(path);
}

} // namespace

tl::expected<DataDirectory, QString> DataDirectory::open(const QString &path)
{
    DataDirectory directory;
    directory.m_places = DataPlaces(QDir(path).absolutePath());
    if (const auto prepared = prepare(directory.path()); !prepared)
        return tl::make_unexpected(prepared.error());
    if (QFileInfo::exists(directory.m_places.backupMark())) {
        return tl::make_unexpected(
            u"%1 is a backup, and stays as it is. Put it into another folder: preggo-server restore --data FOLDER --from %1."_s
                .arg(directory.path()));
    }
    auto lock = sql::ProcessLock::take(directory.m_places.lock());
    if (!lock)
        return tl::make_unexpected(lockRefused(lock.error(), directory.path()));
    directory.m_lock = std::move(*lock);
    return directory;
}

tl::expected<DataDirectory, QString> DataDirectory::openToServe(const QString &path)
{
    auto directory = open(path);
    if (directory && QFileInfo::exists(directory->m_places.restoreMark()))
        return tl::make_unexpected(unfinishedRestore(directory->m_places));
    return directory;
}

} // namespace preggo::server
