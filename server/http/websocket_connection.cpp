// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/websocket_connection.hpp"

#include "protocol/limits.h"
#include "server/http/await.hpp"

namespace preggo::server {

namespace {
constexpr auto kTick = std::chrono::seconds(1);
constexpr int kConnectionIdBytes = 8;

/// Qt's sockets (to 6.4 at least) take the registered codes from 1012 on for a protocol error, after
/// which a client would stay away for long. They leave as 1001; the `bye` before says the real one.
websocket::close_code wireCode(int code)
{
    const bool known = code < close_code::kRestart || code >= close_code::kTokenInvalid;
    return static_cast<websocket::close_code>(known ? code : close_code::kGoingAway);
}
} // namespace

WebSocketConnection::WebSocketConnection(
    PeerStream stream, const Shell &shell, std::optional<FamilyId> family)
    : m_socket(std::move(stream))
    , m_shell(shell)
    , m_wake(m_socket.get_executor())
    , m_tick(m_socket.get_executor())
    , m_backend(std::make_shared<SessionBackendOverPools>(shell, m_socket.get_executor()))
    , m_family(family)
{ }

net::awaitable<void> WebSocketConnection::run(Request request, std::optional<Verified> peer)
{
    const bool accepted = co_await accept(std::move(request));
    if (!accepted)
        co_return;
    const auto wake = [weak = weak_from_this(), executor = m_socket.get_executor()] {
        net::post(executor, [weak] {
            if (const auto self = weak.lock())
                self->m_wake.cancel();
        });
    };
    m_subscriber = std::make_shared<Subscriber>(m_family ? Door::Family : Door::Native, wake);
    m_session =
        std::make_shared<RealtimeSession>(RealtimeSession::Deps{m_shell.hub, *m_backend, m_shell.clock},
            m_subscriber, m_shell.rng.bytes(kConnectionIdBytes).toHex(), m_family);
    const auto self = shared_from_this();
    net::co_spawn(
        m_socket.get_executor(), [self] { return self->writeLoop(); }, net::detached);
    net::co_spawn(
        m_socket.get_executor(), [self] { return self->tickLoop(); }, net::detached);
    m_session->start(peer);
    co_await readLoop();
    end();
}

net::awaitable<bool> WebSocketConnection::accept(Request request)
{
    websocket::stream_base::timeout timeouts{};
    timeouts.handshake_timeout = m_shell.deadlines.header;
    timeouts.idle_timeout = m_shell.deadlines.idle;
    timeouts.keep_alive_pings = true; // a peer that is gone without a word is noticed and dropped
    m_socket.set_option(timeouts);
    m_socket.read_message_max(static_cast<std::size_t>(limits::kFrameBytes));
    const auto [error] = co_await m_socket.async_accept(request, kAsValue);
    co_return !error;
}

net::awaitable<void> WebSocketConnection::readLoop()
{
    while (true) {
        beast::flat_buffer buffer;
        const auto [error, size] = co_await m_socket.async_read(buffer, kAsValue);
        if (error)
            co_return;
        if (!m_socket.got_text()) {
            m_subscriber->close(close_code::kProtocol);
            continue;
        }
        const auto data = buffer.data();
        m_session->received(
            QByteArray(static_cast<const char *>(data.data()), static_cast<qsizetype>(data.size())));
    }
}

net::awaitable<void> WebSocketConnection::writeLoop()
{
    while (!m_ended) {
        const auto next = m_subscriber->next();
        if (next.frame) {
            m_socket.text(true);
            const auto [error, size] = co_await m_socket.async_write(
                net::buffer(next.frame->constData(), static_cast<std::size_t>(next.frame->size())), kAsValue);
            if (error)
                break;
        } else if (next.closeCode != 0) {
            const websocket::close_reason reason(wireCode(next.closeCode));
            co_await m_socket.async_close(reason, kAsValue);
            break;
        } else {
            m_wake.expires_at(net::steady_timer::time_point::max());
            co_await m_wake.async_wait(kAsValue);
        }
    }
    end();
}

net::awaitable<void> WebSocketConnection::tickLoop()
{
    while (!m_ended) {
        m_tick.expires_after(kTick);
        const auto [error] = co_await m_tick.async_wait(kAsValue);
        if (!error && !m_ended)
            m_session->tick();
    }
}

void WebSocketConnection::end()
{
    if (m_ended)
        return;
    m_ended = true;
    m_session->ended();
    m_wake.cancel();
    m_tick.cancel();
}

} // namespace preggo::server
