// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "client_stream.hpp"

namespace preggo::test {

namespace {
using ErrorCode = boost::system::error_code;
}

void closeSocket(tcp::socket &socket)
{
    ErrorCode ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
    socket.close(ignored);
}

void resetSocket(tcp::socket &socket)
{
    ErrorCode ignored;
    socket.set_option(tcp::socket::linger(true, 0), ignored);
    socket.close(ignored);
}

ClientStream::ClientStream(tcp::socket socket, net::ssl::context *tls)
    : m_stream(std::move(socket))
{
    if (tls)
        m_stream = std::make_unique<Secure>(std::move(std::get<tcp::socket>(m_stream)), *tls);
}

tcp::socket &ClientStream::socket()
{
    if (auto *secure = std::get_if<std::unique_ptr<Secure>>(&m_stream))
        return (*secure)->next_layer();
    return std::get<tcp::socket>(m_stream);
}

net::awaitable<bool> ClientStream::handshake()
{
    auto *secure = std::get_if<std::unique_ptr<Secure>>(&m_stream);
    if (!secure)
        co_return true;
    const auto [error] = co_await (*secure)->async_handshake(Secure::server, kAsValue);
    co_return !error;
}

net::awaitable<std::size_t> ClientStream::readSome(std::span<char> buffer)
{
    const auto room = net::buffer(buffer.data(), buffer.size());
    if (auto *secure = std::get_if<std::unique_ptr<Secure>>(&m_stream)) {
        const auto [error, size] = co_await (*secure)->async_read_some(room, kAsValue);
        co_return error ? 0 : size;
    }
    const auto [error, size] = co_await socket().async_read_some(room, kAsValue);
    co_return error ? 0 : size;
}

net::awaitable<bool> ClientStream::write(std::span<const char> bytes)
{
    const auto all = net::buffer(bytes.data(), bytes.size());
    if (auto *secure = std::get_if<std::unique_ptr<Secure>>(&m_stream)) {
        const auto [error, size] = co_await net::async_write(**secure, all, kAsValue);
        co_return !error;
    }
    const auto [error, size] = co_await net::async_write(socket(), all, kAsValue);
    co_return !error;
}

void ClientStream::close()
{
    closeSocket(socket());
}

void ClientStream::reset()
{
    resetSocket(socket());
}

} // namespace preggo::test
