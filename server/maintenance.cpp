// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/maintenance.h"

#include <chrono>

namespace preggo::server {

Maintenance::Maintenance(std::function<void()> work)
    : m_work(std::move(work))
    , m_thread([this] { run(); })
{ }

Maintenance::~Maintenance()
{
    stop();
}

void Maintenance::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Maintenance::run()
{
    constexpr auto kFirst = std::chrono::minutes(1);
    constexpr auto kInterval = std::chrono::hours(1);
    auto pause = std::chrono::seconds(kFirst);
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, pause, [this] { return m_stopping; })) {
        lock.unlock();
        m_work();
        lock.lock();
        pause = kInterval;
    }
}

} // namespace preggo::server
