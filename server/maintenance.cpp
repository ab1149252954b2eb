// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/maintenance.h"

namespace preggo::server {

Maintenance::Maintenance(Pace pace, std::function<void()> work)
    : m_pace(pace)
    , m_work(std::move(work))
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
    auto pause = m_pace.first;
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, pause, [this] { return m_stopping; })) {
        lock.unlock();
        m_work();
        lock.lock();
        pause = m_pace.interval;
    }
}

} // namespace preggo::server
