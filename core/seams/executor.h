// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

#include <functional>

namespace preggo {

/// Runs tasks one after another on one thread (or in virtual time). The only way in which the engine
/// waits. post() may be called from any thread; postAfter() and cancel() from the executor's own.
class Executor
{
public:
    using Task = std::function<void()>;
    using TimerId = quint64;

    virtual ~Executor() = default;
    /// Runs `task` after those posted before it. Tasks that are left when the executor goes are dropped.
    virtual void post(Task task) = 0;
    /// Runs `task` once, not before `delayMs` of steady time have passed. Never 0.
    virtual TimerId postAfter(qint64 delayMs, Task task) = 0;
    /// No effect on a timer that has run.
    virtual void cancel(TimerId timer) = 0;
};

} // namespace preggo
