// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/database.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace preggo::server {

/// Threads for work that blocks, each with a database connection of its own, and a bounded queue.
/// Safe from any thread. The destructor finishes what was taken in.
class WorkerPool
{
public:
    /// Opens the connection of one thread, on that thread.
    using Opener = std::function<sql::Outcome<std::unique_ptr<sql::Database>>()>;
    /// `db` is null where the thread's connection could not be opened.
    using Job = std::function<void(sql::Database *db)>;

    WorkerPool(int threads, int maxQueued, Opener opener);
    ~WorkerPool();
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    /// False where the queue is full or the pool stops: answer 503.
    [[nodiscard]] bool submit(Job job);
    /// Finishes the queue and ends the threads.
    void stop();

private:
    void run();

    const int m_maxQueued;
    const Opener m_opener;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace preggo::server
