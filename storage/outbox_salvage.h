// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/error.h"

#include <QString>

namespace preggo {

/// What was read out of a damaged outbox.db.
struct Salvage
{
    int rows = 0;
    int lost = 0; ///< rows that were there, as far as the file still tells, and could not be read
};

/// Copies every readable row of `damaged` into the fresh, migrated outbox at `fresh`. `damaged` may be
/// changed by it: pass a working copy. Both are on the disk that SQLite knows as `vfs`.
[[nodiscard]] sql::Outcome<Salvage> salvageOutbox(
    const QString &damaged, const QString &fresh, const QString &vfs);

} // namespace preggo
