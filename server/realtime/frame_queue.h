// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <deque>
#include <memory>

namespace preggo::server {

/// One serialised message, shared by all sockets that get it.
using Frame = std::shared_ptr<const QByteArray>;

[[nodiscard]] Frame makeFrame(QByteArray text);

/// What waits to be written to one socket. Bounded by number and by bytes: a slow phone loses its
/// place in the stream, never the server its memory. Not thread-safe; Subscriber guards it.
class FrameQueue
{
public:
    enum class Offer {
        Queued,
        Overflowed, ///< emptied, this frame included; the peer must be told with a `lag`
    };

    [[nodiscard]] Offer push(Frame frame);
    /// The next frame, or null where nothing waits.
    [[nodiscard]] Frame pop();
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_frames.empty(); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    std::deque<Frame> m_frames;
    qint64 m_bytes = 0;
};

} // namespace preggo::server
