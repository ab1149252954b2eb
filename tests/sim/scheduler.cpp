// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/scheduler.h"

#include <cstdio>

namespace preggo::sim {

Scheduler::Scheduler(quint64 seed)
    : m_order(seed * 2 + 1)
    , m_chance(seed * 2 + 2)
{ }

Scheduler::Ticket Scheduler::after(qint64 delayMs, const char *label, Task task)
{
    const Key key{m_now + std::max<qint64>(0, delayMs), m_order.below(1u << 30), ++m_last};
    m_keys.emplace(key.ticket, key);
    m_due.emplace(key, Due{label, std::move(task)});
    return key.ticket;
}

void Scheduler::cancel(Ticket ticket)
{
    const auto it = m_keys.find(ticket);
    if (it == m_keys.end())
        return;
    m_due.erase(it->second);
    m_keys.erase(it);
}

void Scheduler::runUntil(qint64 until, const std::function<bool()> &stop)
{
    while (!m_due.empty() && m_due.begin()->first.at <= until && !stop()) {
        auto node = m_due.extract(m_due.begin());
        m_keys.erase(node.key().ticket);
        m_now = std::max(m_now, node.key().at);
        ++m_tasksRun;
        trace(node.mapped().label);
        m_trace.addData(QByteArrayView(reinterpret_cast<const char *>(&m_now), sizeof m_now));
        if (loud)
            std::fprintf(stderr, "%12.3f s  %s\n", double(m_now) / 1'000, node.mapped().label);
        node.mapped().task();
        if (m_afterEach)
            m_afterEach();
    }
    if (!stop())
        m_now = std::max(m_now, until);
}

void Scheduler::trace(QByteArrayView what)
{
    m_trace.addData(what);
}

void Scheduler::note(const QString &line) const
{
    if (loud)
        std::fprintf(stderr, "%12.3f s  %s\n", double(m_now) / 1'000, qPrintable(line));
}

SimExecutor::SimExecutor(Scheduler &scheduler, const char *label, qint64 jitterMs)
    : m_scheduler(scheduler)
    , m_label(label)
    , m_jitterMs(jitterMs)
{ }

SimExecutor::~SimExecutor() = default;

void SimExecutor::post(Task task)
{
    m_queue.push_back(std::move(task));
    const qint64 delay = m_jitterMs > 0 ? qint64(m_scheduler.chance().below(quint64(m_jitterMs) + 1)) : 0;
    std::weak_ptr<int> alive = m_alive;
    m_scheduler.after(delay, m_label, [this, alive] {
        if (!alive.expired())
            runFront();
    });
}

// Whichever turn comes first takes the oldest task, so order holds whatever the delays.
void SimExecutor::runFront()
{
    if (m_queue.empty())
        return;
    const Task task = std::move(m_queue.front());
    m_queue.pop_front();
    ++m_turns;
    task();
}

void SimExecutor::drain()
{
    while (!m_queue.empty())
        runFront();
}

Executor::TimerId SimExecutor::postAfter(qint64 delayMs, Task task)
{
    std::weak_ptr<int> alive = m_alive;
    return m_scheduler.after(delayMs, m_label, [alive, task = std::move(task)] {
        if (!alive.expired())
            task();
    });
}

void SimExecutor::cancel(TimerId timer)
{
    m_scheduler.cancel(timer);
}

} // namespace preggo::sim
