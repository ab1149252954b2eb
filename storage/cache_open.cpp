// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/cache.h"
#include "storage/cache_schema.h"
#include "storage/file_check.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

using DatabasePtr = std::unique_ptr<sql::Database>;

Outcome<bool> closedCleanly(sql::Database &database)
{
    auto query = database.query(u"PRAGMA user_version"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() && query.integer(0) == 0;
}

/// A file that holds another person's rows is as unusable as a damaged one.
Outcome<void> claim(sql::Database &database, UserId self)
{
    {
        auto query = database.query(u"SELECT user FROM owner"_s);
        if (auto done = query.run(); !done)
            return done;
        if (query.next()) {
            if (query.id<UserId>(0) == self)
                return {};
            return tl::make_unexpected(
                sql::Error{sql::ErrorKind::Corrupt, u"the cache belongs to another account"_s});
        }
    }
    return database.query(u"INSERT INTO owner(user) VALUES(?)"_s).bind(self).run();
}

Outcome<DatabasePtr> openSound(const QString &path, const QString &vfs, UserId self)
{
    auto database = sql::Database::open({.path = path,
        .vfs = vfs,
        .pragmas = {u"journal_mode=WAL"_s, u"synchronous=NORMAL"_s, u"foreign_keys=ON"_s,
            u"secure_delete=ON"_s, u"cache_size=-8000"_s, u"temp_store=MEMORY"_s}});
    if (!database)
        return database;
    // A whole check of a large file would delay the first picture, so it is for those left open by a crash.
    const auto clean = closedCleanly(**database);
    if (!clean)
        return tl::make_unexpected(clean.error());
    if (!*clean) {
        if (auto sound = quickCheck(**database); !sound)
            return tl::make_unexpected(sound.error());
    }
    // A power cut leaves frames in the log that no commit names any more; nobody would ever erase them. After
    // a clean end there is no log, and nothing to do.
    if (auto cut = (*database)->exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); !cut)
        return tl::make_unexpected(cut.error());
    if (auto done = sql::migrate(**database, cacheLadder()); !done)
        return tl::make_unexpected(done.error());
    if (auto done = claim(**database, self); !done)
        return tl::make_unexpected(done.error());
    if (auto done = (*database)->exec(u"PRAGMA user_version=1"_s); !done)
        return tl::make_unexpected(done.error());
    return database;
}

bool isBeyondUse(const sql::Error &error)
{
    return error.kind == sql::ErrorKind::Corrupt || error.kind == sql::ErrorKind::Newer;
}

} // namespace

Outcome<CacheOpening> Cache::open(const QString &path, UserId self, const LocalDisk &disk)
{
    CacheOpening opening;
    auto database = openSound(path, disk.vfs, self);
    if (!database && isBeyondUse(database.error())) {
        removeDatabaseFiles(*disk.files, path);
        opening.rebuilt = true;
        database = openSound(path, disk.vfs, self);
    }
    if (!database)
        return tl::make_unexpected(database.error());
    opening.cache.reset(new Cache(std::move(*database), self));
    return opening;
}

Cache::Cache(std::unique_ptr<sql::Database> database, UserId self)
    : m_database(std::move(database))
    , m_self(self)
{ }

Cache::~Cache()
{
    static_cast<void>(m_database->exec(u"PRAGMA user_version=0"_s));
}

} // namespace preggo
