// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/stream_set.h"

#include "protocol/limits.h"

namespace preggo {

StreamSet::StreamSet(SyncCore &core)
    : m_core(core)
    , m_own(StreamId::user(core.self))
{ }

void StreamSet::load(const QVector<StreamState> &states, const QVector<Membership> &memberships)
{
    for (const auto &state : states)
        m_core.streams.set(state);
    ensure(m_own);
    for (const auto &membership : memberships) {
        for (const auto &stream : membership.streams)
            ensure(stream);
    }
}

QVector<StreamId> StreamSet::follow(const QVector<Membership> &memberships)
{
    QSet<StreamId> wanted{m_own};
    for (const auto &membership : memberships) {
        for (const auto &stream : membership.streams)
            wanted.insert(stream);
    }
    for (const auto &stream : std::as_const(wanted)) {
        // One that was not found may be so no more: she was removed and let in again between two looks.
        const auto *known = find(stream);
        if (known && !known->isGone())
            continue;
        ensure(stream);
        pull(stream);
    }
    // Only a whole own stream can say that a membership is missing.
    if (m_core.streams.of(m_own).completeTo() == 0)
        return {};
    QVector<StreamId> lost;
    for (auto it = m_core.streams.all().cbegin(); it != m_core.streams.all().cend(); ++it) {
        if (!wanted.contains(it.key()))
            lost.append(it.key());
    }
    for (const auto &[stream, sync] : m_streams) {
        if (!wanted.contains(stream) && !lost.contains(stream))
            lost.append(stream);
    }
    return lost;
}

void StreamSet::ensure(const StreamId &stream)
{
    constexpr size_t kStreamsMax = size_t(limits::kFamiliesPerUser) * (limits::kAudiencesPerFamily + 2) + 1;
    if (!find(stream) && m_streams.size() < kStreamsMax)
        m_streams.emplace(stream, std::make_unique<StreamSync>(m_core, stream));
}

void StreamSet::drop(const StreamId &stream)
{
    m_streams.erase(stream);
    m_core.streams.remove(stream);
}

void StreamSet::startAnew(const StreamId &stream)
{
    if (!find(stream))
        return;
    drop(stream);
    ensure(stream);
    pull(stream);
}

StreamSync *StreamSet::find(const StreamId &stream) const
{
    const auto it = m_streams.find(stream);
    return it == m_streams.end() ? nullptr : it->second.get();
}

void StreamSet::pullAll()
{
    if (auto *own = find(m_own); own && !own->isReading())
        own->pull();
    for (const auto &[stream, sync] : m_streams) {
        if (stream != m_own && !sync->isReading())
            sync->pull();
    }
}

void StreamSet::pull(const StreamId &stream)
{
    if (auto *sync = find(stream))
        sync->pull();
}

void StreamSet::rebase(const StreamId &stream)
{
    if (auto *sync = find(stream))
        sync->rebase();
}

void StreamSet::checkFamilyOf(const StreamId &stream)
{
    if (stream.family().isNull())
        return;
    for (const auto &[other, sync] : m_streams) {
        if (other == stream || other.family() != stream.family())
            continue;
        // Asked even where it is held: an answer of before may be on its way.
        m_core.streams.hold(other);
        sync->pull();
    }
}

void StreamSet::holdDivided(const QVector<ActionRow> &waiting)
{
    QHash<FamilyId, QSet<StreamId>> used;
    for (const auto &row : waiting) {
        if (follows(row.action.stream)) // nobody would ever release another
            used[row.action.stream.family()].insert(row.action.stream);
    }
    used.remove(FamilyId());
    for (const auto &streams : std::as_const(used)) {
        for (auto it = streams.cbegin(); streams.size() > 1 && it != streams.cend(); ++it)
            m_core.streams.hold(*it);
    }
}

void StreamSet::resume()
{
    for (const auto &[stream, sync] : m_streams)
        sync->resume();
}

void StreamSet::takeFrame(const StreamFrame &frame)
{
    if (auto *sync = find(frame.stream))
        sync->takeFrame(frame);
}

void StreamSet::takeHeads(const Heads &heads, bool atOnce)
{
    for (auto it = heads.cbegin(); it != heads.cend(); ++it) {
        if (auto *sync = find(it.key()))
            sync->takeHead(it.value(), atOnce);
    }
}

QVector<StreamState> StreamSet::subscribable() const
{
    QVector<StreamState> states;
    for (const auto &[stream, sync] : m_streams) {
        const StreamState state = m_core.streams.of(stream);
        if (!state.epoch.isNull() && states.size() < limits::kStreamsPerSocket)
            states.append(state);
    }
    return states;
}

bool StreamSet::allCurrent() const
{
    for (const auto &[stream, sync] : m_streams) {
        if (!sync->isCurrent())
            return false;
    }
    return true;
}

} // namespace preggo
