// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_salvage.h"

#include "storage/damaged_rowids.h"
#include "storage/sql/database.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

/// One row a statement: damage to one does not take the others along.
Outcome<void> salvageTable(sql::Database &database, const QString &table, Salvage &salvage)
{
    const auto found = findDamagedRowids(database, table);
    if (!found)
        return tl::make_unexpected(found.error());
    qint64 rows = 0;
    for (const qint64 rowid : found->rowids) {
        auto query = database.query(u"INSERT OR IGNORE INTO fresh."_s + table + u" SELECT * FROM main."_s
            + table + u" NOT INDEXED WHERE rowid=?"_s);
        auto done = query.bind(rowid).run();
        if (!done && isOfTheDisk(done.error()))
            return done;
        if (done && query.rowsAffected() > 0)
            ++rows;
    }
    salvage.rows += static_cast<int>(rows);
    // Also what was read and is refused: a value that no version writes, e.g. a state.
    salvage.lost += static_cast<int>(qMax(0, found->rows - rows));
    return {};
}

} // namespace

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
