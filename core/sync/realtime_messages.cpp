// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/realtime_client.h"

#include "protocol/json.h"
#include "protocol/limits.h"

#include <QJsonArray>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray named(const QVector<StreamState> &states)
{
    QJsonArray list;
    for (const auto &state : states) {
        list.append(QJsonObject{{u"id"_s, state.stream.toString()}, {u"epoch"_s, state.epoch.toString()},
            {u"cursor"_s, state.cursor}});
    }
    return list;
}

QVector<StreamId> streamsOf(const QJsonObject &json)
{
    QVector<StreamId> streams;
    for (const auto &value : json[u"streams"_s].toArray()) {
        if (const auto stream = StreamId::parse(value.toString()))
            streams.append(*stream);
    }
    return streams;
}

} // namespace

void RealtimeClient::opened()
{
    m_phase = Phase::Greeting;
    m_lastHeardMs = m_core.clock.steadyMs();
    const auto states = m_streams();
    for (const auto &state : states)
        m_named.insert(state.stream);
    m_ws.send(toJsonBytes(
        {{u"type"_s, u"hello"_s}, {u"device"_s, m_core.device.toString()}, {u"streams"_s, named(states)}}));
}

void RealtimeClient::streamsChanged()
{
    if (m_phase != Phase::Live)
        return;
    QVector<StreamState> fresh;
    QSet<StreamId> now;
    for (const auto &state : m_streams()) {
        now.insert(state.stream);
        if (!m_named.contains(state.stream))
            fresh.append(state);
    }
    QJsonArray gone;
    for (const auto &stream : std::as_const(m_named)) {
        if (!now.contains(stream))
            gone.append(stream.toString());
    }
    m_named = now;
    if (!gone.isEmpty())
        m_ws.send(toJsonBytes({{u"type"_s, u"unsubscribe"_s}, {u"streams"_s, gone}}));
    if (!fresh.isEmpty())
        m_ws.send(toJsonBytes({{u"type"_s, u"subscribe"_s}, {u"streams"_s, named(fresh)}}));
}

void RealtimeClient::message(const QByteArray &text)
{
    m_lastHeardMs = m_core.clock.steadyMs();
    const auto json = parseJsonObject(text, limits::kFrameBytes);
    if (json) // what cannot be read is as good as lost: the next heartbeat's head shows the gap
        handle((*json)[u"type"_s].toString(), *json);
}

void RealtimeClient::handle(const QString &type, const QJsonObject &json)
{
    if (type == u"welcome")
        return welcome(json);
    if (type == u"change") {
        if (const auto frame = StreamFrame::fromJson(json))
            m_core.events.frameCame(*frame);
    } else if (type == u"head") {
        if (const auto heads = headsFromJson(json[u"heads"_s].toObject()))
            m_core.events.headsSeen(*heads, false);
    } else if (type == u"lag") {
        m_core.events.lagged(streamsOf(json));
    } else if (type == u"revoked") {
        if (const auto stream = StreamId::parse(json[u"stream"_s].toString()))
            m_core.events.revoked(*stream);
    } else if (type == u"reauth") {
        sendToken();
    } else if (type == u"bye") {
        farewell(json);
    }
}

void RealtimeClient::welcome(const QJsonObject &json)
{
    constexpr int kHeartbeatMin = 1;
    constexpr int kHeartbeatMax = 300;
    m_phase = Phase::Live;
    m_failures = 0;
    m_heartbeatMs =
        1'000LL * qBound(kHeartbeatMin, json[u"hb"_s].toInt(limits::kHeartbeatSeconds), kHeartbeatMax);
    watch(2 * m_heartbeatMs);
    m_core.gate.succeeded();
    m_core.events.securityChanged(false);
    m_core.events.connectionChanged(true);
    if (const auto heads = headsFromJson(json[u"heads"_s].toObject()))
        m_core.events.headsSeen(*heads, true);
    streamsChanged();
}

void RealtimeClient::farewell(const QJsonObject &json)
{
    constexpr int kLongestSeconds = 3600;
    m_serverFloorMs = 1'000LL * qBound(0, json[u"retry_after"_s].toInt(), kLongestSeconds);
}

void RealtimeClient::sendToken()
{
    std::weak_ptr<int> alive = m_alive;
    m_tokens.accessToken([this, alive](const Result<QByteArray> &token) {
        if (alive.expired() || !token || m_phase != Phase::Live)
            return;
        m_token = *token;
        m_ws.send(toJsonBytes({{u"type"_s, u"auth"_s}, {u"token"_s, QString::fromLatin1(m_token)}}));
    });
}

} // namespace preggo
