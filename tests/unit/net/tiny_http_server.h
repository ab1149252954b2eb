// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "test_certificate.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QUrl>
#include <QVector>

#include <functional>

namespace preggo::test {

/// Speaks as much HTTP/1.1 as a test writes: the handler gets the raw request and returns raw bytes, or
/// nothing at all for a server that hangs. "!" at the end of the bytes closes the connection after them.
class TinyHttpServer
{
public:
    using Handler = std::function<QByteArray(const QByteArray &request)>;

    explicit TinyHttpServer(Handler handler, bool tls = false)
        : m_handler(std::move(handler))
        , m_tls(tls)
    {
        if (m_tls) {
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setLocalCertificate(QSslCertificate(QByteArray(kCertificate)));
            configuration.setPrivateKey(QSslKey(QByteArray(kKey), QSsl::Ec));
            m_secure.setSslConfiguration(configuration);
        }
        QTcpServer &server = m_tls ? m_secure : m_plain;
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [this, &server] {
            while (QTcpSocket *socket = server.nextPendingConnection())
                serve(socket);
        });
    }
    [[nodiscard]] QUrl url() const
    {
        QUrl url;
        url.setScheme(m_tls ? QStringLiteral("https") : QStringLiteral("http"));
        url.setHost(QStringLiteral("127.0.0.1"));
        url.setPort((m_tls ? m_secure : m_plain).serverPort());
        return url;
    }

    QVector<QByteArray> requests;
    int connections = 0;

private:
    void serve(QTcpSocket *socket)
    {
        ++connections;
        auto buffer = std::make_shared<QByteArray>();
        const auto read = [this, socket, buffer] {
            *buffer += socket->readAll();
            const qsizetype head = buffer->indexOf("\r\n\r\n");
            if (head < 0 || buffer->size() < head + 4 + bodyLength(buffer->left(head)))
                return;
            requests.append(std::exchange(*buffer, {}));
            QByteArray answer = m_handler(requests.last());
            const bool close = answer.endsWith('!');
            if (close)
                answer.chop(1);
            socket->write(answer);
            if (close)
                socket->disconnectFromHost();
        };
        QObject::connect(socket, &QTcpSocket::readyRead, socket, read);
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read();
    }
    static qsizetype bodyLength(const QByteArray &head)
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith("content-length:"))
                return line.mid(15).trimmed().toLongLong();
        }
        return 0;
    }

    Handler m_handler;
    const bool m_tls;
    QTcpServer m_plain;
    QSslServer m_secure;
};

inline QByteArray httpAnswer(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers
        + "\r\n" + body;
}

} // namespace preggo::test
