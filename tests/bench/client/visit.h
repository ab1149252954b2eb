// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/client/stage.h"
#include "tests/bench/net/watched_http.h"

#include <QJsonObject>

#include <optional>

namespace preggo::bench {

/// Moves the feed by `step` units a frame until `posts` posts have come past or it ends. Tells of the frames,
/// of the memory before and at its largest (PSS), of how many tiles in view had their picture, and of the
/// requests for pictures since the start. Nothing where no feed is shown; stderr says so.
[[nodiscard]] std::optional<QJsonObject> visitInWindow(
    Stage &stage, const WatchedHttp &http, int posts, double step);

} // namespace preggo::bench
