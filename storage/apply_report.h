// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "storage/sql/error.h"
#include "storage/stream_state.h"

#include <QSet>
#include <QVector>

#include <optional>

namespace preggo {

/// What a write to cache.db changed, so that views re-read no more than that. Value type.
struct ApplyReport
{
    enum class Fit {
        Applied, ///< rows and cursor are as the page or frame says
        Old, ///< everything in it was there already
        Gap, ///< it does not follow the cursor
        WrongEpoch, ///< the stream's history is another one
        UnknownStream,
    };

    struct Row
    {
        StreamId stream;
        EntityType type = EntityType::Post;
        EntityId id;
        qint64 seq = 0;
    };

    Fit fit = Fit::Applied;
    StreamState state; ///< of the stream after the write; untouched by applyRows()
    QVector<Row> rows; ///< those that were newer than the stored ones
    QSet<PostId> posts; ///< cards to read again
    QSet<PostId> threads;
    bool members = false;
    bool families = false;
    bool memberships = false;
    QVector<MediaId> media; ///< of wipeStream(): pictures that no other stream holds
    std::optional<sql::Error> unscrubbed; ///< of wipeStream(): the rows are gone, their traces may not be
    bool reset = false; ///< too much changed to name: read all of the family again
};

} // namespace preggo
