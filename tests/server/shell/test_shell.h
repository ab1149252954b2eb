// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/http_server.h"
#include "server/http/system_routes.h"
#include "server/http/writer_thread.h"

#include <QTemporaryDir>

#include <atomic>

namespace preggo::test {

/// The shell alone, on a free port, over a few routes of its own:
/// GET /api/v1/things/{id}, POST /api/v1/things (echoes), GET /api/v1/slow, GET /file, GET /api/v1/large,
/// GET /api/v1/throws, and GET /api/v1/streams/{id}/changes, which says how many commits there were and
/// wants to wait where that is `after`. The token "good" names one person.
class TestShell
{
public:
    /// Believes X-Forwarded-For of these networks.
    explicit TestShell(const QByteArrayList &proxies = {});
    struct Setting
    {
        QByteArrayList proxies;
        server::TlsFiles tls;
        int connectionsMax = limits::kConnections;
        std::chrono::milliseconds handshake{400};
    };
    explicit TestShell(const Setting &setting);
    ~TestShell();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] const server::Verified &peer() const { return m_peer; }
    /// What GET /file sends.
    [[nodiscard]] static QByteArray fileContent();
    /// As the writer after a COMMIT.
    void commit(const server::Effects &effects);
    [[nodiscard]] int sockets() const;
    /// Requests that listen for news.
    [[nodiscard]] int listening() const;
    /// Changes were read so often; the next reads stop half-way while they are held.
    [[nodiscard]] int reads() const;
    void holdReads(bool held);
    /// POST /api/v1/picture of the slow lane stops half-way while they are held; there is a
    /// POST /api/v1/password beside it.
    void holdPictures(bool held);
    /// For the connections from now on.
    [[nodiscard]] tl::expected<void, QString> useCertificate(const server::TlsFiles &files);
    /// The token is refused from now on.
    void endSession();

private:
    struct Parts;
    void writeFile();

    QTemporaryDir m_directory;
    server::Verified m_peer;
    std::unique_ptr<Parts> m_parts;
    quint16 m_port = 0;
};

} // namespace preggo::test
