// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"

#include <QByteArray>
#include <QHash>

#include <mutex>
#include <optional>

namespace preggo::server {

/// A token bucket's size: `burst` at once, then `perSecond`. 0 a second means no limit.
struct BucketSize
{
    int perSecond = 0;
    int burst = 0;
};

/// Token buckets by key. Safe from any thread; at most `maxBuckets` are kept, the full ones go first.
class RateLimiter
{
public:
    RateLimiter(const Clock &clock, BucketSize size, int maxBuckets);

    /// Takes one token. Where there is none: the seconds until there is.
    [[nodiscard]] std::optional<int> take(const QByteArray &key);

private:
    struct Bucket
    {
        double tokens = 0;
        qint64 atMs = 0;
    };
    void refill(Bucket &bucket, qint64 now) const;
    void forgetFull(qint64 now);

    const Clock &m_clock;
    const BucketSize m_size;
    const int m_maxBuckets;
    std::mutex m_mutex;
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace preggo::server
