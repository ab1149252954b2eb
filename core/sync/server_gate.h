// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/sync/retry_policy.h"
#include "protocol/clock.h"

#include <functional>
#include <memory>
#include <optional>

namespace preggo {

/// One gate before the server for everything that the engine sends. While the server or the network
/// fails it lets one probe through a back-off, not one request an action (docs/sync.md, section 5, I20).
/// Main thread.
class ServerGate
{
public:
    ServerGate(const Clock &clock, Executor &main, RetryPolicy &retry);
    ~ServerGate();
    ServerGate(const ServerGate &) = delete;
    ServerGate &operator=(const ServerGate &) = delete;

    /// Keeps watch over the probe that the last tryPass() may have given: where its holder goes without a
    /// report, the next one probes. The gate outlives it.
    class Probe
    {
    public:
        explicit Probe(ServerGate &gate)
            : m_gate(gate)
            , m_number(gate.m_probing ? gate.m_probes : 0)
        { }
        ~Probe() { m_gate.abandoned(m_number); }
        Probe(const Probe &) = delete;
        Probe &operator=(const Probe &) = delete;

    private:
        ServerGate &m_gate;
        const quint64 m_number; ///< 0 where the pass was no probe
    };

    /// Called whenever something may be tried that could not before.
    void setListener(std::function<void()> opened) { m_opened = std::move(opened); }

    /// Whether a request may leave now. While failing, the first caller gets the probe and must report.
    [[nodiscard]] bool tryPass();
    void succeeded();
    /// The server could not be reached or failed. `retryAfterMs` is what it asked for: reset() does not undo
    /// that.
    void failed(std::optional<qint64> retryAfterMs = {});
    /// Something on the way is wrong, and stays so for a while, as far as this device can tell.
    void failedFor(qint64 ms);
    /// The probe ended without telling anything of the server (it was aborted, or needed a token).
    void probeWithdrawn();
    /// Nothing leaves for this long, though nothing failed (429, maintenance). `retryAfterMs` of it is what
    /// the server asked for.
    void pauseFor(qint64 ms, std::optional<qint64> retryAfterMs);

    /// Forgets failures: the network came back or the person asks. Tries again within `spreadMs`, though not
    /// before the time that the server asked for.
    void reset(qint64 spreadMs);
    /// The system says that there is no network: after one failed try nothing more is tried until reset().
    void setOffline(bool offline) { m_offline = offline; }
    [[nodiscard]] bool isOffline() const { return m_offline; }
    /// Nothing is known to fail, and nothing waits: for those that have a back-off of their own.
    [[nodiscard]] bool isOpen() const { return m_failures == 0 && m_clock.steadyMs() >= m_notBeforeMs; }
    /// It was shut after somebody passed: what has not left yet must not.
    [[nodiscard]] bool isShut() const { return m_clock.steadyMs() < m_notBeforeMs; }
    [[nodiscard]] bool isFailing() const { return m_failures > 0; }

private:
    void noteAskedFor(std::optional<qint64> retryAfterMs);
    void fail(std::optional<qint64> floorMs);
    void wakeIn(qint64 ms);
    void abandoned(quint64 probe);

    const Clock &m_clock;
    Executor &m_main;
    RetryPolicy &m_retry;
    std::function<void()> m_opened;
    int m_failures = 0;
    bool m_probing = false;
    quint64 m_probes = 0; ///< given so far: the number of the one that is out
    bool m_offline = false;
    qint64 m_notBeforeMs = 0;
    qint64 m_askedForMs = 0; ///< by the server: nothing leaves before
    std::optional<Executor::TimerId> m_timer;
};

} // namespace preggo
