// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/stream_id.h"
#include "server/realtime/frame_queue.h"

#include <QSet>

#include <functional>
#include <mutex>

namespace preggo::server {

/// Which door a socket came in by: it decides how changes look.
enum class Door {
    Native, ///< /api/v1/realtime, frames of docs/sync.md, section 11
    Family, ///< /ws/feed/{pregnancy_id}, named events of one family
};

/// One socket as the hub sees it: who, what it follows, what waits to be written. Safe from any thread.
///
/// Nothing here writes: push() and close() call `wake` (on the caller's thread, at most once until the
/// writer has seen an empty queue), and the socket's own thread then takes what waits with next().
class Subscriber
{
public:
    Subscriber(Door door, std::function<void()> wake);

    /// Set once the peer is known; before the hub sees this.
    void identify(UserId user, SessionId session, DeviceId device);
    [[nodiscard]] Door door() const { return m_door; }
    [[nodiscard]] UserId user() const { return m_user; }
    [[nodiscard]] SessionId session() const { return m_session; }
    [[nodiscard]] DeviceId device() const { return m_device; }

    /// Queues a frame. Over the bounds everything that waits is dropped and one `lag` takes its place.
    void push(Frame frame);
    /// Closes with this code once what waits was written. The first code stays.
    void close(int code);

    struct Next
    {
        Frame frame;
        int closeCode = 0; ///< not 0: close now
    };
    /// For the socket's writer alone. Neither frame nor code: sleep until woken.
    [[nodiscard]] Next next();

    /// Kept by the hub.
    void follow(const StreamId &stream);
    void unfollow(const StreamId &stream);
    [[nodiscard]] QSet<StreamId> streams() const;
    [[nodiscard]] bool follows(const StreamId &stream) const;
    [[nodiscard]] bool followsAnyFamily() const;

private:
    void wakeUnlocked(std::unique_lock<std::mutex> &lock);

    const Door m_door;
    const std::function<void()> m_wake;
    UserId m_user;
    SessionId m_session;
    DeviceId m_device;

    mutable std::mutex m_mutex;
    FrameQueue m_queue;
    QSet<StreamId> m_streams;
    bool m_lagged = false;
    bool m_awake = false;
    int m_closeCode = 0;
};

} // namespace preggo::server
