// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace preggo::test {

/// A TCP proxy on loopback that stands between a client and the server and does to their bytes what bad
/// networks do. Lives on the test's thread and needs its event loop.
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Pass,
        Cut, ///< connections are dropped and refused: no network
        SwallowAnswers, ///< requests arrive, answers do not; the client's connection is then cut
    };

    explicit FaultProxy(quint16 target, QObject *parent = nullptr);
    ~FaultProxy() override;

    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }
    [[nodiscard]] QString url() const;
    /// Also applies to the connections that are open.
    void setMode(Mode mode);
    /// Requests whose answer was swallowed since the last setMode().
    [[nodiscard]] int swallowed() const { return m_swallowed; }
    /// SwallowAnswers applies only to connections whose request line holds this; empty means all.
    void setOnly(const QByteArray &part) { m_only = part; }
    void retarget(quint16 port) { m_target = port; }

private:
    struct Pair
    {
        QPointer<QTcpSocket> server;
        QByteArray request; ///< the newest bytes that the client sent
    };
    void accept();
    void forwardRequest(QTcpSocket *client);
    void forwardAnswer(QTcpSocket *client);
    void closeAfterAnswer(QTcpSocket *client);
    void drop(QTcpSocket *client);
    [[nodiscard]] bool swallows(const Pair &pair) const;

    QTcpServer m_listener;
    quint16 m_target;
    Mode m_mode = Mode::Pass;
    QByteArray m_only;
    int m_swallowed = 0;
    QHash<QTcpSocket *, Pair> m_pairs;
};

} // namespace preggo::test
