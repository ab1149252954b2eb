// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/file_check.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

bool copyInto(NewFile &copy, FileCalls &files, const QString &path)
{
    constexpr qint64 kAtOnce = 1LL << 20;
    for (qint64 at = 0;; at += kAtOnce) {
        const auto part = files.read(path, at, kAtOnce);
        if (!part || !copy.write(*part))
            return false;
        if (part->size() < kAtOnce)
            return copy.sync().has_value();
    }
}

/// All of it, or no new file. What stood at `target` before stays.
bool copyFile(FileCalls &files, const QString &path, const QString &target)
{
    const auto copy = files.create(target);
    if (!copy)
        return false;
    if (copyInto(**copy, files, path))
        return true;
    static_cast<void>(files.remove(target));
    return false;
}

} // namespace

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

bool removeDatabaseFiles(FileCalls &files, const QString &path)
{
    bool gone = true;
    for (const auto suffix : {u"", u"-wal", u"-shm", u"-journal"}) {
        const auto removed = files.remove(path + QString::fromUtf16(suffix));
        gone = gone && (removed || removed.error() == FileError::NotFound);
    }
    return gone;
}

bool replaceDatabase(FileCalls &files, const QString &replacement, const QString &path)
{
    // The log of the old file would be played into the new one.
    for (const auto suffix : {u"-wal", u"-shm", u"-journal"}) {
        const auto removed = files.remove(path + QString::fromUtf16(suffix));
        if (!removed && removed.error() != FileError::NotFound)
            return false;
    }
    return files.rename(replacement, path) && files.sync(QFileInfo(path).path());
}

bool copyDatabaseFiles(FileCalls &files, const QString &path, const QString &target)
{
    const QString log = path + u"-wal"_s;
    const auto hasLog = files.exists(log);
    if (!hasLog || !copyFile(files, path, target))
        return false;
    if (!*hasLog || copyFile(files, log, target + u"-wal"_s))
        return true;
    static_cast<void>(files.remove(target));
    return false;
}

} // namespace preggo
