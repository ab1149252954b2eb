// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "server/backup/files.h"
#include "server/data/data_places.h"

namespace preggo::server {

struct BackupReport
{
    int pictures = 0; ///< picture files in the backup
    int missing = 0; ///< which the database names and the server's folder does not hold whole
    QString notNoted; ///< why the database was not told of the backup; empty where it was
};

/// Copies the database, the keys and the picture files into the new folder `to`, checks the copy, and
/// only then tells the database what is durable. A server may run meanwhile.
///
/// The folder appears under its name when it is whole; what fails leaves none. Where picture files are
/// missing the backup is kept, being as whole as it can be, but nothing counts as durable by it: the
/// devices may still have them. Blocks for as long as copying takes.
[[nodiscard]] Told<BackupReport> makeBackup(
    const DataPlaces &from, const QString &to, const QString &vfs, const Clock &clock);

} // namespace preggo::server
