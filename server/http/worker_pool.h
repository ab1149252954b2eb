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

/// Those who do work that blocks, with a database connection to read from. Safe from any thread.
class Workers
{
public:
    /// `db` is null where the connection could not be opened.
    using Job = std::function<void(sql::Database *db)>;
    virtual ~Workers() = default;
    /// False where too much waits or the server stops: answer 503.
    [[nodiscard]] virtual bool submit(Job job) = 0;
};

/// Threads, each with a database connection of its own, and a bounded queue. The destructor finishes
/// what was taken in.
class WorkerPool final : public Workers
{
public:
    /// Opens the connection of one thread, on that thread.
    using Opener = std::function<sql::Outcome<std::unique_ptr<sql::Database>>()>;

    WorkerPool(int threads, int maxQueued, Opener opener);
    ~WorkerPool() override;
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    [[nodiscard]] bool submit(Job job) override;
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
