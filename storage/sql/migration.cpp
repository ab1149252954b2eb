// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/migration.h"

#include "storage/sql/transaction.h"

namespace preggo::sql {

using namespace Qt::Literals::StringLiterals;

namespace {

Outcome<void> writeVersion(Database &database, int version)
{
    if (auto done = database.exec(u"DELETE FROM schema_version"_s); !done)
        return done;
    return database.query(u"INSERT INTO schema_version(version) VALUES(?)"_s).bind(version).run();
}

Outcome<void> climb(Database &database, const Migration &step)
{
    Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun();
    for (const auto &statement : step.statements) {
        if (auto done = database.exec(statement); !done)
            return done;
    }
    if (auto done = writeVersion(database, step.version); !done)
        return done;
    return transaction.commit();
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
            return 0;
    }
    auto version = database.query(u"SELECT version FROM schema_version"_s);
    if (auto done = version.run(); !done)
        return tl::make_unexpected(done.error());
    return version.next() ? version.integer(0) : 0;
}

Outcome<int> migrate(Database &database, std::span<const Migration> ladder)
{
    const auto before = schemaVersion(database);
    if (!before)
        return before;
    if (!ladder.empty() && *before > ladder.back().version) {
        return tl::make_unexpected(Error{ErrorKind::Newer,
            u"schema version %1, this program knows %2"_s.arg(*before).arg(ladder.back().version)});
    }
    if (*before == 0) {
        if (auto done =
                database.exec(u"CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL)"_s);
            !done)
            return tl::make_unexpected(done.error());
    }
    for (const auto &step : ladder) {
        if (step.version <= *before)
            continue;
        if (auto done = climb(database, step); !done)
            return tl::make_unexpected(done.error());
    }
    return before;
}

} // namespace preggo::sql
