// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_precopy.h"

#include "storage/file_check.h"

#include <QDir>
#include <QFileInfo>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

const QString kMark = u".before-"_s;
const QString kCopying = u"-copying"_s;

/// Of whatever version: its tables are asked for, not known.
Outcome<bool> holdsAnything(sql::Database &database)
{
    auto tables = database.query(
        u"SELECT name FROM sqlite_master WHERE type='table' AND name<>'schema_version' AND name NOT LIKE "
        "'sqlite_%'"_s);
    if (auto done = tables.run(); !done)
        return tl::make_unexpected(done.error());
    while (tables.next()) {
        auto any = database.query(u"SELECT 1 FROM \""_s + tables.text(0) + u"\" LIMIT 1"_s);
        if (auto done = any.run(); !done)
            return tl::make_unexpected(done.error());
        if (any.next())
            return true;
    }
    if (auto error = tables.error())
        return tl::make_unexpected(*error);
    return false;
}

} // namespace

Outcome<void> copyBeforeMigration(sql::Database &database, FileCalls &files, const QString &path, int target)
{
    const auto any = holdsAnything(database);
    if (!any || !*any)
        return any.map([](bool) {});
    const QString copy = path + kMark + QString::number(target);
    const QString unfinished = path + kCopying;
    removeDatabaseFiles(files, unfinished);
    if (auto done = database.query(u"VACUUM INTO ?"_s).bind(unfinished).run(); !done) {
        removeDatabaseFiles(files, unfinished);
        return done;
    }
    if (!files.sync(unfinished) || !replaceDatabase(files, unfinished, copy))
        return tl::make_unexpected(
            sql::Error{sql::ErrorKind::Io, u"the outbox could not be copied before its migration"_s});
    return {};
}

QStringList remainsBeside(FileCalls &files, const QString &path)
{
    const QFileInfo outbox(path);
    QStringList remains;
    const auto names = files.list(outbox.path()).value_or(QStringList());
    for (const QString &name : names) {
        for (const QString &mark : {kMark, kCopying, u"-repair-"_s}) {
            if (name.startsWith(outbox.fileName() + mark))
                remains.append(outbox.dir().filePath(name));
        }
    }
    return remains;
}

} // namespace preggo
