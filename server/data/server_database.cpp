// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/server_database.h"

#include "server/data/schema.h"
#include "storage/sql/checkpoint.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

sql::Outcome<std::unique_ptr<sql::Database>> openServerDatabase(
    const QString &path, const QString &vfs, bool readOnly)
{
    sql::OpenOptions options;
    options.path = path;
    options.vfs = vfs;
    options.readOnly = readOnly;
    if (!readOnly)
        options.pragmas << u"journal_mode=WAL"_s << u"synchronous=FULL"_s << u"secure_delete=ON"_s;
    // 32 MiB of page cache a connection, and the file mapped: reads of a warm page copy nothing.
    options.pragmas << u"foreign_keys=ON"_s << u"cache_size=-32768"_s << u"mmap_size=1073741824"_s
                    << u"temp_store=MEMORY"_s;
    auto database = sql::Database::open(options);
    if (!database || readOnly)
        return database;
    if (auto done = sql::makeCertain(**database); !done)
        return tl::make_unexpected(done.error());
    return database;
}

QVector<sql::Migration> serverLadder()
{
    return {{1, contentSchemaV1() + accountSchemaV1()}};
}

sql::Outcome<int> migrateServerDatabase(sql::Database &database)
{
    return sql::migrate(database, serverLadder());
}

} // namespace preggo::server
