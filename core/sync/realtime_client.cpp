// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/realtime_client.h"

#include "protocol/limits.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kOpenMs = 20'000; ///< from open to welcome
constexpr qint64 kStayAwayMs = 5LL * 60 * 1000;
constexpr qint64 kHeartbeatSlackMs = 5'000; ///< the second one may be on its way
constexpr qint64 kAfterRestartMs = 10'000;

} // namespace

RealtimeClient::RealtimeClient(
    SyncCore &core, WsTransport &ws, TokenSource &tokens, std::function<QVector<StreamState>()> streams)
    : m_core(core)
    , m_ws(ws)
    , m_tokens(tokens)
    , m_streams(std::move(streams))
{ }

RealtimeClient::~RealtimeClient()
{
    stop();
}

void RealtimeClient::start()
{
    if (m_phase != Phase::Idle)
        return;
    m_phase = Phase::Waiting;
    resume();
}

void RealtimeClient::stop()
{
    if (m_phase == Phase::Idle)
        return;
    const bool open = m_phase != Phase::Waiting;
    leave();
    m_phase = Phase::Idle;
    if (open)
        m_ws.abort();
}

// Ends the present connection for the rest of the engine; what its callbacks still bring is ignored.
void RealtimeClient::leave()
{
    m_alive = std::make_shared<int>(0);
    for (auto *timer : {&m_waitTimer, &m_watchTimer}) {
        if (*timer)
            m_core.main.cancel(**timer);
        timer->reset();
    }
    m_named.clear();
    if (m_phase == Phase::Live)
        m_core.events.connectionChanged(false);
    m_phase = Phase::Waiting;
}

void RealtimeClient::resume()
{
    // A proxy may let requests through and no sockets, so the socket neither takes the gate's probe nor
    // closes the gate: it has its own back-off, and waits where requests already know that nothing goes.
    const bool pointless = m_core.gate.isOffline() && m_failures > 0;
    if (m_phase == Phase::Waiting && !m_waitTimer && m_core.gate.isOpen() && !pointless)
        connectNow();
}

void RealtimeClient::hurry(qint64 spreadMs)
{
    if (m_phase != Phase::Waiting)
        return;
    m_failures = 0;
    waitFor(m_core.retry.spread(spreadMs));
}

void RealtimeClient::connectNow()
{
    m_phase = Phase::Opening;
    std::weak_ptr<int> alive = m_alive;
    watch(kOpenMs);
    m_tokens.accessToken([this, alive](const Result<QByteArray> &token) {
        if (alive.expired())
            return;
        if (!token) {
            leave();
            if (token.error().status() == 401)
                return m_core.events.signInNeeded();
            return waitFor(m_core.retry.delay(m_failures++));
        }
        m_token = *token;
        m_ws.open(u"/api/v1/realtime"_s, m_token,
            {[this, alive] {
                 if (!alive.expired())
                     opened();
             },
                [this, alive](const QByteArray &text) {
                    if (!alive.expired())
                        message(text);
                },
                [this, alive](int code, int status) {
                    if (!alive.expired())
                        closed(code, status);
                }});
    });
}

void RealtimeClient::closed(int code, int status)
{
    leave();
    if (status == 401 || code == close_code::kTokenInvalid || code == close_code::kAuthTimeout) {
        m_tokens.rejected(m_token);
        return waitFor(m_core.retry.delay(m_failures++));
    }
    switch (code) {
    case close_code::kTooOld:
        m_phase = Phase::Idle;
        return m_core.events.updateNeeded();
    case close_code::kRevoked:
        m_core.events.revoked({});
        break;
    default:
        break;
    }
    waitFor(pauseAfter(code));
}

qint64 RealtimeClient::pauseAfter(int code)
{
    const qint64 floor = std::exchange(m_serverFloorMs, std::nullopt).value_or(0);
    switch (code) {
    case close_code::kPolicy:
    case close_code::kTooBig:
    case close_code::kProtocol:
    case close_code::kReplaced: // by a handshake of its own that came late, or by a copy of this profile
        return kStayAwayMs + m_core.retry.spread(kAfterRestartMs);
    case close_code::kRestart:
    case close_code::kTryLater:
        if (m_failures++ == 0)
            return floor + m_core.retry.spread(kAfterRestartMs);
        break;
    default:
        ++m_failures;
        break;
    }
    return m_core.retry.delay(m_failures - 1, floor);
}

void RealtimeClient::waitFor(qint64 ms)
{
    m_phase = Phase::Waiting;
    if (m_waitTimer)
        m_core.main.cancel(*m_waitTimer);
    m_waitTimer = m_core.main.postAfter(qMax<qint64>(1, ms), [this] {
        m_waitTimer.reset();
        resume();
    });
}

void RealtimeClient::watch(qint64 ms)
{
    if (m_watchTimer)
        m_core.main.cancel(*m_watchTimer);
    m_watchTimer = m_core.main.postAfter(ms, [this] {
        m_watchTimer.reset();
        checkAlive();
    });
}

// A half-open socket looks fine for ever; only silence tells.
void RealtimeClient::checkAlive()
{
    const bool live = m_phase == Phase::Live;
    const qint64 silence = m_core.clock.steadyMs() - m_lastHeardMs;
    const qint64 longest = 2 * m_heartbeatMs + kHeartbeatSlackMs;
    if (live && silence < longest)
        return watch(longest - silence);
    leave();
    m_ws.abort();
    waitFor(m_core.retry.delay(m_failures++));
}

} // namespace preggo
