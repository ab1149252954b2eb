// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/migration.h"

#include "storage/sql/transaction.h"

#include <algorithm>
#include <limits>

namespace preggo::sql {

using namespace Qt::Literals::StringLiterals;

namespace {

Outcome<void> writeVersion(Database &database, int version)
{
    if (auto done = database.exec(u"DELETE FROM schema_version"_s); !done)
        return done;
    return database.query(u"INSERT INTO schema_version(version) VALUES(?)"_s).bind(version).run();
}

Outcome<int> brokenKeys(Database &database)
{
    if (database.dialect() != Dialect::Sqlite)
        return 0;
    auto broken = database.query(u"PRAGMA foreign_key_check"_s);
    if (auto done = broken.run(); !done)
        return tl::make_unexpected(done.error());
    int count = 0;
    while (broken.next())
        ++count;
    if (auto error = broken.error())
        return tl::make_unexpected(*error);
    return count;
}

/// Tables but none that tells a version: the file was not left so by a climb.
Outcome<int> unversioned(Database &database)
{
    if (database.dialect() != Dialect::Sqlite)
        return 0;
    auto tables = database.query(
        u"SELECT 1 FROM sqlite_master WHERE type='table' AND name<>'schema_version' AND name NOT LIKE "
        "'sqlite_%' LIMIT 1"_s);
    if (auto done = tables.run(); !done)
        return tl::make_unexpected(done.error());
    if (tables.next())
        return tl::make_unexpected(Error{ErrorKind::Corrupt, u"the file does not tell its version"_s});
    return 0;
}

Outcome<bool> foreignKeysAreOn(Database &database)
{
    if (database.dialect() != Dialect::Sqlite)
        return false;
    auto on = database.query(u"PRAGMA foreign_keys"_s);
    if (auto done = on.run(); !done)
        return tl::make_unexpected(done.error());
    return on.next() && on.boolean(0);
}

Outcome<void> climb(Database &database, const Migration &step)
{
    Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun();
    // What was broken before is no fault of the step, and must not lock anybody out of the rest.
    const auto before = brokenKeys(database);
    if (!before)
        return tl::make_unexpected(before.error());
    for (const auto &statement : step.statements) {
        if (auto done = database.exec(statement); !done)
            return done;
    }
    if (auto done = writeVersion(database, step.version); !done)
        return done;
    const auto after = brokenKeys(database);
    if (!after)
        return tl::make_unexpected(after.error());
    if (*after > *before)
        return tl::make_unexpected(
            Error{ErrorKind::Constraint, u"step %1 breaks a foreign key"_s.arg(step.version)});
    return transaction.commit();
}

Outcome<void> climbFrom(Database &database, std::span<const Migration> ladder, int before)
{
    if (before == 0) {
        if (auto done =
                database.exec(u"CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL)"_s);
            !done)
            return done;
    }
    for (const auto &step : ladder) {
        if (step.version <= before)
            continue;
        if (auto done = climb(database, step); !done)
            return done;
    }
    return {};
}

} // namespace

Outcome<int> schemaVersion(Database &database)
{
    const QString table = database.dialect() == Dialect::Sqlite
        ? u"SELECT 1 FROM sqlite_master WHERE type='table' AND name='schema_version'"_s
        : u"SELECT 1 FROM information_schema.tables WHERE table_name='schema_version'"_s;
    {
        auto exists = database.query(table);
        if (auto done = exists.run(); !done)
            return tl::make_unexpected(done.error());
        if (!exists.next())
            return unversioned(database);
    }
    qint64 number = 0;
    {
        auto version = database.query(u"SELECT version FROM schema_version"_s);
        if (auto done = version.run(); !done)
            return tl::make_unexpected(done.error());
        number = version.next() ? version.int64(0) : 0;
    }
    if (number < 1)
        return unversioned(database);
    return static_cast<int>(std::min<qint64>(number, std::numeric_limits<int>::max()));
}

Outcome<int> migrate(Database &database, std::span<const Migration> ladder)
{
    auto before = schemaVersion(database);
    if (!before)
        return before;
    if (!ladder.empty() && *before > ladder.back().version) {
        return tl::make_unexpected(Error{ErrorKind::Newer,
            u"schema version %1, this program knows %2"_s.arg(*before).arg(ladder.back().version)});
    }
    if (ladder.empty() || *before == ladder.back().version)
        return before;
    // A table that a step rebuilds is dropped in between: that would delete what refers to its rows.
    const auto keys = foreignKeysAreOn(database);
    if (!keys)
        return tl::make_unexpected(keys.error());
    if (*keys) {
        if (auto done = database.exec(u"PRAGMA foreign_keys=OFF"_s); !done)
            return tl::make_unexpected(done.error());
    }
    const auto climbed = climbFrom(database, ladder, *before);
    if (*keys) {
        if (auto done = database.exec(u"PRAGMA foreign_keys=ON"_s); !done)
            return tl::make_unexpected(done.error());
    }
    if (!climbed)
        return tl::make_unexpected(climbed.error());
    return before;
}

} // namespace preggo::sql
