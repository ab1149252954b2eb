// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/dispatcher.h"
#include "server/http/traffic_log.h"
#include "server/http/trusted_proxies.h"
#include "server/realtime/hub.h"

#include <QByteArrayList>

#include <chrono>

namespace preggo::server {

/// How long a peer may take. A slow one loses its connection, not the server a thread.
struct Deadlines
{
    std::chrono::milliseconds header;
    std::chrono::milliseconds body;
    std::chrono::milliseconds write;
    std::chrono::milliseconds idle;
    std::chrono::milliseconds handshake; ///< of TLS

    [[nodiscard]] static Deadlines standard();
};

/// What every connection works with. All of it outlives the connections and is safe from any thread.
struct Shell
{
    Dispatcher &dispatcher;
    Authenticator &authenticator;
    AccessDirectory &access;
    Hub &hub;
    WorkerPool &readers;
    WorkerPool &disk; ///< reads files that are sent; needs no database
    TrafficLog &traffic;
    const Clock &clock;
    Rng &rng;
    Deadlines deadlines;
    QByteArrayList origins; ///< of browsers that may open sockets; apps send none
    TrustedProxies proxies;
    int connectionsMax = limits::kConnections; ///< with those that still shake hands
};

inline constexpr const char kRealtimePath[] = "/api/v1/realtime";
inline constexpr const char kFamilySocketPath[] = "/ws/feed/{pregnancy_id}";

} // namespace preggo::server
