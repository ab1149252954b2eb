// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/file_check.h"

#include <QFile>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

sql::Outcome<void> quickCheck(sql::Database &database)
{
    auto query = database.query(u"PRAGMA quick_check(1)"_s);
    if (auto done = query.run(); !done)
        return done;
    if (query.next() && query.text(0) == u"ok")
        return {};
    return tl::make_unexpected(sql::Error{sql::ErrorKind::Corrupt, u"quick_check found damage"_s});
}

void removeDatabaseFiles(const QString &path)
{
    for (const auto suffix : {u"", u"-wal", u"-shm", u"-journal"})
        QFile::remove(path + QString::fromUtf16(suffix));
}

bool copyDatabaseFiles(const QString &path, const QString &target)
{
    if (!QFile::copy(path, target))
        return false;
    const QString log = path + u"-wal"_s;
    return !QFile::exists(log) || QFile::copy(log, target + u"-wal"_s);
}

} // namespace preggo
