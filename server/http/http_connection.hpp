// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/answer.h"
#include "server/http/beast.hpp"
#include "server/http/connection_set.h"
#include "server/http/peer_stream.hpp"
#include "server/http/shell.h"

#include <memory>

namespace preggo::server {

/// One connection: shakes hands where it is by TLS, reads requests one after the other and answers them,
/// until an end, an error, a deadline or an upgrade to a WebSocket. Lives on one I/O thread and never blocks
/// it.
class HttpConnection final : public Stoppable, public std::enable_shared_from_this<HttpConnection>
{
public:
    /// By TLS where a context is given.
    HttpConnection(tcp::socket socket, const TlsContext &tls, const Shell &shell, ConnectionSet &connections);

    [[nodiscard]] net::awaitable<void> run();
    void stopSoon() override;

private:
    using HeadParser = http::request_parser<http::empty_body>;

    [[nodiscard]] net::awaitable<bool> shakeHands();
    [[nodiscard]] net::awaitable<bool> waitForBytes();
    [[nodiscard]] net::awaitable<bool> serveOne();
    [[nodiscard]] net::awaitable<bool> answerHead(HeadParser &parser);
    [[nodiscard]] net::awaitable<std::optional<Draft>> admit(ExchangePtr exchange, const HeadParser &parser);
    [[nodiscard]] net::awaitable<std::optional<Draft>> authenticate(ExchangePtr exchange);
    [[nodiscard]] net::awaitable<std::optional<Draft>> readBody(HeadParser &parser, ExchangePtr exchange);
    [[nodiscard]] net::awaitable<Draft> produce(ExchangePtr exchange);
    [[nodiscard]] net::awaitable<Draft> produceAfterNews(ExchangePtr exchange, StreamId stream);
    [[nodiscard]] net::awaitable<Draft> runHandler(ExchangePtr exchange);
    net::awaitable<bool> write(Answer answer);
    [[nodiscard]] net::awaitable<bool> writeFile(Answer answer);
    [[nodiscard]] net::awaitable<void> refuse(ErrorCode error);
    net::awaitable<void> upgrade(HeadParser &parser, ExchangePtr exchange);
    [[nodiscard]] net::awaitable<void> linger();
    void observe(const Exchange &exchange, int status, qint64 startedUs) const;

    PeerStream m_stream;
    beast::flat_buffer m_buffer;
    const Shell &m_shell;
    ConnectionSet &m_connections;
    QByteArray m_remote;
    bool m_idle = false;
    bool m_secured = false; ///< the handshake is done
    bool m_stopping = false;
    bool m_upgraded = false;
};

} // namespace preggo::server
