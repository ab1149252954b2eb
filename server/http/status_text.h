// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace preggo::server {

/// The reason phrase of a status; "Status" for one without a name.
[[nodiscard]] const char *statusText(int status);

} // namespace preggo::server
