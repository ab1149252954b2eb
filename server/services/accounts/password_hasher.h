// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QSemaphore>
#include <QString>

namespace preggo::server {

/// What one Argon2id hash costs.
struct PasswordCost
{
    unsigned long long operations = 2;
    size_t memoryBytes = 64UL * 1024 * 1024;

    /// The cheapest that libsodium allows; for tests.
    [[nodiscard]] static PasswordCost minimal();
};

/// Argon2id by libsodium, with at most kAtOnce hashes at once so that logins cannot exhaust the memory.
/// Safe from any thread; calls block for tens of milliseconds, so only the password lane may make them.
/// That has kAtOnce threads: none of them waits for another.
class PasswordHasher
{
public:
    static constexpr int kAtOnce = 2;

    explicit PasswordHasher(PasswordCost cost = {});

    [[nodiscard]] Result<QString> hash(const QString &password) const;
    /// Takes the same time whether the password is wrong or `hash` is empty (nobody has this address).
    [[nodiscard]] bool verify(const QString &hash, const QString &password) const;
    /// True for a hash that was made at another cost.
    [[nodiscard]] bool needsRehash(const QString &hash) const;

private:
    PasswordCost m_cost;
    mutable QSemaphore m_slots{kAtOnce};
    QString m_nobody; ///< a hash that no password fits
};

/// Success, or a problem of field `field`: shorter than limits::kPasswordMin, longer than kPasswordMax,
/// among the common ones, or the same as the name or address.
[[nodiscard]] Result<void> checkPassword(
    const QString &password, const QString &name, const QString &address, const QString &field);

} // namespace preggo::server
