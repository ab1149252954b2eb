// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "server/services/service.h"

#include <QByteArray>

namespace preggo::server {

/// A token bucket: `burst` at once, then one every `everyMs`.
struct Rate
{
    int burst = 10;
    qint64 everyMs = 30'000;
};

struct RateLimits
{
    Rate loginPerAccountAndPeer{10, 30'000};
    Rate loginPerAccount{100, 60'000}; ///< many peers against one account
    Rate loginPerPeer{200, 3'000}; ///< a clinic or a family behind one address
    Rate registerPerPeer{100, 10'000};
    Rate invitePerUser{10, 30'000}; ///< guesses of short codes
    Rate invitePerPeer{100, 5'000};

    /// For benchmarks and tests on one machine; a server that others reach keeps its limits.
    [[nodiscard]] static RateLimits none();
};

/// Takes one token, in the writer. RateLimited with retryAfterSeconds where there is none.
///
/// `who` is hashed with `secret` before it is stored. The buckets live in the database, so a restart or
/// a missing cache does not lift a limit.
[[nodiscard]] Result<void> takeToken(
    Context &context, const QByteArray &secret, QByteArrayView purpose, QByteArrayView who, const Rate &rate);

/// Fills a bucket again: after success nothing is held against the person.
void refillBucket(Context &context, const QByteArray &secret, QByteArrayView purpose, QByteArrayView who);

} // namespace preggo::server
