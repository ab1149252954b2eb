// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/files/file_calls.h"
#include "storage/sql/database.h"

#include <QString>
#include <QStringList>

namespace preggo {

// What an outbox held before it was migrated stands beside it until a later start has come to its end.

/// Copies the outbox at `path`, open as `database`, to `<path>.before-<target>` and onto the disk, where it
/// holds anything at all. A copy of that name is replaced by a whole one or stays.
[[nodiscard]] sql::Outcome<void> copyBeforeMigration(
    sql::Database &database, FileCalls &files, const QString &path, int target);

/// Those copies, and what copying or repairing left where it did not come to its end.
[[nodiscard]] QStringList remainsBeside(FileCalls &files, const QString &path);

} // namespace preggo
