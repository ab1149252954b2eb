// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"

#include <QByteArray>

namespace preggo::server {

/// Marks an answer that depends on nothing but its URL and the heads of some streams. Its value is
/// headsKey() of them. The shell takes it off before it sends, and may keep the answer under target and
/// value: everybody who may read exactly these streams, at these heads, gets the same bytes.
inline constexpr char kCacheHeader[] = "x-preggo-cache";

/// The streams with their epochs and heads, in the order of their names.
[[nodiscard]] QByteArray headsKey(const Heads &heads);

/// A strong ETag, in quotes, of what stands at `target` (path and query) while the heads are these.
[[nodiscard]] QByteArray entityTag(const QByteArray &target, const QByteArray &headsKey);

} // namespace preggo::server
