// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fault_proxy.h"

#include <QHostAddress>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

FaultProxy::FaultProxy(quint16 target, QObject *parent)
    : QObject(parent)
    , m_target(target)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &FaultProxy::accept);
    if (!m_listener.listen(QHostAddress::LocalHost, 0))
        qFatal("the fault proxy cannot listen");
}

FaultProxy::~FaultProxy()
{
    setMode(Mode::Cut);
}

QString FaultProxy::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(port());
}

void FaultProxy::setMode(Mode mode)
{
    m_mode = mode;
    m_swallowed = 0;
    if (mode != Mode::Cut)
        return;
    const auto clients = m_pairs.keys();
    for (auto *client : clients)
        drop(client);
}

void FaultProxy::accept()
{
    while (auto *client = m_listener.nextPendingConnection()) {
        if (m_mode == Mode::Cut) {
            client->abort();
            client->deleteLater();
            continue;
        }
        auto *server = new QTcpSocket(client);
        m_pairs.insert(client, {server, {}});
        connect(client, &QTcpSocket::readyRead, this, [this, client] { forwardRequest(client); });
        connect(server, &QTcpSocket::connected, this, [this, client] { forwardRequest(client); });
        connect(server, &QTcpSocket::readyRead, this, [this, client] { forwardAnswer(client); });
        connect(client, &QTcpSocket::disconnected, this, [this, client] { drop(client); });
        connect(server, &QTcpSocket::disconnected, this, [this, client] { closeAfterAnswer(client); });
        connect(server, &QTcpSocket::errorOccurred, this, [this, client, server] {
            if (server->state() != QAbstractSocket::ConnectedState)
                drop(client); // nobody listens there
        });
        server->connectToHost(QHostAddress::LocalHost, m_target);
    }
}

void FaultProxy::forwardRequest(QTcpSocket *client)
{
    auto found = m_pairs.find(client);
    if (found == m_pairs.end() || found->server->state() != QAbstractSocket::ConnectedState)
        return;
    const QByteArray bytes = client->readAll();
    if (bytes.isEmpty())
        return;
    found->request = bytes.left(2048);
    found->server->write(bytes);
}

bool FaultProxy::swallows(const Pair &pair) const
{
    return m_mode == Mode::SwallowAnswers && (m_only.isEmpty() || pair.request.contains(m_only));
}

void FaultProxy::forwardAnswer(QTcpSocket *client)
{
    auto found = m_pairs.find(client);
    if (found == m_pairs.end())
        return;
    const QByteArray bytes = found->server->readAll();
    if (!swallows(*found)) {
        client->write(bytes);
        return;
    }
    // The server has executed the request: its answer is here, and nobody else will see it.
    ++m_swallowed;
    drop(client);
}

void FaultProxy::closeAfterAnswer(QTcpSocket *client)
{
    forwardAnswer(client);
    if (m_pairs.contains(client))
        client->disconnectFromHost(); // sends what is still buffered; drop() follows
}

void FaultProxy::drop(QTcpSocket *client)
{
    const Pair pair = m_pairs.take(client);
    if (pair.server) {
        pair.server->disconnect(this);
        pair.server->abort();
    }
    client->disconnect(this);
    client->abort();
    client->deleteLater();
}

} // namespace preggo::test
