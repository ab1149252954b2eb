// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace preggo::server {

/// The machine's time as an HTTP date (IMF-fixdate). Rendered once a second and thread.
[[nodiscard]] QByteArray httpDateNow();

} // namespace preggo::server
