// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/rng.h"
#include "protocol/sync_messages.h"
#include "storage/sql/database.h"

namespace preggo::server {

// What a backup and a restore mean to the database (docs/sync.md, section 9 `durable` and R12). All of
// them work on any open database of the server's schema, and none looks at a file by itself.
//
// Either no stream has a durable seq, or all have one: from the first backup on, what is acknowledged
// counts as durable only once a backup holds it, and devices keep it until then.

/// Writes a compacted copy of what is committed into a new file, while others go on reading and writing.
/// Not yet safe from a power cut: the caller syncs the file.
[[nodiscard]] sql::Outcome<void> copyDatabase(sql::Database &db, const QString &path);

/// Reads the whole database; ErrorKind::Corrupt where a page, an index or a reference does not fit.
[[nodiscard]] sql::Outcome<void> checkDatabase(sql::Database &db);

/// Where every stream stands.
[[nodiscard]] sql::Outcome<Heads> headsOfAll(sql::Database &db);

/// Whether a backup was ever noted: then `durable` says something that memory must hear of.
[[nodiscard]] sql::Outcome<bool> isBackedUp(sql::Database &db);

/// Records in the living database that a backup holds the streams up to these heads, in one transaction.
/// Call it once the backup was verified and is safe. A stream that got a new epoch since, or of which a
/// later backup is known, stays as it is; one that the backup does not know has nothing durable.
[[nodiscard]] sql::Outcome<void> noteBackup(sql::Database &db, const Heads &backedUp);

/// Gives every stream a new epoch, in one transaction: devices then read it anew and send again what the
/// backup did not hold. Call it on the restored copy before any server opens it. All that the copy holds
/// is durable, since it came out of a backup.
[[nodiscard]] sql::Outcome<void> beginNewEpochs(sql::Database &db, Rng &rng);

} // namespace preggo::server
