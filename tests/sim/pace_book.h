// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/sim/books.h"
#include "tests/sim/sim_device.h"

#include <deque>

namespace preggo::sim {

/// I20: nobody asks a server that said when to come back, or one that does not answer, or none at all,
/// more often than agreed.
class PaceBook
{
public:
    explicit PaceBook(Verdict &verdict)
        : m_verdict(verdict)
    { }
    void asked(const SimDevice &device, const HttpRequest &request, qint64 nowMs);
    void answered(int device, const QString &path, const HttpAnswer &answer, qint64 nowMs);

private:
    static constexpr qint64 kMinuteMs = 60'000;
    // What a worst minute of a person with two families, pictures and a bad network takes, several times
    // over: 61, 16 and 17 were the most in the first worlds that counted.
    static constexpr int kMostAMinute = 150;
    static constexpr int kMostInVain = 60;
    static constexpr int kMostOffline = 40; ///< while one spell without a network lasts

    struct Pace
    {
        std::deque<qint64> lastMinute;
        qint64 bootedMs = 0; ///< a process that begins knows nothing
        int inVain = 0; ///< of lastMinute: since the last answer that was one
        int offline = 0;
        qint64 notBeforeMs = 0;
        int refusedTokens = 0; ///< pushes on their way that go once more with a fresh token
    };

    void hold(int count, int most, int device, const char *what);

    Verdict &m_verdict;
    QHash<int, Pace> m_paces;
};

} // namespace preggo::sim
