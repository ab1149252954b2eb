// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/realtime/news_board.h"
#include "server/realtime/subscriber.h"
#include "server/services/service.h"

#include <QHash>
#include <QVector>

#include <functional>
#include <memory>
#include <mutex>

namespace preggo::server {

/// Carries committed changes to the sockets that follow their streams. Safe from any thread.
///
/// A change is serialised once a door, whatever the number of readers. Who lost a stream loses the
/// subscription before anything later is published; a subscription whose permission was read before
/// such a loss is refused, so no check can be overtaken.
class Hub
{
public:
    using Member = std::shared_ptr<Subscriber>;
    /// The streams of a family that a user may read now. Called on the thread of committed().
    using ReadableNow = std::function<QVector<StreamId>(sql::Database &, FamilyId, UserId)>;

    explicit Hub(ReadableNow readable);

    /// Lets a socket in. An older one of the same device and door is closed (4409); over the cap for
    /// one person the new one is (4429), and false returned.
    [[nodiscard]] bool attach(const Member &member);
    void detach(const Member &member);

    /// Take it before reading what a user may read.
    [[nodiscard]] quint64 accessRevision() const;
    enum class Subscribed { Yes, CheckAgain, TooMany };
    /// All of `streams`, or none.
    [[nodiscard]] Subscribed subscribe(
        const Member &member, const QVector<StreamId> &streams, quint64 accessRevision);
    void unsubscribe(const Member &member, const QVector<StreamId> &streams);

    /// After COMMIT, by the one writer: ended sessions, lost streams, then the changes in their order.
    void committed(const Effects &effects, sql::Database &db);
    /// Closes every socket, e.g. with 1012 before a restart.
    void closeAll(int code, int retryAfterSeconds);
    [[nodiscard]] int count() const;
    /// Told of every stream that changed; closed with the sockets.
    [[nodiscard]] NewsBoard &news() { return m_news; }

private:
    void recheck(FamilyId family, UserId user, sql::Database &db);
    void endSession(SessionId session);
    void publish(const Effects::Published &published);
    void removeUnlocked(const Member &member, const StreamId &stream);

    const ReadableNow m_readable;
    NewsBoard m_news;
    mutable std::mutex m_mutex;
    quint64 m_accessRevision = 0;
    QHash<StreamId, QVector<Member>> m_rooms;
    QHash<UserId, QVector<Member>> m_people;
};

} // namespace preggo::server
