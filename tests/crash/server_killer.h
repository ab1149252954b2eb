// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/rng.h"
#include "tests/support/server_process.h"

#include <QObject>
#include <QTimer>

namespace preggo::test {

/// Kills a server again and again and starts it anew on the same port. The test's thread, with its event
/// loop, which stands still while the server starts.
class ServerKiller final : public QObject
{
    Q_OBJECT

public:
    ServerKiller(ServerProcess &server, quint64 seed);

    void start();
    /// The server runs when this returns true.
    [[nodiscard]] bool stop();

    [[nodiscard]] int kills() const { return m_kills; }
    [[nodiscard]] bool hasFailed() const { return m_failed; }

private:
    void step();

    ServerProcess &m_server;
    SeededRng m_rng;
    QTimer m_next;
    int m_kills = 0;
    bool m_failed = false;
};

} // namespace preggo::test
