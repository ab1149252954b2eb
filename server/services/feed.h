// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

namespace preggo::server {

/// GET /api/v1/feed/family/{pregnancy_id}: a page of what the asker may see of a family, by time or by
/// engagement. The body holds nothing that depends on the asker but the set of her streams.
[[nodiscard]] Response handleFeed(const Request &request, Context &context);

} // namespace preggo::server
