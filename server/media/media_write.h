// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

#include <functional>

namespace preggo::server {

/// Runs a job in the writer and returns its result, or why the COMMIT failed.
[[nodiscard]] Result<void> writeMedia(Writer &writer, const std::function<Result<void>(Context &)> &job);

} // namespace preggo::server
