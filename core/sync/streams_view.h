// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/stream_state.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace preggo {

/// How far each followed stream has been read, as the main thread last heard. Value type.
class StreamsView
{
public:
    void set(const StreamState &state) { m_states.insert(state.stream, state); }
    void remove(const StreamId &stream)
    {
        m_states.remove(stream);
        release(stream);
    }
    [[nodiscard]] StreamState of(const StreamId &stream) const { return m_states.value(stream); }
    /// Null where no page of the stream has come yet.
    [[nodiscard]] EpochId epochOf(const StreamId &stream) const { return m_states.value(stream).epoch; }
    /// Pushes to a stream, and to all of its family's, wait while its history is being read anew: a line of
    /// actions may run through several of them, where its post was moved.
    void hold(const StreamId &stream) { m_held.insert(stream); }
    void release(const StreamId &stream) { m_held.remove(stream); }
    [[nodiscard]] bool isHeld(const StreamId &stream) const { return m_held.contains(stream); }
    [[nodiscard]] bool mayPush(const StreamId &stream) const
    {
        const auto holdsUp = [&](const StreamId &held) {
            return held == stream || (!stream.family().isNull() && held.family() == stream.family());
        };
        return !epochOf(stream).isNull() && std::none_of(m_held.cbegin(), m_held.cend(), holdsUp);
    }
    [[nodiscard]] const QHash<StreamId, StreamState> &all() const { return m_states; }

private:
    QHash<StreamId, StreamState> m_states;
    QSet<StreamId> m_held;
};

} // namespace preggo
