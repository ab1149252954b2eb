// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_server_process.h"

namespace preggo::sim {

namespace {
constexpr qint64 kTickMs = 5'000; // the product's shell ticks each second; deadlines are coarse here
} // namespace

/// Answers a session's questions in turns of their own.
class ServerSocket::Backend final : public server::SessionBackend
{
public:
    explicit Backend(SimServer::Process &process)
        : m_process(process)
    { }
    void verify(const QByteArray &token, std::function<void(Result<server::Verified>)> done) override
    {
        m_process.later("server session", [this, token, done = std::move(done)] {
            done(m_process.owner.tokens().verify(token, *m_process.db));
        });
    }
    void grant(UserId user, const QVector<StreamId> &wanted,
        std::function<void(Result<QVector<StreamId>>)> done) override
    {
        m_process.later("server session", [this, user, wanted, done = std::move(done)] {
            const auto stamp = m_process.access.stamp();
            auto streams = m_process.access.readableOf(*m_process.db, stamp, user, wanted);
            if (streams)
                static_cast<void>(m_process.access.heads(*m_process.db, stamp, *streams));
            done(streams);
        });
    }
    void grantFamily(
        FamilyId family, UserId user, std::function<void(Result<QVector<StreamId>>)> done) override
    {
        m_process.later("server session", [this, family, user, done = std::move(done)] {
            done(m_process.access.readable(*m_process.db, m_process.access.stamp(), family, user));
        });
    }
    [[nodiscard]] Heads heads(const QVector<StreamId> &streams) const override
    {
        return m_process.access.rememberedHeads(streams);
    }

private:
    SimServer::Process &m_process;
};

std::shared_ptr<ServerSocket> SimServer::openSocket(const QByteArray &bearer,
    std::function<void(QByteArray)> frame, std::function<void(int code, int status)> closed)
{
    if (!m_process)
        return {};
    const auto peer = m_tokens.remembered(bearer);
    if (!peer) {
        closed(1006, 401);
        return {};
    }
    auto socket = std::make_shared<ServerSocket>();
    socket->m_scheduler = &m_scheduler;
    socket->m_server = this;
    socket->m_user = peer->principal.user;
    socket->m_frame = std::move(frame);
    socket->m_closed = std::move(closed);
    socket->m_backend = std::make_shared<ServerSocket::Backend>(*m_process);
    const auto wake = [weak = std::weak_ptr(socket)] {
        if (const auto self = weak.lock())
            self->m_scheduler->after(0, "server socket", [weak] {
                if (const auto awake = weak.lock())
                    awake->pump();
            });
    };
    socket->m_subscriber = std::make_shared<server::Subscriber>(server::Door::Native, wake);
    socket->m_session = std::make_shared<server::RealtimeSession>(
        server::RealtimeSession::Deps{m_process->hub, *socket->m_backend, m_clock}, socket->m_subscriber,
        m_rng.bytes(8).toHex());
    std::erase_if(m_process->sockets, [](const auto &weak) { return weak.expired(); });
    m_process->sockets.push_back(socket);
    socket->m_session->start(*peer);
    socket->tick();
    return socket;
}

void ServerSocket::received(const QByteArray &text)
{
    if (m_session)
        m_session->received(text);
}

void ServerSocket::pump()
{
    while (m_session) {
        const auto next = m_subscriber->next();
        if (next.frame) {
            if (m_server->m_delivered)
                m_server->m_delivered(m_user, "socket", *next.frame);
            m_frame(*next.frame);
        } else if (next.closeCode != 0) {
            const auto closed = m_closed;
            drop();
            return closed(next.closeCode, 0);
        } else {
            return;
        }
    }
}

void ServerSocket::tick()
{
    m_scheduler->after(kTickMs, "server tick", [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || !self->m_session)
            return;
        self->m_session->tick();
        self->tick();
    });
}

void ServerSocket::processDied()
{
    const auto closed = m_closed;
    drop();
    if (closed)
        closed(1006, 0);
}

void ServerSocket::drop()
{
    if (const auto session = std::exchange(m_session, nullptr))
        session->ended();
    m_closed = {};
    m_frame = {};
}

} // namespace preggo::sim
