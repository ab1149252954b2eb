// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_salvage.h"

#include "storage/sql/database.h"

#include <optional>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

/// A row that cannot be read hides the ones behind it from a scan, so they are tried one by one up to here.
constexpr qint64 kGapMax = 10'000;

/// 0 where the table is whole and empty; nothing where its end cannot be read.
std::optional<qint64> lastRowid(sql::Database &database, const QString &table)
{
    auto query = database.query(u"SELECT MAX(rowid) FROM main."_s + table);
    return query.run() && query.next() ? std::optional(query.int64(0)) : std::nullopt;
}

bool isThere(sql::Database &database, const QString &table, qint64 rowid)
{
    auto query = database.query(u"SELECT 1 FROM main."_s + table + u" NOT INDEXED WHERE rowid=?"_s);
    return query.bind(rowid).run() && query.next();
}

/// One row a statement: damage to one does not take the others along.
void salvageTable(sql::Database &database, const QString &table, Salvage &salvage)
{
    const qint64 last = lastRowid(database, table).value_or(kGapMax);
    qint64 misses = 0;
    for (qint64 rowid = 1; rowid <= last && misses < kGapMax; ++rowid) {
        auto query = database.query(u"INSERT OR IGNORE INTO fresh."_s + table + u" SELECT * FROM main."_s
            + table + u" NOT INDEXED WHERE rowid=?"_s);
        if (!query.bind(rowid).run()) {
            ++salvage.lost;
            ++misses;
        } else if (query.rowsAffected() > 0) {
            ++salvage.rows;
            misses = 0;
        } else if (isThere(database, table, rowid)) { // a value that no version writes, e.g. a state
            ++salvage.lost;
        }
    }
}

} // namespace

Outcome<Salvage> salvageOutbox(const QString &damaged, const QString &fresh, const QString &vfs)
{
    auto opened = sql::Database::open({.path = damaged, .vfs = vfs, .pragmas = {}});
    if (!opened)
        return Salvage();
    sql::Database &database = **opened;
    if (auto done = database.query(u"ATTACH ? AS fresh"_s).bind(fresh).run(); !done)
        return done.error().kind == sql::ErrorKind::Corrupt ? Outcome<Salvage>(Salvage())
                                                            : tl::make_unexpected(done.error());
    // Each row commits by itself, since damage undoes the transaction it is met in; one sync at the end.
    static_cast<void>(database.exec(u"PRAGMA fresh.synchronous=NORMAL"_s));
    Salvage salvage;
    for (const auto &table : {u"action"_s, u"media_out"_s, u"draft"_s, u"trash"_s})
        salvageTable(database, table, salvage);
    // Keyed by its columns, so it can only be read as a whole; without it actions merely wait less.
    static_cast<void>(database.exec(u"INSERT OR IGNORE INTO fresh.action_dep SELECT * FROM main.action_dep "
                                    "WHERE op_id IN (SELECT op_id FROM fresh.action)"_s));
    if (auto done = database.exec(u"PRAGMA fresh.wal_checkpoint(TRUNCATE)"_s); !done)
        return tl::make_unexpected(done.error());
    static_cast<void>(database.exec(u"DETACH fresh"_s));
    return salvage;
}

} // namespace preggo
