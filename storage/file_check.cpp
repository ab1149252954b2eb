// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/file_check.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

sql::Outcome<void> quickCheck(sql::Database &database)
{
    auto query = database.query(u"PRAGMA quick_check(1)"_s);
    if (auto done = query.run(); !done)
        return done;
    if (!query.next())
        return tl::make_unexpected(
            query.error().value_or(sql::Error{sql::ErrorKind::Io, u"quick_check did not end"_s}));
    const QString verdict = query.text(0);
    if (verdict == u"ok")
        return {};
    // A page that could not be read is told like a damaged one; the code behind it says which of the two it
    // is (https://sqlite.org/rescode.html, 10 is SQLITE_IOERR).
    constexpr int kIoErr = 10;
    static const QRegularExpression codePattern(u"error code=(\\d+)"_s);
    const auto code = codePattern.match(verdict);
    const bool unread = code.hasMatch() && (code.captured(1).toInt() & 0xff) == kIoErr;
    return tl::make_unexpected(
        sql::Error{unread ? sql::ErrorKind::Io : sql::ErrorKind::Corrupt, u"quick_check found damage"_s});
}

void removeDatabaseFiles(const QString &path)
{
    for (const auto suffix : {u"", u"-wal", u"-shm", u"-journal"})
        QFile::remove(path + QString::fromUtf16(suffix));
}

bool syncToDisk(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

bool replaceDatabase(const QString &replacement, const QString &path)
{
    // The log of the old file would be played into the new one.
    for (const auto suffix : {u"-wal", u"-shm", u"-journal"})
        QFile::remove(path + QString::fromUtf16(suffix));
    const QByteArray from = QFile::encodeName(replacement);
    return std::rename(from.constData(), QFile::encodeName(path).constData()) == 0
        && syncToDisk(QFileInfo(path).absolutePath());
}

bool copyDatabaseFiles(const QString &path, const QString &target)
{
    if (!QFile::copy(path, target) || !syncToDisk(target))
        return false;
    const QString log = path + u"-wal"_s;
    const QString copy = target + u"-wal"_s;
    return !QFile::exists(log) || (QFile::copy(log, copy) && syncToDisk(copy));
}

} // namespace preggo
