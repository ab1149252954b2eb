// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server_killer.h"

namespace preggo::test {

namespace {
constexpr int kLifeMinMs = 300;
constexpr int kLifeMaxMs = 3'000;
constexpr int kDownMaxMs = 300;
} // namespace

ServerKiller::ServerKiller(ServerProcess &server, quint64 seed)
    : m_server(server)
    , m_rng(seed)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ServerKiller::step);
}

void ServerKiller::start()
{
    m_next.start(kLifeMinMs + static_cast<int>(m_rng.below(kLifeMaxMs - kLifeMinMs)));
}

bool ServerKiller::stop()
{
    m_next.stop();
    return m_server.isRunning() || m_server.start();
}

void ServerKiller::step()
{
    if (m_server.isRunning()) {
        m_server.kill();
        ++m_kills;
        m_next.start(static_cast<int>(m_rng.below(kDownMaxMs)));
    } else if (m_server.start()) {
        start();
    } else {
        m_failed = true;
    }
}

} // namespace preggo::test
