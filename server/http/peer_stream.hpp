// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/beast.hpp"
#include "server/http/tls_context.hpp"

#include <boost/beast/websocket/ssl.hpp>

#include <variant>

namespace preggo::server {

/// The bytes to and from a peer, plain or by TLS: one type, so that whatever stands on it is written
/// once. Deadlines are those of the TCP stream below and hold for TLS as well. Lives on one I/O thread.
class PeerStream
{
public:
    using Plain = beast::tcp_stream;
    using Tls = net::ssl::stream<beast::tcp_stream>;
    using executor_type = Plain::executor_type;

    /// By TLS where a context is given.
    PeerStream(tcp::socket socket, const TlsContext &tls);

    /// Call it first; false where the peer does not speak TLS as it must, or not in time.
    [[nodiscard]] net::awaitable<bool> handshake();
    /// Tells a TLS peer that nothing follows, so that it knows the end from a cut.
    [[nodiscard]] net::awaitable<void> sayGoodbye();

    [[nodiscard]] Plain &tcpLayer();
    [[nodiscard]] executor_type get_executor() { return tcpLayer().get_executor(); }

    template <typename Buffers, typename Token> auto async_read_some(const Buffers &buffers, Token &&token)
    {
        if (auto *tls = std::get_if<Tls>(&m_stream))
            return tls->async_read_some(buffers, std::forward<Token>(token));
        return std::get<Plain>(m_stream).async_read_some(buffers, std::forward<Token>(token));
    }
    template <typename Buffers, typename Token> auto async_write_some(const Buffers &buffers, Token &&token)
    {
        if (auto *tls = std::get_if<Tls>(&m_stream))
            return tls->async_write_some(buffers, std::forward<Token>(token));
        return std::get<Plain>(m_stream).async_write_some(buffers, std::forward<Token>(token));
    }

    // What Beast's WebSocket asks of the stream below it.
    friend void beast_close_socket(PeerStream &stream) { stream.tcpLayer().close(); }
    template <typename Handler>
    friend void async_teardown(beast::role_type role, PeerStream &stream, Handler &&handler)
    {
        using beast::websocket::async_teardown;
        if (auto *tls = std::get_if<Tls>(&stream.m_stream))
            async_teardown(role, *tls, std::forward<Handler>(handler));
        else
            async_teardown(role, std::get<Plain>(stream.m_stream), std::forward<Handler>(handler));
    }

private:
    std::variant<Plain, Tls> m_stream;
};

} // namespace preggo::server
