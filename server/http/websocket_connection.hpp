// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/peer_stream.hpp"
#include "server/http/session_backend.hpp"
#include "server/http/shell.h"

#include <memory>
#include <optional>

namespace preggo::server {

/// The socket under a RealtimeSession. One reader, one writer and one clock, all on one I/O thread; the
/// hub's threads reach it through the Subscriber alone.
class WebSocketConnection final : public std::enable_shared_from_this<WebSocketConnection>
{
public:
    using Request = http::request<http::empty_body>;

    WebSocketConnection(PeerStream stream, const Shell &shell, std::optional<FamilyId> family);

    /// Until the socket ends.
    [[nodiscard]] net::awaitable<void> run(Request request, std::optional<Verified> peer);

private:
    [[nodiscard]] net::awaitable<bool> accept(Request request);
    [[nodiscard]] net::awaitable<void> readLoop();
    [[nodiscard]] net::awaitable<void> writeLoop();
    [[nodiscard]] net::awaitable<void> tickLoop();
    void end();

    websocket::stream<PeerStream> m_socket;
    const Shell &m_shell;
    net::steady_timer m_wake;
    net::steady_timer m_tick;
    std::shared_ptr<SessionBackendOverPools> m_backend;
    std::shared_ptr<Subscriber> m_subscriber;
    std::shared_ptr<RealtimeSession> m_session;
    const std::optional<FamilyId> m_family;
    bool m_ended = false;
};

} // namespace preggo::server
