// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace preggo::sql {

/// One process a folder of databases. The lock is the system's on an open file, not a file that is there or
/// not, nor what stands in it: it goes with its holder, however that ends, and no other process can take it
/// from one that lives. Any one thread.
class ProcessLock
{
public:
    enum class Refusal {
        Held, ///< by another process, or by another lock of this one
        Impossible, ///< the file cannot be opened, or its file system knows no locks
    };

    /// Creates `path` where it is not there. The file stays when the lock goes.
    [[nodiscard]] static tl::expected<std::unique_ptr<ProcessLock>, Refusal> take(const QString &path);
    virtual ~ProcessLock() = default;
    ProcessLock(const ProcessLock &) = delete;
    ProcessLock &operator=(const ProcessLock &) = delete;

protected:
    ProcessLock() = default;
};

} // namespace preggo::sql
