// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/rng.h"
#include "server/backup/files.h"
#include "server/data/data_places.h"

namespace preggo::server {

struct RestoreReport
{
    int missing = 0; ///< picture files that neither the backup nor the server's folder holds whole
    QString aside; ///< the folder with what was there before; empty where nothing was
};

/// Puts the backup in the folder `from` in place of what the server's folder holds. The caller holds that
/// folder's lock.
///
/// The copy is checked, brought to this program's schema and given new epochs under another name, and
/// gets its own name last, so that no crash leaves restored data under old epochs (docs/sync.md, R12).
/// From the first to the last step of the exchange a mark stands in the folder with which no server
/// starts; running the restore again finishes it. What was there before is kept aside, and picture files
/// that stand there stay. Blocks for as long as copying takes.
[[nodiscard]] Told<RestoreReport> restoreBackup(
    const DataPlaces &to, const QString &from, const Clock &clock, Rng &rng);

} // namespace preggo::server
