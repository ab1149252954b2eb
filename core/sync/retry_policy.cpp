// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/retry_policy.h"

#include "protocol/limits.h"

#include <algorithm>

namespace preggo {

qint64 RetryPolicy::delay(int failures, std::optional<qint64> floorMs)
{
    constexpr int kShiftMax = 20; // far beyond the cap, far below overflow
    const qint64 ceiling =
        std::min(limits::kRetryCapMs, limits::kRetryBaseMs << std::clamp(failures, 0, kShiftMax));
    return std::max(spread(ceiling), floorMs.value_or(0));
}

qint64 RetryPolicy::spread(qint64 maxMs)
{
    return maxMs <= 0 ? 0 : static_cast<qint64>(m_rng.below(static_cast<quint64>(maxMs) + 1));
}

qint64 RetryPolicy::slowLaneDelay(int failuresInLane)
{
    constexpr qint64 kFirstMs = 25'000;
    constexpr qint64 kDayMs = 24LL * 3600 * 1000;
    qint64 delay = kFirstMs;
    for (int i = 0; i < failuresInLane && delay < kDayMs; ++i)
        delay *= 5;
    return std::min(delay, kDayMs);
}

} // namespace preggo
