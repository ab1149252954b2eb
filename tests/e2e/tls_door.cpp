// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tls_door.h"

#include <QSslSocket>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

TlsDoor::TlsDoor(quint16 target, QObject *parent)
    : QTcpServer(parent)
    , m_target(target)
{
    listen(QHostAddress::LocalHost);
}

TlsDoor::~TlsDoor()
{
    const auto clients = m_pairs.keys();
    for (auto *client : clients)
        drop(client);
}

QString TlsDoor::url() const
{
    return u"https://127.0.0.1:%1"_s.arg(serverPort());
}

void TlsDoor::present(const QByteArray &certificate, const QByteArray &key)
{
    m_certificate = QSslCertificate(certificate);
    m_key = QSslKey(key, QSsl::Ec);
    const auto clients = m_pairs.keys();
    for (auto *client : clients)
        drop(client);
    m_requestBytes = 0;
    m_visits = 0;
}

void TlsDoor::incomingConnection(qintptr handle)
{
    ++m_visits;
    auto *client = new QSslSocket(this);
    client->setSocketDescriptor(handle);
    client->setLocalCertificate(m_certificate);
    client->setPrivateKey(m_key);
    join(client);
    client->startServerEncryption();
}

void TlsDoor::join(QSslSocket *client)
{
    auto *server = new QTcpSocket(client);
    m_pairs.insert(client, server);
    server->connectToHost(QHostAddress::LocalHost, m_target);
    connect(client, &QSslSocket::readyRead, server, [this, client, server] {
        const auto bytes = client->readAll();
        m_requestBytes += bytes.size();
        server->write(bytes);
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(client, &QSslSocket::disconnected, this, [this, client] { drop(client); });
    connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
}

void TlsDoor::drop(QSslSocket *client)
{
    auto *server = m_pairs.take(client);
    if (!server)
        return;
    client->disconnect();
    server->disconnect();
    server->abort();
    client->abort();
    client->deleteLater();
}

} // namespace preggo::test
