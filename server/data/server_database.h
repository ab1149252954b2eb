// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/database.h"
#include "storage/sql/migration.h"

#include <QString>
#include <QVector>

#include <memory>

namespace preggo::server {

/// Opens one connection to the server's database: WAL, a COMMIT is on the disk when it returns; foreign keys
/// are checked. What stands there when a writing connection opens is on the disk too, also where a killed
/// process wrote it. A reader's connection cannot write, and so makes nothing certain: open a writing one
/// first. The connection belongs to the calling thread. `vfs` names an SQLite VFS; empty is the system's.
[[nodiscard]] sql::Outcome<std::unique_ptr<sql::Database>> openServerDatabase(
    const QString &path, const QString &vfs = {}, bool readOnly = false);

/// The ladder of the server's database. A released step never changes; a new version is a new step.
[[nodiscard]] QVector<sql::Migration> serverLadder();

/// Brings the schema to this program's version and returns the version before. A file of a newer
/// program is refused (ErrorKind::Newer) and not touched. Call it once, before any reader opens.
[[nodiscard]] sql::Outcome<int> migrateServerDatabase(sql::Database &database);

} // namespace preggo::server
