// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/shell.h"
#include "server/http/tls_files.h"

#include <QString>

#include <memory>

namespace preggo::server {

/// Listens, and runs the connections on N I/O threads. start() and stop() are called by one thread.
class HttpServer
{
public:
    HttpServer(const Shell &shell, int threads);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    /// The connections from now on are by TLS, with this certificate. Call it before start() for the
    /// first one, and at any time to exchange it; a sentence, and no change, where it cannot be used.
    [[nodiscard]] tl::expected<void, QString> useCertificate(const TlsFiles &files);
    /// Binds and begins to accept. Port 0 takes a free one; the one taken is returned, or a sentence
    /// that says what is wrong and what to do.
    [[nodiscard]] tl::expected<quint16, QString> start(const QString &address, quint16 port);
    /// Accepts no more and lets current requests finish, for at most `grace`.
    void stopAccepting(std::chrono::milliseconds grace);
    /// Ends the threads. Whoever still calls back from a lane must have been stopped before.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace preggo::server
