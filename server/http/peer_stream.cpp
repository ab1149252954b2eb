// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/peer_stream.hpp"

#include "server/http/await.hpp"

namespace preggo::server {

namespace {

std::variant<PeerStream::Plain, PeerStream::Tls> makeStream(tcp::socket socket, const TlsContext &tls)
{
    if (tls)
        return PeerStream::Tls(PeerStream::Plain(std::move(socket)), *tls);
    return PeerStream::Plain(std::move(socket));
}

} // namespace

PeerStream::PeerStream(tcp::socket socket, const TlsContext &tls)
    : m_stream(makeStream(std::move(socket), tls))
{ }

PeerStream::Plain &PeerStream::tcpLayer()
{
    if (auto *tls = std::get_if<Tls>(&m_stream))
        return tls->next_layer();
    return std::get<Plain>(m_stream);
}

net::awaitable<bool> PeerStream::handshake()
{
    auto *tls = std::get_if<Tls>(&m_stream);
    if (!tls)
        co_return true;
    const auto [error] = co_await tls->async_handshake(net::ssl::stream_base::server, kAsValue);
    co_return !error;
}

net::awaitable<void> PeerStream::sayGoodbye()
{
    if (auto *tls = std::get_if<Tls>(&m_stream))
        co_await tls->async_shutdown(kAsValue);
}

} // namespace preggo::server
