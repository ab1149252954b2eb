// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/sync_messages.h"
#include "server/realtime/hub.h"

#include <QByteArray>
#include <QJsonObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace preggo::server {

/// Who a token names, and until when it does.
struct Verified
{
    Principal principal;
    qint64 expiresMs = 0; ///< wall clock
};

/// What a session asks of the rest of the server. The answers come later, on the session's thread.
class SessionBackend
{
public:
    virtual ~SessionBackend() = default;
    virtual void verify(const QByteArray &token, std::function<void(Result<Verified>)> done) = 0;
    /// The readable ones of `wanted`, with their heads read after the hub's revision was taken.
    virtual void grant(UserId user, const QVector<StreamId> &wanted,
        std::function<void(Result<QVector<StreamId>>)> done) = 0;
    /// All readable streams of one family; empty for those who are no members.
    virtual void grantFamily(
        FamilyId family, UserId user, std::function<void(Result<QVector<StreamId>>)> done) = 0;
    /// The heads of streams, in memory since they were granted.
    [[nodiscard]] virtual Heads heads(const QVector<StreamId> &streams) const = 0;
};

/// The protocol of one socket (docs/sync.md, section 11), without the socket: text comes in by
/// received(), answers go out through the Subscriber. Lives on one I/O thread.
///
///     waiting for auth ──token──▶ known ──hello──▶ following ──(25 s)──▶ head
///           └──5 s──▶ 4408          └──token expires──▶ 4401
class RealtimeSession : public std::enable_shared_from_this<RealtimeSession>
{
public:
    struct Deps
    {
        Hub &hub;
        SessionBackend &backend;
        const Clock &clock;
    };

    /// `family` is set for the family door, whose streams follow from it.
    RealtimeSession(Deps deps, std::shared_ptr<Subscriber> subscriber, QByteArray connection,
        std::optional<FamilyId> family = {});

    /// Begins, with the peer where the handshake named it.
    void start(const std::optional<Verified> &peer);
    void received(const QByteArray &text);
    /// About once a second: deadlines and heartbeats.
    void tick();
    void ended();

private:
    void identified(const Verified &peer);
    void handle(const QJsonObject &message);
    void hello(const QJsonObject &message);
    void authenticate(const QJsonObject &message);
    void reauthenticated(const Verified &peer);
    void tokenRefused(const Problem &problem);
    void tryLater();
    void ping(const QJsonObject &message);
    void follow(const QVector<StreamId> &wanted, bool greet);
    void followFamily();
    void granted(
        const QVector<StreamId> &wanted, const QVector<StreamId> &streams, quint64 revision, bool greet);
    void familyGranted(const QVector<StreamId> &streams, quint64 revision);
    void unsubscribe(const QJsonObject &message);
    [[nodiscard]] bool overRate();
    /// The streams of a message; nothing where they are not valid, and the socket is closed.
    [[nodiscard]] std::optional<QVector<StreamId>> streamsIn(const QJsonObject &message);

    const Deps m_deps;
    const std::shared_ptr<Subscriber> m_subscriber;
    const QByteArray m_connection;
    const std::optional<FamilyId> m_family;
    std::optional<Verified> m_peer;
    qint64 m_startedMs = 0;
    qint64 m_lastHeadMs = 0;
    bool m_attached = false;
    bool m_greeted = false;
    bool m_reauthAsked = false;
    bool m_authenticating = false;
    std::deque<qint64> m_received; ///< times of the last minute's frames
};

} // namespace preggo::server
