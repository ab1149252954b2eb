// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/sim/convergence.h"

#include <deque>

namespace preggo::sim {

/// I19: who has had no trouble for a while sees what others wrote: within a heartbeat and a pull where the
/// socket lives, though not one frame arrives, and within the interval of polling where it may be dead.
class FreshnessBook
{
public:
    FreshnessBook(Verdict &verdict, const Convergence &convergence, const Knobs &knobs)
        : m_verdict(verdict)
        , m_convergence(convergence)
        , m_staleMs(knobs.socketCuts > 0 ? kPolledMs : kHeartbeatMs + kPullMs)
    { }
    void committed(const server::Effects &effects, qint64 nowMs);
    /// Something happened that all have to find out first: a restart, a restore, a membership.
    void disturbed(qint64 nowMs) { m_disturbedMs = nowMs; }
    /// The server knows nothing any more of what was committed.
    void restored(qint64 nowMs);
    /// `sinceMs`: since when nothing went wrong with the device itself.
    void look(SimDevice &device, qint64 sinceMs, qint64 nowMs);
    /// How often somebody was calm enough to be held to it.
    [[nodiscard]] int looks() const { return m_looks; }

private:
    static constexpr qint64 kHeartbeatMs = 25'000;
    /// A turn of the server's clock, and a pull over the slowest network that the knobs know.
    static constexpr qint64 kPullMs = 15'000;
    static constexpr qint64 kPolledMs = 130'000; ///< a silent socket is given up, then it is polled
    static constexpr qint64 kCalmMs = 400'000; ///< the longest back-off of earlier trouble is over

    struct Commit
    {
        qint64 seq = 0;
        qint64 atMs = 0;
    };
    [[nodiscard]] qint64 headBefore(const StreamId &stream, qint64 atMs);

    Verdict &m_verdict;
    const Convergence &m_convergence;
    const qint64 m_staleMs;
    QHash<StreamId, std::deque<Commit>> m_commits;
    qint64 m_disturbedMs = 0;
    int m_looks = 0;
};

} // namespace preggo::sim
