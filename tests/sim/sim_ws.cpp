// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_link.h"

namespace preggo::sim {

namespace {
constexpr qint64 kServerNoticesMs = 75'000; ///< the server's pings find out
} // namespace

struct SimWs::Connection
{
    SimLink &link;
    Callbacks callbacks;
    std::shared_ptr<ServerSocket> server;
    std::deque<QByteArray> incoming;
    bool open = true; ///< the client has not been told that it closed
    bool broken = false; ///< nothing passes any more
};

SimWs::SimWs(SimLink &link)
    : m_link(link)
{ }

SimWs::~SimWs()
{
    if (!m_connection)
        return;
    m_connection->open = false; // the process is gone, and nobody is told
    if (m_connection->server)
        m_connection->server->drop();
}

void SimWs::open(const QString &, const QByteArray &bearer, Callbacks callbacks)
{
    if (m_connection)
        m_connection->open = false;
    if (m_connection && m_connection->server)
        m_connection->server->drop();
    m_connection = std::make_shared<Connection>(Connection{m_link, std::move(callbacks), {}, {}});
    const auto connection = m_connection;
    m_link.scheduler.after(m_link.latency() + m_link.latency(), "ws handshake", [connection, bearer] {
        auto &link = connection->link;
        if (!connection->open)
            return;
        if (!link.isUp() || !link.server.isUp() || link.strikes(link.knobs.loseBefore))
            return close(connection, 1006, 0);
        // The server's end must not keep the connection alive that owns it.
        const std::weak_ptr<Connection> weak = connection;
        const auto frame = [weak](QByteArray text) {
            if (const auto open = weak.lock())
                frameCame(open, std::move(text));
        };
        const auto closed = [weak](int code, int status) {
            if (const auto open = weak.lock())
                open->link.scheduler.after(
                    open->link.latency(), "ws closed", [open, code, status] { close(open, code, status); });
        };
        connection->server = link.server.openSocket(bearer, frame, closed);
        if (connection->server && connection->open)
            connection->callbacks.opened();
    });
}

// In the order in which they were sent, as TCP has it; lost ones stand for a queue that overflowed.
void SimWs::frameCame(const std::shared_ptr<Connection> &connection, QByteArray text)
{
    const bool isChange = text.contains("\"type\":\"change\"");
    auto &link = connection->link;
    if (connection->broken || !link.isUp() || (isChange && link.losesFrame(link.knobs.loseFrames)))
        return;
    connection->incoming.push_back(std::move(text));
    link.scheduler.after(link.latency(), "ws frame", [connection] {
        const QByteArray next = std::move(connection->incoming.front());
        connection->incoming.pop_front();
        if (connection->open && !connection->broken)
            connection->callbacks.message(next);
    });
}

void SimWs::close(const std::shared_ptr<Connection> &connection, int code, int status)
{
    if (connection->server)
        connection->server->drop();
    if (std::exchange(connection->open, false))
        connection->callbacks.closed(code, status);
}

void SimWs::send(const QByteArray &text)
{
    const auto connection = m_connection;
    if (!connection || connection->broken || !m_link.isUp())
        return;
    m_link.scheduler.after(m_link.latency(), "ws sent", [connection, text] {
        if (connection->server && !connection->broken)
            connection->server->received(text);
    });
}

void SimWs::abort()
{
    const auto connection = m_connection;
    if (!connection)
        return;
    connection->broken = true;
    m_link.scheduler.after(0, "ws aborted", [connection] { close(connection, 1006, 0); });
}

void SimWs::cut(bool tellClient)
{
    const auto connection = m_connection;
    if (!connection || !connection->open || connection->broken)
        return;
    connection->broken = true;
    m_link.scheduler.after(kServerNoticesMs, "ws given up", [connection] {
        if (connection->server)
            connection->server->drop();
    });
    if (tellClient)
        m_link.scheduler.after(m_link.latency(), "ws cut", [connection] { close(connection, 1006, 0); });
}

} // namespace preggo::sim
