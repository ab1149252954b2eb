// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_salvage.h"

#include "storage/sql/database.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

/// A row that cannot be read hides the ones behind it from a scan, so they are tried one by one up to here.
constexpr qint64 kGapMax = 10'000;

/// Up to where rows are tried; 0 for an empty table.
Outcome<qint64> lastRowid(sql::Database &database, const QString &table)
{
    auto query = database.query(u"SELECT MAX(rowid) FROM main."_s + table);
    if (auto done = query.run(); !done)
        return isOfTheDisk(done.error()) ? tl::make_unexpected(done.error()) : Outcome<qint64>(kGapMax);
    return query.next() ? query.int64(0) : kGapMax;
}

bool isThere(sql::Database &database, const QString &table, qint64 rowid)
{
    auto query = database.query(u"SELECT 1 FROM main."_s + table + u" NOT INDEXED WHERE rowid=?"_s);
    return query.bind(rowid).run() && query.next();
}

/// One row a statement: damage to one does not take the others along.
Outcome<void> salvageTable(sql::Database &database, const QString &table, Salvage &salvage)
{
    const auto last = lastRowid(database, table);
    if (!last)
        return tl::make_unexpected(last.error());
    qint64 misses = 0;
    for (qint64 rowid = 1; rowid <= *last && misses < kGapMax; ++rowid) {
        auto query = database.query(u"INSERT OR IGNORE INTO fresh."_s + table + u" SELECT * FROM main."_s
            + table + u" NOT INDEXED WHERE rowid=?"_s);
        if (auto done = query.bind(rowid).run(); !done) {
            if (isOfTheDisk(done.error()))
                return done;
            ++salvage.lost;
            ++misses;
        } else if (query.rowsAffected() > 0) {
            ++salvage.rows;
            misses = 0;
        } else if (isThere(database, table, rowid)) { // a value that no version writes, e.g. a state
            ++salvage.lost;
        }
    }
    return {};
}

} // namespace

bool isOfTheDisk(const sql::Error &error)
{
    return error.kind == sql::ErrorKind::Io || error.kind == sql::ErrorKind::Full
        || error.kind == sql::ErrorKind::CannotOpen || error.kind == sql::ErrorKind::Busy;
}

Outcome<Salvage> salvageOutbox(const QString &damaged, const QString &fresh, const QString &vfs)
{
    auto opened = sql::Database::open({.path = damaged, .vfs = vfs, .pragmas = {}});
    if (!opened)
        return isOfTheDisk(opened.error()) ? tl::make_unexpected(opened.error())
                                           : Outcome<Salvage>(Salvage());
    sql::Database &database = **opened;
    if (auto done = database.query(u"ATTACH ? AS fresh"_s).bind(fresh).run(); !done)
        return isOfTheDisk(done.error()) ? tl::make_unexpected(done.error()) : Outcome<Salvage>(Salvage());
    // Each row commits by itself, since damage undoes the transaction it is met in; one sync at the end.
    static_cast<void>(database.exec(u"PRAGMA fresh.synchronous=NORMAL"_s));
    Salvage salvage;
    for (const auto &table : {u"action"_s, u"media_out"_s, u"draft"_s, u"trash"_s}) {
        if (auto done = salvageTable(database, table, salvage); !done)
            return tl::make_unexpected(done.error());
    }
    // Keyed by its columns, so it can only be read as a whole; without it actions merely wait less.
    const auto needs = database.exec(u"INSERT OR IGNORE INTO fresh.action_dep SELECT * FROM main.action_dep "
                                     "WHERE op_id IN (SELECT op_id FROM fresh.action)"_s);
    if (!needs && isOfTheDisk(needs.error()))
        return tl::make_unexpected(needs.error());
    if (auto done = database.exec(u"PRAGMA fresh.wal_checkpoint(TRUNCATE)"_s); !done)
        return tl::make_unexpected(done.error());
    static_cast<void>(database.exec(u"DETACH fresh"_s));
    return salvage;
}

} // namespace preggo
