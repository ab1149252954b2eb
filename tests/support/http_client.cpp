// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/http_client.h"

#include <QDeadlineTimer>
#include <QJsonDocument>

namespace preggo::test {

namespace {
constexpr int kConnectMs = 5'000;
}

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

HttpClient::HttpClient(quint16 port)
    : m_socket(std::make_unique<QTcpSocket>())
{
    m_socket->connectToHost(QStringLiteral("127.0.0.1"), port);
    m_socket->waitForConnected(kConnectMs);
}

HttpClient::HttpClient(quint16 port, const QSslConfiguration &tls)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setSslConfiguration(tls);
    socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    m_isSecure = socket->waitForEncrypted(kConnectMs);
    m_socket = std::move(socket);
}

void HttpClient::sendRaw(const QByteArray &bytes)
{
    m_socket->write(bytes);
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(kConnectMs)) { }
}

bool HttpClient::readMore(int timeoutMs)
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(timeoutMs))
        return false;
    m_received += m_socket->readAll();
    return true;
}

HttpAnswer HttpClient::read(bool bodyless, int timeoutMs)
{
    HttpAnswer answer;
    const QDeadlineTimer deadline(timeoutMs);
    qsizetype end = -1;
    while ((end = m_received.indexOf("\r\n\r\n")) < 0) {
        if (!readMore(static_cast<int>(deadline.remainingTime())))
            return answer;
    }
    const auto lines = m_received.left(end).split('\n');
    m_received.remove(0, end + 4);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        answer.headers.insert(lines[i].left(colon).toLower(), lines[i].mid(colon + 1).trimmed());
    }
    const int status = lines[0].split(' ').value(1).toInt();
    const bool empty = bodyless || status == 204 || status == 304 || status == 100;
    const qsizetype length = empty ? 0 : answer.header("content-length").toLongLong();
    while (m_received.size() < length) {
        if (!readMore(static_cast<int>(deadline.remainingTime())))
            return answer;
    }
    answer.status = status;
    answer.body = m_received.left(length);
    m_received.remove(0, length);
    return answer;
}

bool HttpClient::waitForEnd(int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (isOpen() && !deadline.hasExpired()) {
        m_socket->waitForReadyRead(static_cast<int>(deadline.remainingTime()));
        m_received += m_socket->readAll();
    }
    return !isOpen();
}

HttpAnswer HttpClient::request(
    const QByteArray &method, const QByteArray &path, const Headers &headers, const QByteArray &body)
{
    QByteArray text = method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    if (!body.isEmpty() || method == "POST" || method == "PATCH" || method == "PUT")
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    sendRaw(text + "\r\n" + body);
    return read(method == "HEAD");
}

HttpAnswer HttpClient::get(const QByteArray &path, const QByteArray &token, Headers headers)
{
    if (!token.isEmpty())
        headers.append({"Authorization", "Bearer " + token});
    return request("GET", path, headers);
}

HttpAnswer HttpClient::send(
    const QByteArray &method, const QByteArray &path, const QByteArray &token, const QJsonObject &body)
{
    Headers headers{{"Content-Type", "application/json"}};
    if (!token.isEmpty())
        headers.append({"Authorization", "Bearer " + token});
    return request(method, path, headers, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace preggo::test
