// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/file_check.h"
#include "storage/outbox.h"
#include "storage/outbox_salvage.h"
#include "storage/outbox_schema.h"

#include <QFile>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

using DatabasePtr = std::unique_ptr<sql::Database>;

Outcome<DatabasePtr> openChecked(const QString &path, const QString &vfs)
{
    auto database = sql::Database::open({.path = path,
        .vfs = vfs,
        .pragmas = {u"journal_mode=WAL"_s, u"synchronous=FULL"_s, u"fullfsync=1"_s,
            u"checkpoint_fullfsync=1"_s, u"foreign_keys=ON"_s, u"secure_delete=ON"_s}});
    if (!database)
        return database;
    if (auto sound = quickCheck(**database); !sound)
        return tl::make_unexpected(sound.error());
    if (auto done = sql::migrate(**database, outboxLadder()); !done)
        return tl::make_unexpected(done.error());
    return database;
}

/// A name that is not taken: an older damaged copy is as precious as this one.
QString freeName(const QString &path)
{
    for (int n = 1;; ++n) {
        const QString name = path + u".damaged-%1"_s.arg(n);
        if (!QFile::exists(name))
            return name;
    }
}

Outcome<void> beginAnew(const QString &path)
{
    removeDatabaseFiles(path);
    auto fresh = openChecked(path, {});
    if (!fresh)
        return tl::make_unexpected(fresh.error());
    return {};
}

/// Holds a whole salvaged outbox, or does not exist: it gets this name when it is complete and on the disk.
QString repairedName(const QString &path)
{
    return path + u"-repaired"_s;
}

/// The copy that the repair made last; empty where there is none.
QString lastDamagedCopy(const QString &path)
{
    QString last;
    for (int n = 1; QFile::exists(path + u".damaged-%1"_s.arg(n)); ++n)
        last = path + u".damaged-%1"_s.arg(n);
    return last;
}

/// R9: the damaged file is kept untouched; a new one takes its place with every row that can be read.
Outcome<Salvage> replaceDamaged(const QString &path, const QString &aside)
{
    const sql::Error cannotCopy{sql::ErrorKind::Io, u"the damaged outbox could not be copied aside"_s};
    const QString working = path + u"-repair-work"_s;
    const QString fresh = path + u"-repair-new"_s;
    removeDatabaseFiles(working); // of a repair that did not come to its end
    if (!copyDatabaseFiles(path, aside) || !copyDatabaseFiles(path, working))
        return tl::make_unexpected(cannotCopy);
    if (auto done = beginAnew(fresh); !done)
        return tl::make_unexpected(done.error());
    const auto salvage = salvageOutbox(working, fresh);
    removeDatabaseFiles(working);
    if (!salvage)
        return salvage;
    if (!syncToDisk(fresh) || !replaceDatabase(fresh, repairedName(path))
        || !replaceDatabase(repairedName(path), path))
        return tl::make_unexpected(cannotCopy);
    removeDatabaseFiles(fresh);
    return salvage;
}

} // namespace

Outcome<OutboxOpening> Outbox::open(const QString &path, const QString &vfs)
{
    OutboxOpening opening;
    if (vfs.isEmpty() && QFile::exists(repairedName(path))) { // the process ended before the last step
        opening.damagedCopy = lastDamagedCopy(path);
        if (!replaceDatabase(repairedName(path), path))
            return tl::make_unexpected(
                sql::Error{sql::ErrorKind::Io, u"the repaired outbox could not be put in place"_s});
    }
    auto database = openChecked(path, vfs);
    if (!database && database.error().kind == sql::ErrorKind::Corrupt && vfs.isEmpty()) {
        opening.damagedCopy = freeName(path);
        const auto salvage = replaceDamaged(path, opening.damagedCopy);
        if (!salvage)
            return tl::make_unexpected(salvage.error());
        opening.salvaged = salvage->rows;
        opening.lost = salvage->lost;
        database = openChecked(path, vfs);
    }
    if (!database)
        return tl::make_unexpected(database.error());
    opening.outbox.reset(new Outbox(std::move(*database)));
    return opening;
}

} // namespace preggo
