// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/ws_transport.h"
#include "core/sync/sync_core.h"
#include "core/sync/token_source.h"

#include <QSet>

#include <functional>
#include <optional>

namespace preggo {

/// The one realtime connection (docs/sync.md, section 11): reads only, never gives up.
///
///   Idle ──start──▶ Waiting ──gate, token──▶ Opening ──opened──▶ Greeting ──welcome──▶ Live
///     ▲                ▲                        │                   │                  │
///     └──stop──(any)   └──────closed, two heartbeats missed, no welcome in time────────┘
///
/// Main thread.
class RealtimeClient
{
public:
    RealtimeClient(
        SyncCore &core, WsTransport &ws, TokenSource &tokens, std::function<QVector<StreamState>()> streams);
    ~RealtimeClient();

    void start();
    /// Closes the socket; start() opens it again.
    void stop();
    /// Tries now where it waits; call it when the gate opens.
    void resume();
    /// Drops what it waited for: the network came back, the person is there again.
    void hurry(qint64 spreadMs);
    /// Names streams to the server that it was not told of yet.
    void streamsChanged();
    [[nodiscard]] bool isLive() const { return m_phase == Phase::Live; }

private:
    enum class Phase { Idle, Waiting, Opening, Greeting, Live };

    void connectNow();
    void opened();
    void message(const QByteArray &text);
    void closed(int code, int status);
    void welcome(const QJsonObject &json);
    void handle(const QString &type, const QJsonObject &json);
    void farewell(const QJsonObject &json);
    void waitFor(qint64 ms);
    void watch(qint64 ms);
    void checkAlive();
    void leave();
    void sendToken();
    [[nodiscard]] qint64 pauseAfter(int code);

    SyncCore &m_core;
    WsTransport &m_ws;
    TokenSource &m_tokens;
    std::function<QVector<StreamState>()> m_streams;
    Phase m_phase = Phase::Idle;
    QByteArray m_token;
    int m_failures = 0;
    qint64 m_heartbeatMs = 0;
    qint64 m_lastHeardMs = 0;
    std::optional<qint64> m_serverFloorMs; ///< Retry-After of a bye
    QSet<StreamId> m_named;
    std::optional<Executor::TimerId> m_waitTimer;
    std::optional<Executor::TimerId> m_watchTimer;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
