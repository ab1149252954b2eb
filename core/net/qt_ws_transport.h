// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/net/server_address.h"
#include "core/seams/ws_transport.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace preggo {

/// WsTransport on Qt WebSockets. Frames over limits::kFrameBytes end the connection (1009); a
/// handshake has 30 seconds. A server that cannot prove who it is ends it with kNotTrusted. The scheme
/// follows that of the server's address.
class QtWsTransport final : public QObject, public WsTransport
{
public:
    explicit QtWsTransport(QUrl server, PlainHttp plain = PlainHttp::LocalOnly,
        const QList<QSslCertificate> &extraAuthorities = {});
    ~QtWsTransport() override;

    void open(const QString &path, const QByteArray &bearer, Callbacks callbacks) override;
    void send(const QByteArray &text) override;
    void abort() override;

private:
    void connectSocket();
    void ended();
    void drop();
    void closed(int code, int status);

    QUrl m_server;
    QSslConfiguration m_tls;
    bool m_allowed = false;
    QWebSocket *m_socket = nullptr; // owned; replaced at each open()
    Callbacks m_callbacks;
    QTimer m_handshake;
    bool m_opened = false;
    bool m_closeReceived = false;
    quint64 m_generation = 0; ///< raised whenever the socket changes: what came of the one before is dropped
};

} // namespace preggo
