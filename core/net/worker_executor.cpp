// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/worker_executor.h"

#include <algorithm>

namespace preggo {

WorkerExecutor::WorkerExecutor()
    : m_thread([this] { loop(); })
{ }

WorkerExecutor::~WorkerExecutor()
{
    Q_ASSERT(!isCurrent());
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void WorkerExecutor::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_ready.push_back(std::move(task));
    }
    m_wake.notify_one();
}

Executor::TimerId WorkerExecutor::postAfter(qint64 delayMs, Task task)
{
    const Time due =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(std::max<qint64>(0, delayMs));
    TimerId id = 0;
    {
        const std::lock_guard lock(m_mutex);
        id = ++m_lastId;
        m_timers.emplace(std::pair(due, id), std::move(task));
        m_dueTimes.insert(id, due);
    }
    m_wake.notify_one();
    return id;
}

void WorkerExecutor::cancel(TimerId timer)
{
    Task dropped; // its captures go outside the lock
    const std::lock_guard lock(m_mutex);
    const auto due = m_dueTimes.constFind(timer);
    if (due == m_dueTimes.constEnd())
        return;
    const auto it = m_timers.find({*due, timer});
    m_dueTimes.erase(due);
    if (it == m_timers.end())
        return;
    dropped = std::move(it->second);
    m_timers.erase(it);
}

void WorkerExecutor::runAndWait(const Task &task)
{
    Q_ASSERT(!isCurrent());
    std::mutex mutex;
    std::condition_variable finished;
    bool done = false;
    post([&] {
        task();
        // Notified under the lock: once it is free, the waiter and both variables may be gone.
        const std::lock_guard lock(mutex);
        done = true;
        finished.notify_one();
    });
    std::unique_lock lock(mutex);
    finished.wait(lock, [&] { return done; });
}

bool WorkerExecutor::isCurrent() const
{
    return std::this_thread::get_id() == m_thread.get_id();
}

Executor::Task WorkerExecutor::nextTask(std::unique_lock<std::mutex> &lock)
{
    while (!m_stopping) {
        const auto first = m_timers.begin();
        if (first != m_timers.end() && first->first.first <= std::chrono::steady_clock::now()) {
            Task task = std::move(first->second);
            m_dueTimes.remove(first->first.second);
            m_timers.erase(first);
            return task;
        }
        if (!m_ready.empty()) {
            Task task = std::move(m_ready.front());
            m_ready.pop_front();
            return task;
        }
        if (first == m_timers.end()) {
            m_wake.wait(lock);
        } else {
            const Time due = first->first.first; // a copy: the timer may be cancelled meanwhile
            m_wake.wait_until(lock, due);
        }
    }
    return {};
}

void WorkerExecutor::loop()
{
    std::unique_lock lock(m_mutex);
    while (Task task = nextTask(lock)) {
        lock.unlock();
        task();
        task = {};
        lock.lock();
    }
    auto ready = std::exchange(m_ready, {});
    auto timers = std::exchange(m_timers, {});
    lock.unlock();
}

} // namespace preggo
