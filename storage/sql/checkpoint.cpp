// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/checkpoint.h"

#include "storage/sql/database.h"

namespace preggo::sql {

using namespace Qt::Literals::StringLiterals;

// A checkpoint syncs the log first. Only then does it copy pages into the file, and only that asks for room:
// what it could not copy stays in the log, which is certain by then.
Outcome<void> makeCertain(Database &database)
{
    auto done = database.exec(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
    if (!done && done.error().kind == ErrorKind::Full)
        return {};
    return done;
}

} // namespace preggo::sql
