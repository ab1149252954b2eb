// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "tests/support/fake_clock.h"

#include <deque>
#include <map>

namespace preggo::test {

/// An executor that runs when told, in the time of a FakeClock. One thread.
class VirtualExecutor final : public Executor
{
public:
    explicit VirtualExecutor(FakeClock &clock)
        : m_clock(clock)
    { }
    void post(Task task) override { m_ready.push_back(std::move(task)); }
    TimerId postAfter(qint64 delayMs, Task task) override
    {
        m_timers.emplace(std::pair(m_clock.steadyMs() + delayMs, ++m_lastId), std::move(task));
        return m_lastId;
    }
    void cancel(TimerId timer) override
    {
        std::erase_if(m_timers, [timer](const auto &each) { return each.first.second == timer; });
    }

    /// Runs the first of what is posted; false where nothing is.
    bool runOne()
    {
        if (m_ready.empty())
            return false;
        const Task task = std::move(m_ready.front());
        m_ready.pop_front();
        task();
        return true;
    }
    /// Runs what is posted, and what that posts, but no timer.
    void drain()
    {
        while (runOne())
            ;
    }
    /// Lets time pass, running timers when they are due.
    void advance(qint64 ms)
    {
        drain();
        const qint64 until = m_clock.steadyMs() + ms;
        while (!m_timers.empty() && m_timers.begin()->first.first <= until) {
            const auto first = m_timers.begin();
            m_clock.advance(std::max<qint64>(0, first->first.first - m_clock.steadyMs()));
            const Task task = std::move(first->second);
            m_timers.erase(first);
            task();
            drain();
        }
        m_clock.advance(until - m_clock.steadyMs());
    }
    [[nodiscard]] bool isIdle() const { return m_ready.empty() && m_timers.empty(); }
    [[nodiscard]] int timerCount() const { return static_cast<int>(m_timers.size()); }
    /// How long until the next timer, -1 where there is none.
    [[nodiscard]] qint64 nextTimerMs() const
    {
        return m_timers.empty() ? -1 : m_timers.begin()->first.first - m_clock.steadyMs();
    }

private:
    FakeClock &m_clock;
    std::deque<Task> m_ready;
    std::map<std::pair<qint64, TimerId>, Task> m_timers;
    TimerId m_lastId = 0;
};

} // namespace preggo::test
