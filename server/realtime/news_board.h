// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/stream_id.h"

#include <QHash>

#include <functional>
#include <mutex>

namespace preggo::server {

/// Reads that wait for the next change of a stream. Holds no right to anything: who is woken reads
/// again, and is checked again. Bounded by its users, one wait a connection. Safe from any thread.
class NewsBoard
{
public:
    /// Called at most once, on the thread that tells; must not call back.
    using Wake = std::function<void()>;

    /// A number for forget(). After close() `wake` is called at once.
    [[nodiscard]] quint64 listen(const StreamId &stream, Wake wake);
    void forget(const StreamId &stream, quint64 number);
    void tell(const StreamId &stream);
    /// Wakes everybody, now and from now on: the server stops.
    void close();
    [[nodiscard]] int count() const;

private:
    mutable std::mutex m_mutex;
    quint64 m_last = 0;
    bool m_closed = false;
    QHash<StreamId, QHash<quint64, Wake>> m_waiting;
};

} // namespace preggo::server
