// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QPointer>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>

class QSslSocket;

namespace preggo::test {

/// Speaks TLS before a server that does not, with whatever certificate a test gives it, valid or not. Lives
/// on the test's thread and needs its event loop.
class TlsDoor : public QTcpServer
{
public:
    /// Stands before the server at this port of loopback.
    explicit TlsDoor(quint16 target, QObject *parent = nullptr);
    ~TlsDoor() override;

    [[nodiscard]] QString url() const;
    /// Cuts all connections; those from now on are shown this certificate. Both in PEM form.
    void present(const QByteArray &certificate, const QByteArray &key);
    /// Bytes of requests, decrypted, since the last present().
    [[nodiscard]] qint64 requestBytes() const { return m_requestBytes; }
    /// Connections that came since then.
    [[nodiscard]] int visits() const { return m_visits; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    void join(QSslSocket *client);
    void drop(QSslSocket *client);

    const quint16 m_target;
    QSslCertificate m_certificate;
    QSslKey m_key;
    qint64 m_requestBytes = 0;
    int m_visits = 0;
    QHash<QSslSocket *, QTcpSocket *> m_pairs;
};

} // namespace preggo::test
