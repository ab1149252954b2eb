// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/realtime/subscriber.h"

#include "server/realtime/frames.h"

#include <algorithm>

namespace preggo::server {

Subscriber::Subscriber(Door door, std::function<void()> wake)
    : m_door(door)
    , m_wake(std::move(wake))
{ }

void Subscriber::identify(UserId user, SessionId session, DeviceId device)
{
    m_user = user;
    m_session = session;
    m_device = device;
}

void Subscriber::push(Frame frame)
{
    std::unique_lock lock(m_mutex);
    if (m_closeCode != 0)
        return;
    if (m_queue.push(std::move(frame)) == FrameQueue::Offer::Overflowed)
        m_lagged = true;
    wakeUnlocked(lock);
}

void Subscriber::close(int code)
{
    std::unique_lock lock(m_mutex);
    if (m_closeCode != 0)
        return;
    m_closeCode = code;
    wakeUnlocked(lock);
}

void Subscriber::wakeUnlocked(std::unique_lock<std::mutex> &lock)
{
    if (m_awake)
        return;
    m_awake = true;
    lock.unlock();
    m_wake();
}

Subscriber::Next Subscriber::next()
{
    const std::lock_guard lock(m_mutex);
    if (m_lagged) {
        // What came after the overflow waits behind it; the peer pulls and drops what it has.
        m_lagged = false;
        return {frames::lag(m_streams), 0};
    }
    if (auto frame = m_queue.pop())
        return {std::move(frame), 0};
    m_awake = m_closeCode != 0;
    return {{}, m_closeCode};
}

void Subscriber::follow(const StreamId &stream)
{
    const std::lock_guard lock(m_mutex);
    m_streams.insert(stream);
}

void Subscriber::unfollow(const StreamId &stream)
{
    const std::lock_guard lock(m_mutex);
    m_streams.remove(stream);
}

QSet<StreamId> Subscriber::streams() const
{
    const std::lock_guard lock(m_mutex);
    return m_streams;
}

bool Subscriber::follows(const StreamId &stream) const
{
    const std::lock_guard lock(m_mutex);
    return m_streams.contains(stream);
}

bool Subscriber::followsAnyFamily() const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_streams.cbegin(), m_streams.cend(),
        [](const StreamId &stream) { return stream.kind() != StreamId::Kind::User; });
}

} // namespace preggo::server
