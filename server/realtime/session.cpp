// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/realtime/session.h"

#include "protocol/json.h"
#include "protocol/limits.h"
#include "server/realtime/frames.h"

#include <QJsonArray>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kReauthNoticeMs = 60'000;
constexpr int kTokenMax = 4'096;
constexpr qint64 kPingMax = 1LL << 53;
} // namespace

RealtimeSession::RealtimeSession(
    Deps deps, std::shared_ptr<Subscriber> subscriber, QByteArray connection, std::optional<FamilyId> family)
    : m_deps(deps)
    , m_subscriber(std::move(subscriber))
    , m_connection(std::move(connection))
    , m_family(family)
{ }

void RealtimeSession::start(const std::optional<Verified> &peer)
{
    m_startedMs = m_deps.clock.steadyMs();
    m_lastHeadMs = m_startedMs;
    if (peer)
        identified(*peer);
}

void RealtimeSession::identified(const Verified &peer)
{
    m_peer = peer;
    m_subscriber->identify(peer.principal.user, peer.principal.session, peer.principal.device);
    m_attached = m_deps.hub.attach(m_subscriber);
    if (!m_attached)
        return m_subscriber->close(close_code::kTooMany);
    if (m_family)
        followFamily();
}

void RealtimeSession::ended()
{
    if (m_attached)
        m_deps.hub.detach(m_subscriber);
    m_attached = false;
}

bool RealtimeSession::overRate()
{
    const qint64 now = m_deps.clock.steadyMs();
    while (!m_received.empty() && m_received.front() <= now - kMinuteMs)
        m_received.pop_front();
    m_received.push_back(now);
    return m_received.size() > static_cast<std::size_t>(limits::kFramesPerMinute);
}

void RealtimeSession::received(const QByteArray &text)
{
    if (overRate())
        return m_subscriber->close(close_code::kTooMany);
    const auto message = parseJsonObject(text, limits::kFrameBytes);
    if (!message)
        return m_subscriber->close(close_code::kProtocol);
    handle(*message);
}

void RealtimeSession::handle(const QJsonObject &message)
{
    const QString type = message[u"type"_s].toString();
    if (type == u"auth")
        return authenticate(message);
    if (type == u"ping")
        return ping(message);
    if (!m_peer || m_family)
        return m_subscriber->close(close_code::kPolicy);
    if (type == u"hello")
        return hello(message);
    if (type == u"unsubscribe")
        return unsubscribe(message);
    if (type != u"subscribe")
        return m_subscriber->close(close_code::kProtocol);
    if (const auto streams = streamsIn(message))
        follow(*streams, false);
}

void RealtimeSession::authenticate(const QJsonObject &message)
{
    const auto token = message[u"token"_s].toString().toLatin1();
    if (token.isEmpty() || token.size() > kTokenMax || m_authenticating)
        return m_subscriber->close(close_code::kProtocol);
    m_authenticating = true;
    m_deps.backend.verify(token, [weak = weak_from_this()](const Result<Verified> &peer) {
        const auto self = weak.lock();
        if (!self)
            return;
        self->m_authenticating = false;
        if (!peer)
            return self->tokenRefused(peer.error());
        if (self->m_peer)
            self->reauthenticated(*peer);
        else
            self->identified(*peer);
    });
}

void RealtimeSession::tokenRefused(const Problem &problem)
{
    // A busy server is no reason to sign anybody out.
    if (problem.status() >= 500)
        return tryLater();
    m_subscriber->close(close_code::kTokenInvalid);
}

void RealtimeSession::reauthenticated(const Verified &peer)
{
    // Another person's token on a living socket would inherit what this one follows.
    if (peer.principal.user != m_peer->principal.user || peer.principal.session != m_peer->principal.session)
        return m_subscriber->close(close_code::kTokenInvalid);
    m_peer = peer;
    m_reauthAsked = false;
}

void RealtimeSession::ping(const QJsonObject &message)
{
    if (m_family)
        return m_subscriber->push(frames::familyPong());
    m_subscriber->push(frames::pong(wholeNumber(message[u"n"_s], 0, kPingMax).value_or(0)));
}

std::optional<QVector<StreamId>> RealtimeSession::streamsIn(const QJsonObject &message)
{
    const QJsonArray list = message[u"streams"_s].toArray();
    QVector<StreamId> streams;
    for (const auto &value : list) {
        const auto name = value.isObject() ? value[u"id"_s].toString() : value.toString();
        const auto stream = StreamId::parse(name);
        if (!stream || list.size() > limits::kStreamsPerSocket) {
            m_subscriber->close(close_code::kProtocol);
            return std::nullopt;
        }
        streams.append(*stream);
    }
    return streams;
}

void RealtimeSession::hello(const QJsonObject &message)
{
    const auto device = DeviceId::parse(message[u"device"_s].toString());
    if (m_greeted || !device || *device != m_peer->principal.device)
        return m_subscriber->close(close_code::kProtocol);
    m_greeted = true;
    if (const auto streams = streamsIn(message))
        follow(*streams, true);
}

void RealtimeSession::follow(const QVector<StreamId> &wanted, bool greet)
{
    const quint64 revision = m_deps.hub.accessRevision();
    m_deps.backend.grant(m_peer->principal.user, wanted,
        [weak = weak_from_this(), wanted, revision, greet](const Result<QVector<StreamId>> &streams) {
            const auto self = weak.lock();
            if (!self)
                return;
            if (!streams)
                return self->tryLater();
            self->granted(wanted, *streams, revision, greet);
        });
}

void RealtimeSession::granted(
    const QVector<StreamId> &wanted, const QVector<StreamId> &streams, quint64 revision, bool greet)
{
    switch (m_deps.hub.subscribe(m_subscriber, streams, revision)) {
    case Hub::Subscribed::CheckAgain:
        return follow(wanted, greet);
    case Hub::Subscribed::TooMany:
        return m_subscriber->close(close_code::kPolicy);
    case Hub::Subscribed::Yes:
        break;
    }
    // The heads are read after the subscription began, so no change falls between the two.
    const auto heads = m_deps.backend.heads(streams);
    m_subscriber->push(greet ? frames::welcome(m_connection, heads) : frames::head(heads));
    for (const auto &stream : wanted) {
        if (!streams.contains(stream))
            m_subscriber->push(frames::revoked(stream));
    }
    if (!wanted.isEmpty() && m_subscriber->streams().isEmpty())
        m_subscriber->close(close_code::kRevoked);
}

void RealtimeSession::tryLater()
{
    constexpr int kPauseSeconds = 5;
    if (!m_family)
        m_subscriber->push(frames::bye(close_code::kTryLater, kPauseSeconds));
    m_subscriber->close(close_code::kTryLater);
}

void RealtimeSession::followFamily()
{
    const quint64 revision = m_deps.hub.accessRevision();
    m_deps.backend.grantFamily(*m_family, m_peer->principal.user,
        [weak = weak_from_this(), revision](const Result<QVector<StreamId>> &streams) {
            const auto self = weak.lock();
            if (!self)
                return;
            if (!streams)
                return self->tryLater();
            self->familyGranted(*streams, revision);
        });
}

void RealtimeSession::familyGranted(const QVector<StreamId> &streams, quint64 revision)
{
    if (streams.isEmpty())
        return m_subscriber->close(close_code::kRevoked);
    if (m_deps.hub.subscribe(m_subscriber, streams, revision) == Hub::Subscribed::CheckAgain)
        return followFamily();
    m_subscriber->push(frames::familyConnected(*m_family, m_deps.clock.wallMs()));
}

void RealtimeSession::unsubscribe(const QJsonObject &message)
{
    if (const auto streams = streamsIn(message))
        m_deps.hub.unsubscribe(m_subscriber, *streams);
}

void RealtimeSession::tick()
{
    const qint64 now = m_deps.clock.steadyMs();
    if (!m_peer) {
        if (now - m_startedMs >= limits::kAuthSeconds * 1'000)
            m_subscriber->close(close_code::kAuthTimeout);
        return;
    }
    const qint64 left = m_peer->expiresMs - m_deps.clock.wallMs();
    if (left <= 0)
        return m_subscriber->close(close_code::kTokenInvalid);
    if (left <= kReauthNoticeMs && !m_reauthAsked && !m_family) {
        m_reauthAsked = true;
        m_subscriber->push(frames::reauth(m_peer->expiresMs));
    }
    if (m_greeted && now - m_lastHeadMs >= limits::kHeartbeatSeconds * 1'000) {
        m_lastHeadMs = now;
        const auto streams = m_subscriber->streams();
        m_subscriber->push(frames::head(m_deps.backend.heads({streams.cbegin(), streams.cend()})));
    }
}

} // namespace preggo::server
