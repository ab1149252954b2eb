// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net.hpp"

#include <boost/asio/ssl.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <variant>

namespace preggo::test {

/// The client's side of a connection: plain, or TLS that ends here. Belongs to its executor's thread; at
/// most one read and one write at a time.
class ClientStream
{
public:
    /// `tls` null is plain; else it outlives the stream.
    ClientStream(tcp::socket socket, net::ssl::context *tls);

    /// False where the client does not like the certificate, or speaks no TLS.
    [[nodiscard]] net::awaitable<bool> handshake();
    /// How many bytes came; 0 at the end, whatever ended it.
    [[nodiscard]] net::awaitable<std::size_t> readSome(std::span<char> buffer);
    /// False where the client is gone.
    [[nodiscard]] net::awaitable<bool> write(std::span<const char> bytes);

    /// Ends it in an orderly way: what was written still arrives.
    void close();
    /// Ends it with a TCP reset.
    void reset();

private:
    using Secure = net::ssl::stream<tcp::socket>;
    [[nodiscard]] tcp::socket &socket();

    std::variant<tcp::socket, std::unique_ptr<Secure>> m_stream;
};

void closeSocket(tcp::socket &socket);
void resetSocket(tcp::socket &socket);

} // namespace preggo::test
