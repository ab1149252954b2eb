// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>

namespace preggo::test {

/// An answer as it came over the wire. status 0: the connection ended or nothing came in time.
struct HttpAnswer
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QByteArray header(const QByteArray &name) const { return headers.value(name); }
};

/// A plain blocking HTTP/1.1 client on one connection, which sends exactly what it is given. For tests.
class HttpClient
{
public:
    explicit HttpClient(quint16 port);
    /// By TLS; see isSecure().
    HttpClient(quint16 port, const QSslConfiguration &tls);

    [[nodiscard]] bool isOpen() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    [[nodiscard]] bool isSecure() const { return m_isSecure; }
    [[nodiscard]] QTcpSocket &socket() { return *m_socket; }
    void sendRaw(const QByteArray &bytes);
    /// The next answer; `bodyless` for one to a HEAD.
    [[nodiscard]] HttpAnswer read(bool bodyless = false, int timeoutMs = 15'000);
    /// True once the server has ended the connection.
    [[nodiscard]] bool waitForEnd(int timeoutMs = 15'000);

    using Headers = QVector<QPair<QByteArray, QByteArray>>;
    [[nodiscard]] HttpAnswer request(const QByteArray &method, const QByteArray &path,
        const Headers &headers = {}, const QByteArray &body = {});
    [[nodiscard]] HttpAnswer get(const QByteArray &path, const QByteArray &token = {}, Headers headers = {});
    [[nodiscard]] HttpAnswer send(
        const QByteArray &method, const QByteArray &path, const QByteArray &token, const QJsonObject &body);

private:
    [[nodiscard]] bool readMore(int timeoutMs);

    std::unique_ptr<QTcpSocket> m_socket;
    bool m_isSecure = false;
    QByteArray m_received;
};

} // namespace preggo::test
