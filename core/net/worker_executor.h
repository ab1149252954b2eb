// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"

#include <QHash>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace preggo {

/// An executor with a thread of its own, for the database and for decoding pictures.
///
/// post(), postAfter() and cancel() may be called from any thread. Standard primitives alone, so that
/// ThreadSanitizer sees the hand-over. The destructor finishes the running task, drops the others
/// (on the worker's thread) and joins; it must not run on the worker itself.
class WorkerExecutor final : public Executor
{
public:
    WorkerExecutor();
    ~WorkerExecutor() override;
    WorkerExecutor(const WorkerExecutor &) = delete;
    WorkerExecutor &operator=(const WorkerExecutor &) = delete;

    void post(Task task) override;
    TimerId postAfter(qint64 delayMs, Task task) override;
    void cancel(TimerId timer) override;

    /// Runs `task` after those posted before it and waits for its end. For start and end of the
    /// program, where something must live and die on this thread. Never from the worker itself.
    void runAndWait(const Task &task);
    [[nodiscard]] bool isCurrent() const;

private:
    using Time = std::chrono::steady_clock::time_point;
    void loop();
    [[nodiscard]] Task nextTask(std::unique_lock<std::mutex> &lock);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_ready;
    std::map<std::pair<Time, TimerId>, Task> m_timers;
    QHash<TimerId, Time> m_dueTimes;
    TimerId m_lastId = 0;
    bool m_stopping = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace preggo
