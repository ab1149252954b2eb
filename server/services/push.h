// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

namespace preggo::server {

/// POST /api/v1/sync/push: a batch of actions of one device (docs/sync.md, sections 8 and 9). Runs in
/// the writer. 409 for the whole batch where the epoch of a stream that it writes to is another.
[[nodiscard]] Response handlePush(const Request &request, Context &context);

/// POST /api/v1/batch: the same under the guide's name, for clients without a device of their own: where
/// `device_id` is missing it is the one that signed in.
[[nodiscard]] Response handleBatch(const Request &request, Context &context);

/// GET /api/v1/ops/{op_id}: what became of one of the asker's own operations.
[[nodiscard]] Response handleOperation(const Request &request, Context &context);

} // namespace preggo::server
