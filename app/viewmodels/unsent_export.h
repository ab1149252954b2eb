// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"
#include "storage/outbox_reading.h"

#include <QString>

namespace preggo {

/// What went into a folder that the person chose.
struct UnsentExport
{
    QString folder; ///< a new one within the chosen one
    int texts = 0;
    int pictures = 0;
    int missing = 0; ///< pictures that are named and not there
};

/// Writes `items` into a new folder within `target`: one text to read, each picture as a file, and the
/// content as it was stored. Pictures are taken from `mediaFolder` alone; those in it that no item names go
/// along. Changes nothing elsewhere, and never replaces a file. Blocks; any thread.
[[nodiscard]] Result<UnsentExport> exportUnsent(
    const QVector<UnsentItem> &items, const QString &mediaFolder, const QString &target, FileStore &files);

} // namespace preggo
