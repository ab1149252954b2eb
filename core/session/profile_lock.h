// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QString>

#include <memory>

namespace preggo {

/// One process a profile. The lock is the system's on an open file, not a file that is there or not: it goes
/// with its holder, however that ends, and no other process can take it from one that lives. Any one thread.
class ProfileLock
{
public:
    /// Creates `path` where it is not there. InProgress where another process, or another lock of this one,
    /// holds it; Internal where the file cannot be opened or its file system knows no locks.
    [[nodiscard]] static Result<std::unique_ptr<ProfileLock>> take(const QString &path);
    virtual ~ProfileLock() = default;
    ProfileLock(const ProfileLock &) = delete;
    ProfileLock &operator=(const ProfileLock &) = delete;

protected:
    ProfileLock() = default;
};

} // namespace preggo
