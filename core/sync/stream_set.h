// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/stream_sync.h"
#include "protocol/entities.h"

#include <QSet>

#include <map>
#include <memory>

namespace preggo {

/// The streams that this person reads: her own and, as it says, those of her families. Main thread.
class StreamSet
{
public:
    explicit StreamSet(SyncCore &core);

    /// What the device knew at its last stop.
    void load(const QVector<StreamState> &states, const QVector<Membership> &memberships);
    /// Her memberships changed. Returns streams that are no longer hers and must be wiped (R7).
    [[nodiscard]] QVector<StreamId> follow(const QVector<Membership> &memberships);
    /// Where it is followed: forgets how far it was read, and reads it from the beginning.
    void startAnew(const StreamId &stream);
    [[nodiscard]] bool follows(const StreamId &stream) const { return find(stream) != nullptr; }
    void drop(const StreamId &stream);

    /// Looks what is new, without a reason to think that what is being read now will not tell.
    void pullAll();
    void pull(const StreamId &stream);
    void rebase(const StreamId &stream);
    /// A restore changes all streams of a family at once: the others are held too until they were asked.
    void checkFamilyOf(const StreamId &stream);
    /// R2: at a start, families in which several streams have actions waiting are held until each of these
    /// was asked: the process may have ended between the news of two lost histories.
    void holdDivided(const QVector<ActionRow> &waiting);
    void resume();
    void takeFrame(const StreamFrame &frame);
    void takeHeads(const Heads &heads, bool atOnce);

    /// Those with a base, as a realtime connection names them.
    [[nodiscard]] QVector<StreamState> subscribable() const;
    [[nodiscard]] bool allCurrent() const;

private:
    void ensure(const StreamId &stream);
    [[nodiscard]] StreamSync *find(const StreamId &stream) const;

    SyncCore &m_core;
    const StreamId m_own;
    std::map<StreamId, std::unique_ptr<StreamSync>> m_streams;
};

} // namespace preggo
