// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/freshness_book.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

void FreshnessBook::committed(const server::Effects &effects, qint64 nowMs)
{
    for (const auto &published : effects.published)
        m_commits[published.stream].push_back({published.item.seq, nowMs});
}

void FreshnessBook::restored(qint64 nowMs)
{
    m_commits.clear();
    disturbed(nowMs);
}

/// Drops what is older: nobody will be asked about it again.
qint64 FreshnessBook::headBefore(const StreamId &stream, qint64 atMs)
{
    const auto it = m_commits.find(stream);
    if (it == m_commits.end())
        return 0;
    auto &commits = it.value();
    while (commits.size() > 1 && commits[1].atMs <= atMs)
        commits.pop_front();
    return !commits.empty() && commits.front().atMs <= atMs ? commits.front().seq : 0;
}

void FreshnessBook::look(SimDevice &device, qint64 sinceMs, qint64 nowMs)
{
    if (nowMs - std::max(sinceMs, m_disturbedMs) < kCalmMs)
        return;
    const auto states = device.cache().streams();
    if (!states)
        return;
    ++m_looks;
    QHash<StreamId, qint64> cursors;
    for (const auto &state : *states)
        cursors.insert(state.stream, state.cursor);
    for (const auto &stream : m_convergence.readable(device.user)) {
        const qint64 head = headBefore(stream, nowMs - m_staleMs);
        if (cursors.value(stream) < head)
            m_verdict.violated(u"I19: device %1 is at %2 of %3, where %4 is %5 s old and nothing went wrong"_s
                                   .arg(device.index)
                                   .arg(cursors.value(stream))
                                   .arg(stream.toString())
                                   .arg(head)
                                   .arg(m_staleMs / 1'000));
    }
}

} // namespace preggo::sim
