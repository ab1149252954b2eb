// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/worker_pool.h"

namespace preggo::server {

WorkerPool::WorkerPool(int threads, int maxQueued, Opener opener)
    : m_maxQueued(maxQueued)
    , m_opener(std::move(opener))
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

bool WorkerPool::submit(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_jobs.size() >= static_cast<std::size_t>(m_maxQueued))
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void WorkerPool::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (auto &thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

void WorkerPool::run()
{
    std::unique_ptr<sql::Database> db;
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_jobs.empty())
            return;
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        // Tried again for each job: a disk that was full for a minute does not cost the thread.
        if (!db && m_opener) {
            if (auto opened = m_opener())
                db = std::move(*opened);
        }
        job(db.get());
        job = {};
        lock.lock();
    }
}

} // namespace preggo::server
