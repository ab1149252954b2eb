// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/checkpoint.h"

#include "storage/sql/database.h"
#include "storage/sql/transaction.h"

namespace preggo::sql {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Whether the log was synced to its end. A checkpoint also succeeds where another one runs, or readers need
/// the file as it is; then it syncs nothing. It says so in its row: busy, frames in the log, frames copied.
Outcome<bool> checkpoint(Database &database)
{
    auto row = database.query(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
    if (auto done = row.run(); !done)
        return tl::make_unexpected(done.error());
    if (!row.next())
        return tl::make_unexpected(
            row.error().value_or(Error{ErrorKind::Io, u"no answer to a checkpoint"_s}));
    return row.integer(0) == 0 && row.integer(1) == row.integer(2);
}

/// A commit syncs the whole log, whoever reads meanwhile. To set the number that is there changes nothing and
/// is written all the same.
Outcome<void> commitNothing(Database &database)
{
    Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun();
    qint64 version = 0;
    {
        auto query = database.query(u"PRAGMA user_version"_s);
        if (auto done = query.run(); !done)
            return done;
        if (query.next())
            version = query.int64(0);
        if (auto error = query.error())
            return tl::make_unexpected(*error);
    }
    if (auto done = database.exec(u"PRAGMA user_version=%1"_s.arg(version)); !done)
        return done;
    return transaction.commit();
}

} // namespace

// A checkpoint syncs the log first. Only then does it copy pages into the file, and only that asks for room:
// what it could not copy stays in the log, which is certain by then.
Outcome<void> makeCertain(Database &database)
{
    const auto isSynced = checkpoint(database);
    if (!isSynced && isSynced.error().kind == ErrorKind::Full)
        return {};
    if (!isSynced)
        return tl::make_unexpected(isSynced.error());
    return *isSynced ? Outcome<void>() : commitNothing(database);
}

} // namespace preggo::sql
