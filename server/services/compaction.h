// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"
#include "server/services/sql_result.h"

namespace preggo::server {

/// Streams whose log begins before a time, some of them: for a reader's connection.
[[nodiscard]] Result<QVector<StreamId>> findCompactable(sql::Database &db, qint64 beforeMs);

/// Takes the beginning of a stream's log away, as far as it is older than `beforeMs`, and with it the
/// posts and pictures whose last change was their deletion: what remains of them is a tombstone without
/// content, which no page of changes can name any more. Raises min_seq, so that a device which read less
/// far is told to read a snapshot (docs/sync.md, R4); that shows none of them either.
///
/// A post that was deleted but not yet erased ends the compaction before it. At most
/// limits::kCompactionRows rows go at a time, except that a post goes with all that hangs on it; the
/// number that went. 0 means that nothing is left to do for now.
[[nodiscard]] Result<int> compact(Context &context, const StreamId &stream, qint64 beforeMs);

} // namespace preggo::server
