// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/sync/heartbeat.h"

#include "tests/bench/probe/process.h"

#include <algorithm>
#include <ctime>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTickMs = 1;

qint64 threadCpuUs()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return qint64(spent.tv_sec) * 1'000'000 + spent.tv_nsec / 1'000;
}

} // namespace

Heartbeat::Heartbeat()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::tick);
}

void Heartbeat::start()
{
    m_stalls = {};
    m_work = {};
    m_lastUs = monotonicUs();
    m_lastCpuUs = threadCpuUs();
    m_timer.start(kTickMs);
}

void Heartbeat::stop()
{
    tick(); // what is under way since the last one counts
    m_timer.stop();
}

void Heartbeat::tick()
{
    const qint64 now = monotonicUs();
    const qint64 cpu = threadCpuUs();
    m_stalls.add(std::max(0.0, static_cast<double>(now - m_lastUs) / 1000.0 - kTickMs));
    m_work.add(static_cast<double>(cpu - m_lastCpuUs) / 1000.0);
    m_lastUs = now;
    m_lastCpuUs = cpu;
}

void Heartbeat::writeTo(QJsonObject &out) const
{
    m_stalls.writeTo(out, u"stall_ms"_s);
    m_work.writeTo(out, u"work_ms"_s);
}

} // namespace preggo::bench
