// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

namespace preggo::server {

// Doors for single actions, for clients without an outbox. Each builds an action and runs it as a push
// does: ledger, membership, rules. `Idempotency-Key` is its op_id. A key that is missing is made up, and
// then a repetition is a new action. What a push adds for several actions is not here: there is no epoch
// to compare, and no order between two calls (docs/sync.md, section 9).

/// POST /api/v1/posts/ {pregnancy_id, id?, audience?, and the payload of post.create}
[[nodiscard]] Response handlePostDoor(const Request &request, Context &context);

/// POST /api/v1/feed/reactions {pregnancy_id, post, kind}
[[nodiscard]] Response handleReactionDoor(const Request &request, Context &context);

} // namespace preggo::server
