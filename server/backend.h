// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/data_directory.h"
#include "server/options.h"
#include "server/services/service.h"

#include <memory>

namespace preggo::server {

/// The whole server, put together. One thread starts and stops it.
class Backend
{
public:
    /// Opens the directory, brings the schema up to date and makes every part; or a sentence that says
    /// what is wrong and what to do.
    [[nodiscard]] static tl::expected<std::unique_ptr<Backend>, QString> make(const Options &options);
    ~Backend();
    Backend(const Backend &) = delete;
    Backend &operator=(const Backend &) = delete;

    /// Listens. The port, or a sentence.
    [[nodiscard]] tl::expected<quint16, QString> start();
    /// Reads the certificate anew, for the connections from now on. A sentence, and no change, where it
    /// cannot be used. Only where options.tls names one.
    [[nodiscard]] tl::expected<void, QString> reloadCertificate();
    /// Tells the sockets, answers what came in, writes all to the disk, and ends every thread.
    void stop();
    [[nodiscard]] const QVector<Route> &routes() const;

private:
    struct Parts;
    explicit Backend(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
    bool m_stopped = false;
};

} // namespace preggo::server
