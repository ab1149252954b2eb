// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/files/file_calls.h"
#include "storage/sql/database.h"

#include <QString>

namespace preggo {

/// PRAGMA quick_check: an error of kind Corrupt where the file is damaged.
[[nodiscard]] sql::Outcome<void> quickCheck(sql::Database &database);

/// Removes a database with its log and shared-memory files. False where one of them stays.
bool removeDatabaseFiles(FileCalls &files, const QString &path);

/// Puts a complete, closed database without a log in the place of `path`, so that a power cut leaves one of
/// the two whole. False where the disk refuses; then `replacement` is still there.
[[nodiscard]] bool replaceDatabase(FileCalls &files, const QString &replacement, const QString &path);

/// Copies a closed database with its log to `target`. False where a part could not be copied, or one of the
/// two names is taken: what stands there stays, and nothing that was made here does unless the disk refuses
/// that too.
[[nodiscard]] bool copyDatabaseFiles(FileCalls &files, const QString &path, const QString &target);

} // namespace preggo
