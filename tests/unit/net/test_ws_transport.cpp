// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_ws_transport.h"
#include "protocol/limits.h"
#include "tiny_http_server.h"

#include <QTest>
#include <QWebSocketServer>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Peer
{
    int opened = 0;
    int closed = 0;
    int code = 0;
    int status = 0;
    QVector<QByteArray> messages;

    WsTransport::Callbacks callbacks()
    {
        return {[this] { ++opened; }, [this](QByteArray text) { messages.append(std::move(text)); },
            [this](int closeCode, int httpStatus) {
                ++closed;
                code = closeCode;
                status = httpStatus;
            }};
    }
};

class Server
{
public:
    Server()
        : m_server(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            socket.reset(m_server.nextPendingConnection());
            QObject::connect(socket.get(), &QWebSocket::textMessageReceived, &m_server,
                [this](const QString &text) { received.append(text); });
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())); }
    std::unique_ptr<QWebSocket> socket;
    QStringList received;

private:
    QWebSocketServer m_server;
};

} // namespace

class TestWsTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesTextBothWaysAndTheTokenInTheHandshake()
    {
        Server server;
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/api/v1/realtime"_s, "secret-token", peer.callbacks());
        QCOMPARE(peer.opened, 0);
        QTRY_COMPARE(peer.opened, 1);
        QTRY_VERIFY(server.socket);
        QCOMPARE(server.socket->request().rawHeader("Authorization"), "Bearer secret-token");
        QCOMPARE(server.socket->requestUrl().path(), u"/api/v1/realtime"_s);
        QVERIFY(!server.socket->requestUrl().toString().contains(u"secret"_s));
        transport.send(u"{\"a\":\"ü\"}"_s.toUtf8());
        QTRY_COMPARE(server.received, QStringList{u"{\"a\":\"ü\"}"_s});
        server.socket->sendTextMessage(u"{\"b\":\"é\"}"_s);
        QTRY_COMPARE(peer.messages, QVector<QByteArray>{u"{\"b\":\"é\"}"_s.toUtf8()});
    }

    void tellsTheCloseCode_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {1000, 1001, 1002, 1008, 1012, 4401, 4403, 4409, 4429})
            QTest::addRow("%d", code) << code;
    }
    void tellsTheCloseCode()
    {
        QFETCH(int, code);
        Server server;
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QTRY_VERIFY(server.socket && peer.opened == 1);
        server.socket->close(static_cast<QWebSocketProtocol::CloseCode>(code));
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.code, code);
        QCOMPARE(peer.status, 0);
    }

    void tryAgainLaterIsARestartAtLeast()
    {
        Server server;
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QTRY_VERIFY(server.socket && peer.opened == 1);
        server.socket->close(static_cast<QWebSocketProtocol::CloseCode>(1013));
        QTRY_COMPARE(peer.closed, 1);
        QVERIFY(peer.code == 1012 || peer.code == 1013);
    }

    void aConnectionThatBreaksIs1006()
    {
        Server server;
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QTRY_VERIFY(server.socket && peer.opened == 1);
        server.socket->abort();
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.code, 1006);
    }

    void abortEndsItLaterAndOnce()
    {
        Server server;
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QTRY_COMPARE(peer.opened, 1);
        transport.abort();
        QCOMPARE(peer.closed, 0);
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.code, 1006);
        transport.abort();
        QTest::qWait(20);
        QCOMPARE(peer.closed, 1);
    }

    void aRefusedHandshakeTellsTheStatus_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {401, 403, 404, 426, 429, 503})
            QTest::addRow("%d", status) << status;
    }
    void aRefusedHandshakeTellsTheStatus()
    {
        QFETCH(int, status);
        TinyHttpServer server([&](const QByteArray &) {
            const QByteArray extra = status == 401 ? "WWW-Authenticate: Bearer\r\n" : "";
            return httpAnswer(QByteArray::number(status) + " Refused", "{}", extra);
        });
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.opened, 0);
        QCOMPARE(peer.status, status);
        QCOMPARE(peer.code, 1006);
    }

    void noServerIs1006()
    {
        QUrl url;
        {
            const Server server;
            url = server.url();
        }
        QtWsTransport transport(url);
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QCOMPARE(peer.closed, 0);
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.code, 1006);
    }

    void openingAgainDropsTheOlderOneInSilence()
    {
        Server server;
        QtWsTransport transport(server.url());
        Peer first;
        Peer second;
        transport.open(u"/first"_s, "t", first.callbacks());
        QTRY_COMPARE(first.opened, 1);
        transport.open(u"/second"_s, "t", second.callbacks());
        QTRY_COMPARE(second.opened, 1);
        QTRY_COMPARE(server.socket->requestUrl().path(), u"/second"_s);
        QCOMPARE(first.closed, 0);
        QCOMPARE(second.closed, 0);
    }

    void framesOverTheLimitEndTheConnection()
    {
        Server server;
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QTRY_VERIFY(server.socket && peer.opened == 1);
        server.socket->sendTextMessage(QString(limits::kFrameBytes, u'x'));
        QTRY_COMPARE(peer.messages.size(), 1);
        server.socket->sendTextMessage(QString(limits::kFrameBytes + 1, u'x'));
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.messages.size(), 1);
    }

    void plainSocketsStayInTheHouse()
    {
        QtWsTransport transport(QUrl(u"http://203.0.113.7"_s));
        Peer peer;
        transport.open(u"/x"_s, "t", peer.callbacks());
        QCOMPARE(peer.closed, 0);
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.code, kNotTrusted);
    }

    void anUnknownCertificateIsTold()
    {
        TinyHttpServer server([](const QByteArray &) { return httpAnswer("200 OK", "{}"); }, true);
        QtWsTransport transport(server.url());
        Peer peer;
        transport.open(u"/x"_s, "secret", peer.callbacks());
        QTRY_COMPARE(peer.closed, 1);
        QCOMPARE(peer.code, kNotTrusted);
        QCOMPARE(peer.status, 0);
        QVERIFY(server.requests.isEmpty());

        // Trusted it is asked, and only then says that it knows no sockets.
        QtWsTransport trusting(
            server.url(), PlainHttp::LocalOnly, {QSslCertificate(QByteArray(kCertificate))});
        Peer trustingPeer;
        trusting.open(u"/x"_s, "secret", trustingPeer.callbacks());
        QTRY_COMPARE(trustingPeer.closed, 1);
        QCOMPARE(trustingPeer.code, 1006);
        QCOMPARE(server.requests.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestWsTransport)
#include "test_ws_transport.moc"
