// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/stream_id.h"

#include <QString>

namespace preggo {

/// How far one stream has been read. Value type.
struct StreamState
{
    StreamId stream;
    EpochId epoch; ///< null before the first page
    qint64 cursor = 0; ///< everything up to here is applied
    QString backfill; ///< token of the next older page of a first join; empty once it is complete
    qint64 syncedWallMs = 0; ///< when the server last confirmed the cursor

    /// How far the rows are known to be complete: nothing is, while older pages are missing.
    [[nodiscard]] qint64 completeTo() const { return backfill.isEmpty() ? cursor : 0; }
};

} // namespace preggo
