// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/realtime/hub.h"

#include "protocol/limits.h"
#include "protocol/sync_messages.h"
#include "server/realtime/frames.h"

#include <algorithm>

namespace preggo::server {

Hub::Hub(ReadableNow readable)
    : m_readable(std::move(readable))
{ }

bool Hub::attach(const Member &member)
{
    Member replaced;
    {
        const std::lock_guard lock(m_mutex);
        auto &sockets = m_people[member->user()];
        const auto same = std::find_if(sockets.cbegin(), sockets.cend(), [&](const Member &other) {
            return other->device() == member->device() && other->door() == member->door();
        });
        if (same != sockets.cend())
            replaced = *same;
        else if (sockets.size() >= limits::kSocketsPerUser)
            return false;
        sockets.append(member);
    }
    if (replaced) {
        detach(replaced);
        replaced->close(close_code::kReplaced);
    }
    return true;
}

void Hub::detach(const Member &member)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &stream : member->streams())
        removeUnlocked(member, stream);
    const auto it = m_people.find(member->user());
    if (it == m_people.end())
        return;
    it->removeAll(member);
    if (it->isEmpty())
        m_people.erase(it);
}

void Hub::removeUnlocked(const Member &member, const StreamId &stream)
{
    member->unfollow(stream);
    const auto room = m_rooms.find(stream);
    if (room == m_rooms.end())
        return;
    room->removeOne(member);
    if (room->isEmpty())
        m_rooms.erase(room);
}

quint64 Hub::accessRevision() const
{
    const std::lock_guard lock(m_mutex);
    return m_accessRevision;
}

Hub::Subscribed Hub::subscribe(const Member &member, const QVector<StreamId> &streams, quint64 accessRevision)
{
    const std::lock_guard lock(m_mutex);
    if (accessRevision != m_accessRevision)
        return Subscribed::CheckAgain;
    const auto person = m_people.constFind(member->user());
    // A socket that was replaced or closed meanwhile follows nothing any more.
    if (person == m_people.constEnd() || !person->contains(member))
        return Subscribed::Yes;
    auto all = member->streams();
    for (const auto &stream : streams)
        all.insert(stream);
    if (all.size() > limits::kStreamsPerSocket)
        return Subscribed::TooMany;
    for (const auto &stream : streams) {
        if (member->follows(stream))
            continue;
        member->follow(stream);
        m_rooms[stream].append(member);
    }
    return Subscribed::Yes;
}

void Hub::unsubscribe(const Member &member, const QVector<StreamId> &streams)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &stream : streams)
        removeUnlocked(member, stream);
}

void Hub::committed(const Effects &effects, sql::Database &db)
{
    if (!effects.membersChanged.isEmpty()) {
        const std::lock_guard lock(m_mutex);
        ++m_accessRevision;
    }
    for (const auto &session : effects.sessionsEnded)
        endSession(session);
    for (const auto &[family, user] : effects.membersChanged)
        recheck(family, user, db);
    for (const auto &published : effects.published) {
        publish(published);
        m_news.tell(published.stream);
    }
}

void Hub::recheck(FamilyId family, UserId user, sql::Database &db)
{
    QVector<Member> sockets;
    {
        const std::lock_guard lock(m_mutex);
        sockets = m_people.value(user);
    }
    if (sockets.isEmpty())
        return;
    const auto readable = m_readable(db, family, user);
    for (const auto &socket : sockets) {
        bool lost = false;
        for (const auto &stream : socket->streams()) {
            if (stream.kind() == StreamId::Kind::User || stream.family() != family
                || readable.contains(stream))
                continue;
            unsubscribe(socket, {stream});
            socket->push(frames::revoked(stream));
            lost = true;
        }
        // A socket that follows no family any more has nothing to wait for but its own settings.
        if (lost && !socket->followsAnyFamily())
            socket->close(close_code::kRevoked);
    }
}

void Hub::endSession(SessionId session)
{
    QVector<Member> ended;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &sockets : std::as_const(m_people)) {
            std::copy_if(sockets.cbegin(), sockets.cend(), std::back_inserter(ended),
                [&](const Member &member) { return member->session() == session; });
        }
    }
    for (const auto &member : ended) {
        detach(member);
        member->close(close_code::kTokenInvalid);
    }
}

void Hub::publish(const Effects::Published &published)
{
    QVector<Member> room;
    {
        const std::lock_guard lock(m_mutex);
        room = m_rooms.value(published.stream);
    }
    if (room.isEmpty())
        return;
    const Frame native = frames::change(published);
    const Frame family = frames::familyEvent(published);
    for (const auto &member : std::as_const(room)) {
        if (const Frame &frame = member->door() == Door::Native ? native : family)
            member->push(frame);
    }
}

void Hub::closeAll(int code, int retryAfterSeconds)
{
    m_news.close();
    QHash<UserId, QVector<Member>> people;
    {
        const std::lock_guard lock(m_mutex);
        people = m_people;
    }
    const Frame bye = frames::bye(code, retryAfterSeconds);
    for (const auto &sockets : std::as_const(people)) {
        for (const auto &member : sockets) {
            if (member->door() == Door::Native)
                member->push(bye);
            member->close(code);
        }
    }
}

int Hub::count() const
{
    const std::lock_guard lock(m_mutex);
    int count = 0;
    for (const auto &sockets : m_people)
        count += static_cast<int>(sockets.size());
    return count;
}

} // namespace preggo::server
