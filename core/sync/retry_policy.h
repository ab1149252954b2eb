// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/rng.h"

#include <optional>

namespace preggo {

/// Delays between tries (docs/sync.md, section 5). All in milliseconds of steady time.
class RetryPolicy
{
public:
    explicit RetryPolicy(Rng &rng)
        : m_rng(rng)
    { }

    /// Full jitter: anywhere in [0, min(kRetryCapMs, kRetryBaseMs * 2^failures)], but not below `floorMs`
    /// (Retry-After). `failures` counts from 0.
    [[nodiscard]] qint64 delay(int failures, std::optional<qint64> floorMs = {});
    /// Anywhere in [0, maxMs]: spreads devices that all wake at once.
    [[nodiscard]] qint64 spread(qint64 maxMs);
    /// For an action that alone makes the server fail: 25 s, times five each, up to a day.
    [[nodiscard]] static qint64 slowLaneDelay(int failuresInLane);

private:
    Rng &m_rng;
};

} // namespace preggo
