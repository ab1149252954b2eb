// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/error.h"

namespace preggo::sql {

class Database;

/// Makes certain what an earlier process committed and did not live to sync. The system still holds it, so
/// SQLite reads it out of the log like any other commit, and syncs nothing: a power cut may take it back.
/// Call it on a file that is sound, outside a transaction, before anybody hears of what is in there.
///
/// Needs a write-ahead log and synchronous=FULL; does nothing to databases without a log. Blocks for as long
/// as the log takes to copy. Where other connections keep the log from being copied, an empty commit syncs
/// it: that waits for a writer as any other does, and fails as any other may (Busy, Full). Else a full disk
/// is no failure.
[[nodiscard]] Outcome<void> makeCertain(Database &database);

} // namespace preggo::sql
