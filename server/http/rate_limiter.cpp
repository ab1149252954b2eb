// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace preggo::server {

RateLimiter::RateLimiter(const Clock &clock, BucketSize size, int maxBuckets)
    : m_clock(clock)
    , m_size(size)
    , m_maxBuckets(maxBuckets)
{ }

std::optional<int> RateLimiter::take(const QByteArray &key)
{
    if (m_size.perSecond == 0)
        return std::nullopt;
    const qint64 now = m_clock.steadyMs();
    const std::lock_guard lock(m_mutex);
    auto it = m_buckets.find(key);
    if (it == m_buckets.end()) {
        if (m_buckets.size() >= m_maxBuckets)
            forgetFull(now);
        it = m_buckets.insert(key, {static_cast<double>(m_size.burst), now});
    }
    refill(*it, now);
    if (it->tokens < 1.0)
        return std::max(1, static_cast<int>(std::ceil((1.0 - it->tokens) / m_size.perSecond)));
    it->tokens -= 1.0;
    return std::nullopt;
}

void RateLimiter::refill(Bucket &bucket, qint64 now) const
{
    const double gained = static_cast<double>(now - bucket.atMs) * m_size.perSecond / 1'000.0;
    bucket.tokens = std::min(static_cast<double>(m_size.burst), bucket.tokens + gained);
    bucket.atMs = now;
}

void RateLimiter::forgetFull(qint64 now)
{
    m_buckets.removeIf([&](const auto &entry) {
        Bucket bucket = entry.value();
        refill(bucket, now);
        return bucket.tokens >= m_size.burst;
    });
    // A flood of addresses: forgetting all is better than growing, and better than refusing everyone.
    if (m_buckets.size() >= m_maxBuckets)
        m_buckets.clear();
}

} // namespace preggo::server
