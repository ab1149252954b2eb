// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "recording_server.h"

#include "net.hpp"
#include "request_reader.h"

#include <mutex>
#include <thread>

namespace preggo::test {

struct RecordingServer::Parts
{
    net::io_context io{1};
    tcp::acceptor acceptor{io, tcp::endpoint(net::ip::address_v4::loopback(), 0)};
    QByteArray answer;
    mutable std::mutex lock;
    QByteArrayList requests;
    qint64 received = 0;
    int connections = 0;
    std::thread thread;

    net::awaitable<void> serve(tcp::socket socket)
    {
        int unanswered = 0;
        RequestReader reader([&](const QByteArray &request) {
            const std::lock_guard guard(lock);
            requests.append(request);
            ++unanswered;
        });
        std::string buffer(64 * 1024, '\0');
        while (true) {
            const auto [error, size] = co_await socket.async_read_some(net::buffer(buffer), kAsValue);
            if (error)
                co_return;
            {
                const std::lock_guard guard(lock);
                received += static_cast<qint64>(size);
            }
            reader.take(QByteArray(buffer.data(), static_cast<qsizetype>(size)));
            for (; unanswered > 0; --unanswered) {
                const auto bytes = net::buffer(answer.constData(), static_cast<std::size_t>(answer.size()));
                co_await net::async_write(socket, bytes, kAsValue);
            }
        }
    }

    net::awaitable<void> acceptLoop()
    {
        while (true) {
            auto [error, socket] = co_await acceptor.async_accept(kAsValue);
            if (error)
                co_return;
            {
                const std::lock_guard guard(lock);
                ++connections;
            }
            net::co_spawn(io, serve(std::move(socket)), net::detached);
        }
    }
};

RecordingServer::RecordingServer(QByteArray body)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->answer =
        "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    net::co_spawn(m_parts->io, m_parts->acceptLoop(), net::detached);
    m_parts->thread = std::thread([parts = m_parts.get()] { parts->io.run(); });
}

RecordingServer::~RecordingServer()
{
    m_parts->io.stop();
    m_parts->thread.join();
}

quint16 RecordingServer::port() const
{
    return m_parts->acceptor.local_endpoint().port();
}

QByteArrayList RecordingServer::requests() const
{
    const std::lock_guard guard(m_parts->lock);
    return m_parts->requests;
}

qint64 RecordingServer::bytesReceived() const
{
    const std::lock_guard guard(m_parts->lock);
    return m_parts->received;
}

int RecordingServer::connections() const
{
    const std::lock_guard guard(m_parts->lock);
    return m_parts->connections;
}

QByteArray RecordingServer::answer() const
{
    return m_parts->answer;
}

} // namespace preggo::test
