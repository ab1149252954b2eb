// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/authorities.h"
#include "core/net/qt_http_transport.h"
#include "tiny_http_server.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Call
{
    int calls = 0;
    HttpAnswer answer;
    bool wait()
    {
        return QTest::qWaitFor([this] { return calls > 0; }, 10'000);
    }
};

HttpRequest get(const QString &path = u"/a"_s)
{
    HttpRequest request;
    request.path = path;
    return request;
}

std::shared_ptr<Call> send(
    QtHttpTransport &transport, HttpRequest request, HttpTransport::RequestId *id = nullptr)
{
    auto call = std::make_shared<Call>();
    const auto sent = transport.send(std::move(request), [call](HttpAnswer answer) {
        ++call->calls;
        call->answer = std::move(answer);
    });
    if (id)
        *id = sent;
    return call;
}

QByteArray gzip(const QByteArray &bytes)
{
    QProcess tool;
    tool.start(u"gzip"_s, {u"-c"_s});
    tool.write(bytes);
    tool.closeWriteChannel();
    tool.waitForFinished();
    return tool.readAllStandardOutput();
}

} // namespace

class TestHttpTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bringsStatusHeadersAndBody()
    {
        TinyHttpServer server(
            [](const QByteArray &) { return httpAnswer("200 OK", "{}", "X-Some-Name: Value\r\n"); });
        QtHttpTransport transport(server.url());
        const auto call = send(transport, get(u"/a?limit=20"_s));
        QCOMPARE(call->calls, 0);
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::None);
        QCOMPARE(call->answer.status, 200);
        QCOMPARE(call->answer.header("x-some-name"), "Value");
        QCOMPARE(call->answer.body, "{}");
        QVERIFY(server.requests.first().startsWith("GET /a?limit=20 HTTP/1.1\r\n"));
    }

    void saysNothingOfThePerson()
    {
        TinyHttpServer server([](const QByteArray &) {
            return httpAnswer("200 OK", "", "Set-Cookie: track=1; Path=/\r\nCache-Control: max-age=9999\r\n");
        });
        QtHttpTransport transport(server.url());
        QVERIFY(send(transport, get())->wait());
        QVERIFY(send(transport, get())->wait());
        QCOMPARE(server.requests.size(), 2); // nothing came from a cache
        for (const QByteArray &request : server.requests) {
            QVERIFY(!request.contains("Cookie") && !request.contains("Mozilla"));
            QVERIFY(request.contains("Accept-Language: *\r\n"));
        }
    }

    void sendsBodiesAndMethods()
    {
        TinyHttpServer server([](const QByteArray &) { return httpAnswer("204 No Content", ""); });
        QtHttpTransport transport(server.url());
        HttpRequest request = get(u"/api/v1/uploads/1"_s);
        request.method = "PATCH";
        request.body = "some bytes";
        request.addHeader("Content-Type", "application/offset+octet-stream");
        const auto call = send(transport, request);
        QVERIFY(call->wait());
        QCOMPARE(call->answer.status, 204);
        QVERIFY(server.requests.first().startsWith("PATCH /api/v1/uploads/1 "));
        QVERIFY(server.requests.first().contains("Content-Type: application/offset+octet-stream\r\n"));
        QVERIFY(server.requests.first().endsWith("some bytes"));
    }

    void longBodiesAreAnnouncedSoThatTheyNeedNotWait()
    {
        TinyHttpServer server([](const QByteArray &request) {
            const QByteArray interim = request.contains("Expect:") ? "HTTP/1.1 100 Continue\r\n\r\n" : "";
            return interim + httpAnswer("200 OK", "{}");
        });
        QtHttpTransport transport(server.url());
        HttpRequest request = get(u"/api/v1/sync/push"_s);
        request.method = "POST";
        for (const int bytes : {2, 40'000, 40'000, 2}) { // the interim answer is none of the next request's
            request.body = QByteArray(bytes, 'x');
            const auto call = send(transport, request);
            QVERIFY(call->wait());
            QCOMPARE(call->answer.status, 200);
            QCOMPARE(call->answer.body, "{}");
            const bool isLong = bytes > 2;
            QCOMPARE(server.requests.last().contains("Expect: 100-continue\r\n"), isLong);
            QCOMPARE(server.requests.last().contains("Accept-Encoding: identity\r\n"), isLong);
        }
    }

    void errorsOfTheServerAreAnswers_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {302, 400, 401, 403, 404, 409, 410, 413, 422, 426, 429, 460, 500, 503, 507})
            QTest::addRow("%d", status) << status;
    }
    void errorsOfTheServerAreAnswers()
    {
        QFETCH(int, status);
        const QByteArray body = R"({"type":"urn:preggo:problem:x"})";
        TinyHttpServer server([&](const QByteArray &) {
            const QByteArray extra =
                status == 401 ? "WWW-Authenticate: Bearer\r\n" : "Location: /elsewhere\r\n";
            return httpAnswer(QByteArray::number(status) + " Status", body, extra);
        });
        QtHttpTransport transport(server.url());
        const auto call = send(transport, get());
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::None);
        QCOMPARE(call->answer.status, status);
        QCOMPARE(call->answer.body, body);
        QCOMPARE(server.requests.size(), 1); // no redirect, no second try
    }

    void aServerThatHangsTimesOut()
    {
        TinyHttpServer server([](const QByteArray &) { return QByteArray(); });
        QtHttpTransport transport(server.url());
        HttpRequest request = get();
        request.idleTimeoutMs = 100;
        const auto call = send(transport, request);
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::Timeout);
    }

    void aServerThatStopsInTheMiddleTimesOutToo()
    {
        TinyHttpServer server([](const QByteArray &) {
            return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });
        QtHttpTransport transport(server.url());
        HttpRequest request = get();
        request.idleTimeoutMs = 100;
        const auto call = send(transport, request);
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::Timeout);
        QVERIFY(call->answer.body.isEmpty());
    }

    void aSlowServerThatLivesIsWaitedFor()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            auto *socket = server.nextPendingConnection();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
            auto *drip = new QTimer(socket);
            connect(drip, &QTimer::timeout, socket, [socket] { socket->write("x"); });
            drip->start(100);
        });
        QtHttpTransport transport(QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort())));
        HttpRequest request = get();
        request.idleTimeoutMs = 400; // half of what it takes
        const auto call = send(transport, request);
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::None);
        QCOMPARE(call->answer.body, "xxxxxxxx");
    }

    void aBodyThatIsCutIsNoAnswer()
    {
        TinyHttpServer server([](const QByteArray &) {
            return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf!");
        });
        QtHttpTransport transport(server.url());
        const auto call = send(transport, get());
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::Offline);
        QCOMPARE(call->answer.status, 0);
    }

    void noServerIsOffline()
    {
        QUrl url;
        {
            const TinyHttpServer server([](const QByteArray &) { return QByteArray(); });
            url = server.url();
        }
        QtHttpTransport transport(url);
        const auto call = send(transport, get());
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::Offline);
    }

    void bodiesAreDecodedAndBounded()
    {
        const QByteArray text = QByteArray("a line of text\n").repeated(10'000);
        const QByteArray packed = gzip(text);
        QVERIFY(!packed.isEmpty() && packed.size() < 5'000);
        TinyHttpServer server(
            [&](const QByteArray &) { return httpAnswer("200 OK", packed, "Content-Encoding: gzip\r\n"); });
        QtHttpTransport transport(server.url());
        const auto whole = send(transport, get());
        QVERIFY(whole->wait());
        QCOMPARE(whole->answer.body, text);
        HttpRequest request = get();
        request.maxAnswerBytes = text.size() - 1; // the limit is on what is kept, not on what travels
        const auto bomb = send(transport, request);
        QVERIFY(bomb->wait());
        QCOMPARE(bomb->answer.failure, NetFailure::TooLarge);
        QVERIFY(bomb->answer.body.isEmpty());
    }

    void cancelledRequestsEndOnceAndLater()
    {
        TinyHttpServer server([](const QByteArray &) { return QByteArray(); });
        QtHttpTransport transport(server.url());
        HttpTransport::RequestId id = 0;
        const auto call = send(transport, get(), &id);
        QTRY_COMPARE(server.requests.size(), 1);
        transport.cancel(id);
        QCOMPARE(call->calls, 0);
        QVERIFY(call->wait());
        transport.cancel(id);
        QCoreApplication::processEvents();
        QCOMPARE(call->calls, 1);
        QCOMPARE(call->answer.failure, NetFailure::Aborted);
    }

    void goesQuietlyWithRequestsUnderWay()
    {
        TinyHttpServer server([](const QByteArray &) { return QByteArray(); });
        auto transport = std::make_unique<QtHttpTransport>(server.url());
        const auto call = send(*transport, get());
        QTRY_COMPARE(server.requests.size(), 1);
        transport.reset();
        QTest::qWait(20);
        QCOMPARE(call->calls, 0);
    }

    void lanesHaveConnectionsOfTheirOwn()
    {
        TinyHttpServer server([](const QByteArray &) { return httpAnswer("200 OK", "{}"); });
        QtHttpTransport transport(server.url());
        for (const auto lane : {NetLane::Actions, NetLane::Reads, NetLane::Pictures, NetLane::Uploads}) {
            for (int i = 0; i < 2; ++i) {
                HttpRequest request = get();
                request.lane = lane;
                QVERIFY(send(transport, request)->wait());
            }
        }
        QCOMPARE(server.requests.size(), 8);
        QCOMPARE(server.connections, 4);
    }

    void plainHttpStaysInTheHouse()
    {
        QtHttpTransport transport(QUrl(u"http://203.0.113.7"_s));
        const auto call = send(transport, get());
        QCOMPARE(call->calls, 0);
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::Tls);
    }

    void anUnknownCertificateIsNeverAccepted()
    {
        TinyHttpServer server([](const QByteArray &) { return httpAnswer("200 OK", "{}"); }, true);
        QtHttpTransport transport(server.url());
        const auto call = send(transport, get());
        QVERIFY(call->wait());
        QCOMPARE(call->answer.failure, NetFailure::Tls);
        QVERIFY(server.requests.isEmpty());

        QtHttpTransport trusting(
            server.url(), {PlainHttp::LocalOnly, {QSslCertificate(QByteArray(kCertificate))}});
        const auto trusted = send(trusting, get());
        QVERIFY(trusted->wait());
        QCOMPARE(trusted->answer.failure, NetFailure::None);
        QCOMPARE(trusted->answer.status, 200);
    }

    void ownAuthoritiesComeBesideTheSystems()
    {
        const QSslCertificate own{QByteArray(kCertificate)};
        const auto known = trusting({own}).caCertificates();
        QVERIFY(known.contains(own));
        for (const auto &authority : QSslConfiguration::systemCaCertificates())
            QVERIFY(known.contains(authority));
    }

    void authoritiesAreReadFromAFile()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QVERIFY(readAuthorities(file.fileName()).error().detail.contains(u"holds no certificate"));
        file.write(kCertificate);
        file.flush();
        QCOMPARE(readAuthorities(file.fileName())->size(), 1);
        QVERIFY(readAuthorities(file.fileName() + u".none"_s).error().detail.contains(u"cannot be read"));
    }

    void tellsHowFarABodyIs()
    {
        TinyHttpServer server([](const QByteArray &) { return httpAnswer("204 No Content", ""); });
        QtHttpTransport transport(server.url());
        HttpRequest request = get();
        request.method = "PATCH";
        request.body = QByteArray(1'000'000, 'x');
        qint64 last = 0;
        bool done = false;
        transport.send(
            request, [&](const HttpAnswer &) { done = true; },
            [&](qint64 sent, qint64 total) {
                QVERIFY(sent >= last && total == 1'000'000);
                last = sent;
            });
        QTRY_VERIFY(done);
        QCOMPARE(last, 1'000'000);
    }
};

QTEST_GUILESS_MAIN(TestHttpTransport)
#include "test_http_transport.moc"
