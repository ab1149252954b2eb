// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/file_check.h"
#include "storage/outbox.h"
#include "storage/outbox_precopy.h"
#include "storage/outbox_salvage.h"
#include "storage/outbox_upgrade.h"
#include "storage/sql/checkpoint.h"

#include <algorithm>
#include <utility>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

struct Opened
{
    std::unique_ptr<sql::Database> database;
    bool migrated = false; ///< from an older version, just now
};

Outcome<void> bringUp(
    Opened &opened, int version, const QString &path, const LocalDisk &disk, const OutboxSchema &schema)
{
    const int target = schema.ladder.back().version;
    opened.migrated = version > 0 && version < target;
    if (opened.migrated) {
        if (auto done = copyBeforeMigration(*opened.database, *disk.files, path, target); !done)
            return done;
    }
    if (auto done = sql::migrate(*opened.database, schema.ladder); !done)
        return tl::make_unexpected(done.error());
    return upgradeUnsent(*opened.database, schema.payloads);
}

Outcome<Opened> openChecked(const QString &path, const LocalDisk &disk, const OutboxSchema &schema)
{
    auto database = sql::Database::open({.path = path,
        .vfs = disk.vfs,
        .pragmas = {u"journal_mode=WAL"_s, u"synchronous=FULL"_s, u"fullfsync=1"_s,
            u"checkpoint_fullfsync=1"_s, u"foreign_keys=ON"_s, u"secure_delete=ON"_s}});
    if (!database)
        return tl::make_unexpected(database.error());
    Opened opened{std::move(*database), false};
    // Before the check for damage: what is damaged is repaired by rules that a newer file does not follow.
    const auto version = sql::schemaVersion(*opened.database);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version <= schema.ladder.back().version) {
        if (auto sound = quickCheck(*opened.database); !sound)
            return tl::make_unexpected(sound.error());
        // Nothing may be shown as saved that is not; a file of a newer version is shown to nobody.
        if (auto certain = sql::makeCertain(*opened.database); !certain)
            return tl::make_unexpected(certain.error());
    }
    if (auto done = bringUp(opened, *version, path, disk, schema); !done)
        return tl::make_unexpected(done.error());
    return opened;
}

QString damagedName(const QString &path, int number)
{
    return path + u".damaged-%1"_s.arg(number);
}

/// Where nobody can say, it is not free.
Outcome<bool> isTaken(FileCalls &files, const QString &path)
{
    const auto there = files.exists(path);
    if (!there)
        return tl::make_unexpected(sql::Error{sql::ErrorKind::Io, u"the folder could not be read"_s});
    return *there;
}

/// Those that repairs made, by their numbers.
struct DamagedCopies
{
    QString last; ///< empty where there is none
    /// Neither is taken, nor that of its log: an older copy is as precious as a new one.
    QString free;
};

Outcome<DamagedCopies> damagedCopies(FileCalls &files, const QString &path)
{
    DamagedCopies copies;
    for (int n = 1;; ++n) {
        copies.free = damagedName(path, n);
        const auto copy = isTaken(files, copies.free);
        const auto log = isTaken(files, copies.free + u"-wal"_s);
        if (!copy || !log)
            return tl::make_unexpected(copy ? log.error() : copy.error());
        if (!*copy && !*log)
            return copies;
        if (*copy)
            copies.last = copies.free;
    }
}

Outcome<void> beginAnew(const QString &path, const LocalDisk &disk, const OutboxSchema &schema)
{
    if (!removeDatabaseFiles(*disk.files, path))
        return tl::make_unexpected(
            sql::Error{sql::ErrorKind::Io, u"what an earlier repair left could not be removed"_s});
    auto fresh = openChecked(path, disk, schema);
    if (!fresh)
        return tl::make_unexpected(fresh.error());
    return {};
}

/// Holds a whole salvaged outbox, or does not exist: it gets this name when it is complete and on the disk.
QString repairedName(const QString &path)
{
    return path + u"-repaired"_s;
}

/// Rows fit into tables of their own version alone; what they are salvaged into is migrated after.
Outcome<OutboxSchema> schemaOf(const QString &damaged, const QString &vfs, const OutboxSchema &schema)
{
    const auto database = sql::Database::open({.path = damaged, .vfs = vfs, .pragmas = {}});
    const auto read =
        database ? sql::schemaVersion(**database) : Outcome<int>(tl::make_unexpected(database.error()));
    if (!read && isOfTheDisk(read.error()))
        return tl::make_unexpected(read.error());
    const int version = read.value_or(0);
    const auto isAbove = [version](const sql::Migration &step) { return step.version > version; };
    const auto end = std::find_if(schema.ladder.begin(), schema.ladder.end(), isAbove);
    if (end == schema.ladder.begin() || end == schema.ladder.end())
        return schema;
    return OutboxSchema{{schema.ladder.begin(), end}, {}};
}

sql::Error cannotCopy()
{
    return {sql::ErrorKind::Io, u"the damaged outbox could not be copied aside"_s};
}

QString workingName(const QString &path)
{
    return path + u"-repair-work"_s;
}

QString unfinishedName(const QString &path)
{
    return path + u"-repair-new"_s;
}

/// Makes unfinishedName(), whole and on the disk, of every row that can be read.
Outcome<Salvage> salvageBeside(const QString &path, const LocalDisk &disk, const OutboxSchema &schema)
{
    FileCalls &files = *disk.files;
    const QString working = workingName(path);
    const QString fresh = unfinishedName(path);
    if (!copyDatabaseFiles(files, path, working))
        return tl::make_unexpected(cannotCopy());
    const auto fitting = schemaOf(working, disk.vfs, schema);
    if (!fitting)
        return tl::make_unexpected(fitting.error());
    if (auto done = beginAnew(fresh, disk, *fitting); !done)
        return tl::make_unexpected(done.error());
    auto salvage = salvageOutbox(working, fresh, disk.vfs);
    if (salvage && !files.sync(fresh))
        return tl::make_unexpected(cannotCopy());
    return salvage;
}

/// Up to the name that the next start looks for. Where it fails before that, the damaged file still stands
/// and the next start repairs it anew, so that nothing made here stays: else each start would add a copy.
Outcome<Salvage> repairBeside(
    const QString &path, const LocalDisk &disk, const QString &aside, const OutboxSchema &schema)
{
    FileCalls &files = *disk.files;
    removeDatabaseFiles(files, workingName(path)); // of a repair that did not come to its end
    if (!copyDatabaseFiles(files, path, aside))
        return tl::make_unexpected(cannotCopy());
    auto salvage = salvageBeside(path, disk, schema);
    removeDatabaseFiles(files, workingName(path));
    if (salvage) {
        if (replaceDatabase(files, unfinishedName(path), repairedName(path)))
            return salvage;
        salvage = tl::make_unexpected(cannotCopy());
        // Where it has that name all the same, or nobody can say, the copy is all that will be left.
        if (isTaken(files, repairedName(path)).value_or(true))
            return salvage;
    }
    removeDatabaseFiles(files, unfinishedName(path));
    removeDatabaseFiles(files, aside);
    return salvage;
}

/// R9: the damaged file is kept untouched; a new one takes its place with every row that can be read.
Outcome<Salvage> replaceDamaged(
    const QString &path, const LocalDisk &disk, const QString &aside, const OutboxSchema &schema)
{
    auto salvage = repairBeside(path, disk, aside, schema);
    if (!salvage)
        return salvage;
    if (!replaceDatabase(*disk.files, repairedName(path), path))
        return tl::make_unexpected(cannotCopy());
    removeDatabaseFiles(*disk.files, unfinishedName(path));
    return salvage;
}

Outcome<void> repair(
    const QString &path, const LocalDisk &disk, const OutboxSchema &schema, OutboxOpening &opening)
{
    const auto copies = damagedCopies(*disk.files, path);
    if (!copies)
        return tl::make_unexpected(copies.error());
    const auto salvage = replaceDamaged(path, disk, copies->free, schema);
    if (!salvage)
        return tl::make_unexpected(salvage.error());
    opening.damagedCopy = copies->free;
    opening.salvaged = salvage->rows;
    opening.lost = salvage->lost;
    return {};
}

} // namespace

Outcome<OutboxOpening> Outbox::open(const QString &path, const LocalDisk &disk, const OutboxSchema &schema)
{
    FileCalls &files = *disk.files;
    OutboxOpening opening;
    const auto repaired = isTaken(files, repairedName(path));
    if (!repaired)
        return tl::make_unexpected(repaired.error());
    if (*repaired) { // the process ended before the last step
        const auto copies = damagedCopies(files, path);
        if (!copies)
            return tl::make_unexpected(copies.error());
        opening.damagedCopy = copies->last;
        if (!replaceDatabase(files, repairedName(path), path))
            return tl::make_unexpected(
                sql::Error{sql::ErrorKind::Io, u"the repaired outbox could not be put in place"_s});
    }
    auto opened = openChecked(path, disk, schema);
    if (!opened && opened.error().kind == sql::ErrorKind::Corrupt) {
        if (auto done = repair(path, disk, schema, opening); !done)
            return tl::make_unexpected(done.error());
        opened = openChecked(path, disk, schema);
    }
    if (!opened)
        return tl::make_unexpected(opened.error());
    opening.outbox.reset(new Outbox(std::move(opened->database), disk));
    if (!opened->migrated && opening.damagedCopy.isEmpty())
        opening.outbox->m_remains = remainsBeside(files, path);
    return opening;
}

void Outbox::startSucceeded()
{
    const QStringList remains = std::exchange(m_remains, {});
    for (const QString &each : remains)
        removeDatabaseFiles(*m_disk.files, each);
}

} // namespace preggo
