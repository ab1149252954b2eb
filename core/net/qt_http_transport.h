// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/net/server_address.h"
#include "core/seams/http_transport.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

#include <array>
#include <memory>

namespace preggo {

/// HttpTransport on Qt Network: one QNetworkAccessManager a lane, so that lanes never share a
/// connection.
///
/// No redirects, cookies, cache or stored authentication. gzip and deflate are decoded. A certificate
/// that does not check out is NetFailure::Tls and cannot be overridden; so is a server that must not
/// be spoken to in plain http. Qt may send a request again by itself where a kept connection dies
/// under it; the server's ledger absorbs that (docs/sync.md, Q7).
/// Requests under way when the transport goes are dropped without their callbacks.
class QtHttpTransport final : public QObject, public HttpTransport
{
public:
    struct Options
    {
        PlainHttp plainHttp = PlainHttp::LocalOnly;
        QList<QSslCertificate> extraAuthorities; ///< trusted beside the system's, e.g. of a server at home
    };

    explicit QtHttpTransport(QUrl server);
    QtHttpTransport(QUrl server, Options options);
    ~QtHttpTransport() override;

    RequestId send(HttpRequest request, Done done, Progress progress = {}) override;
    void cancel(RequestId request) override;
    /// Drops kept connections, e.g. after a change of network: they may be dead without knowing.
    void dropConnections();

private:
    struct Running;

    [[nodiscard]] QNetworkAccessManager &manager(NetLane lane);
    [[nodiscard]] QNetworkRequest toQt(const HttpRequest &request) const;
    void watch(RequestId id);
    void readMore(RequestId id);
    void finished(RequestId id);
    void giveUp(RequestId id, NetFailure failure);

    QUrl m_server;
    Options m_options;
    QSslConfiguration m_tls;
    bool m_allowed = false;
    std::array<std::unique_ptr<QNetworkAccessManager>, 4> m_managers;
    QHash<RequestId, std::shared_ptr<Running>> m_running;
    RequestId m_lastId = 0;
};

} // namespace preggo
