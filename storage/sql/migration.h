// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/database.h"

#include <QStringList>

#include <span>

namespace preggo::sql {

/// One step of a ladder: the statements that lead from `version` - 1 to `version`.
struct Migration
{
    int version = 0;
    QStringList statements;
};

/// Brings a database to the ladder's last version.
///
/// One step is one transaction that also writes the new version; the first error stops the climb and
/// leaves the last whole step. Foreign keys rest while a step runs, so that a table may be rebuilt, and no
/// more may be broken at its end than before. A database of a higher version is refused (ErrorKind::Newer)
/// and not touched. Returns the version before.
[[nodiscard]] Outcome<int> migrate(Database &database, std::span<const Migration> ladder);

/// The version that the database stands at; 0 where it is empty. Tables without a version are damage
/// (ErrorKind::Corrupt).
[[nodiscard]] Outcome<int> schemaVersion(Database &database);

} // namespace preggo::sql
