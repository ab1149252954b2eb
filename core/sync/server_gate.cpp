// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/server_gate.h"

#include <limits>

namespace preggo {

namespace {

constexpr qint64 kNever = std::numeric_limits<qint64>::max();

} // namespace

ServerGate::ServerGate(const Clock &clock, Executor &main, RetryPolicy &retry)
    : m_clock(clock)
    , m_main(main)
    , m_retry(retry)
{ }

ServerGate::~ServerGate()
{
    if (m_timer)
        m_main.cancel(*m_timer);
}

bool ServerGate::tryPass()
{
    if (m_clock.steadyMs() < m_notBeforeMs || m_probing)
        return false;
    m_probing = m_failures > 0;
    m_probes += m_probing ? 1 : 0;
    return true;
}

void ServerGate::succeeded()
{
    m_probing = false;
    if (m_failures == 0)
        return;
    m_failures = 0;
    m_notBeforeMs = m_askedForMs; // what succeeded may have been asked before
    wakeIn(m_notBeforeMs - m_clock.steadyMs());
}

void ServerGate::failed(std::optional<qint64> retryAfterMs)
{
    noteAskedFor(retryAfterMs);
    fail(retryAfterMs);
}

void ServerGate::noteAskedFor(std::optional<qint64> retryAfterMs)
{
    if (retryAfterMs)
        m_askedForMs = qMax(m_askedForMs, m_clock.steadyMs() + *retryAfterMs);
}

void ServerGate::failedFor(qint64 ms)
{
    fail(ms);
}

void ServerGate::fail(std::optional<qint64> floorMs)
{
    // Requests that were on their way together when the server fell are one failure.
    const bool late = m_failures > 0 && !m_probing;
    m_probing = false;
    if (late && !floorMs) {
        // The end of that back-off may have found nobody who asks: this one was still on its way.
        if (!m_timer && m_notBeforeMs != kNever)
            wakeIn(m_notBeforeMs - m_clock.steadyMs());
        return;
    }
    const qint64 delay = m_retry.delay(m_failures, floorMs);
    ++m_failures;
    if (m_offline) {
        m_notBeforeMs = kNever;
        return;
    }
    const qint64 nowMs = m_clock.steadyMs();
    m_notBeforeMs = qMax(nowMs + delay, m_askedForMs);
    wakeIn(m_notBeforeMs - nowMs);
}

void ServerGate::probeWithdrawn()
{
    m_probing = false;
}

void ServerGate::abandoned(quint64 probe)
{
    if (!m_probing || probe != m_probes)
        return;
    m_probing = false;
    wakeIn(0); // the others wait for what it would have told
}

void ServerGate::pauseFor(qint64 ms, std::optional<qint64> retryAfterMs)
{
    m_probing = false;
    noteAskedFor(retryAfterMs);
    const qint64 nowMs = m_clock.steadyMs();
    m_notBeforeMs = qMax(nowMs + ms, m_askedForMs);
    wakeIn(m_notBeforeMs - nowMs);
}

void ServerGate::reset(qint64 spreadMs)
{
    m_failures = 0;
    m_probing = false;
    const qint64 nowMs = m_clock.steadyMs();
    m_notBeforeMs = qMax(nowMs + m_retry.spread(spreadMs), m_askedForMs);
    wakeIn(m_notBeforeMs - nowMs);
}

void ServerGate::wakeIn(qint64 ms)
{
    if (m_timer)
        m_main.cancel(*m_timer);
    m_timer = m_main.postAfter(qMax<qint64>(ms, 1), [this] {
        m_timer.reset();
        if (m_opened)
            m_opened();
    });
}

} // namespace preggo
