// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

namespace preggo::server {

/// Releases held posts whose time has come by the server's clock, as an owner would: a bounded number,
/// oldest first. Its op_id follows from post and time, so no release happens twice. A schedule that
/// cannot be kept (the family pauses, the audience is gone) ends, and the post stays held. Returns how
/// many went out.
[[nodiscard]] Result<int> releaseDuePosts(Context &context);

} // namespace preggo::server
