// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

namespace preggo::server {

/// GET /api/v1/streams/{id}/changes: what changed after a cursor (docs/sync.md, section 9).
[[nodiscard]] Response handleChanges(const Request &request, Context &context, const PageSizes &sizes);

/// GET /api/v1/streams/{id}/snapshot: the stream as it is, newest posts first, in pages. A page may be
/// newer than its as_of, never older.
[[nodiscard]] Response handleSnapshot(const Request &request, Context &context, const PageSizes &sizes);

/// GET /api/v1/sync/heads: the heads of every stream that the asker may read.
[[nodiscard]] Response handleHeads(const Request &request, Context &context);

/// The stream of the path, if the asker may read it. A stream of others and one that does not exist are
/// the same problem.
struct OpenStream
{
    StreamId id;
    Head head;
};
[[nodiscard]] Result<OpenStream> openStream(const Request &request, Context &context);

/// 200 with the object, or 304 where the asker has it: `heads` are all that the answer depends on.
[[nodiscard]] Response cachedJson(
    const Request &request, const Heads &heads, const std::function<Response()> &make);

/// A whole number of the query, `fallback` where it is absent, or a problem.
[[nodiscard]] Result<qint64> queryNumber(
    const Request &request, const QString &name, qint64 fallback, qint64 min, qint64 max);

} // namespace preggo::server
