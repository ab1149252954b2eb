// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "protocol/sync_messages.h"
#include "test_shell.h"
#include "tests/support/http_client.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>
#include <QWebSocket>

#include <future>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// The shell as hostile and ordinary peers see it, over real sockets.
class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shell = std::make_unique<TestShell>(); }
    void cleanup() { m_shell.reset(); }
    void answersAndStaysOpen();
    void pipelinedRequestsKeepTheirOrder();
    void unknownAndWrongMethod();
    void garbageIsRefused();
    void headerLimit();
    void bodyLimit();
    void bodyLimitOfChunks();
    void expectContinue();
    void slowHeaderLosesTheConnection();
    void slowBodyLosesTheConnection();
    void badJson_data();
    void badJson();
    void tokens();
    void aThrowingHandlerCostsOneRequest();
    void floodsAreLimited();
    void floodsAreLimitedByWhomAProxyNames();
    void passwordsDoNotWaitForPictures();
    void headHasNoBody();
    void gzipAndEtag();
    void filesAndRanges();
    void metricsAreForThisMachine();
    void socketNeedsAGoodTokenOrNone();
    void browsersOfOtherOriginsStayOut();
    void socketWaitsForAToken();
    void socketsAreToldOfARestart();
    void framesThatAreTooLargeEndTheSocket();

private:
    [[nodiscard]] std::unique_ptr<QWebSocket> openSocket(
        const QByteArray &token, const QByteArray &origin = {});

    std::unique_ptr<TestShell> m_shell;
    int m_closeCode = 0;
    QStringList m_messages;
};

void TestWire::answersAndStaysOpen()
{
    HttpClient client(m_shell->port());
    const auto first = client.get("/api/v1/things/a%20b?q=%C3%A4");
    QCOMPARE(first.status, 200);
    QCOMPARE(first.json()[u"id"_s].toString(), u"a b"_s);
    QCOMPARE(first.json()[u"q"_s].toString(), u"ä"_s);
    QVERIFY(!first.header("date").isEmpty());
    const auto second = client.send("POST", "/api/v1/things", {}, {{u"a"_s, 1}});
    QCOMPARE(second.status, 201);
    QVERIFY(client.isOpen());
    QCOMPARE(client.get("/healthz").status, 200);
}

void TestWire::pipelinedRequestsKeepTheirOrder()
{
    HttpClient client(m_shell->port());
    QByteArray burst;
    for (int i = 0; i < 20; ++i)
        burst += "GET /api/v1/things/" + QByteArray::number(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    client.sendRaw(burst);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client.read().json()[u"id"_s].toString(), QString::number(i));
}

void TestWire::unknownAndWrongMethod()
{
    HttpClient client(m_shell->port());
    const auto unknown = client.get("/api/v1/nothing");
    QCOMPARE(unknown.status, 404);
    QCOMPARE(unknown.header("content-type"), "application/problem+json");
    const auto wrong = client.request("DELETE", "/api/v1/things");
    QCOMPARE(wrong.status, 405);
    QCOMPARE(wrong.header("allow"), "POST");
    QCOMPARE(client.request("BREW", "/api/v1/things").status, 405);
    QCOMPARE(client.request("OPTIONS", "/api/v1/things").status, 204);
}

void TestWire::garbageIsRefused()
{
    HttpClient client(m_shell->port());
    client.sendRaw("\x16\x03\x01 is is no HTTP\r\n\r\n");
    QCOMPARE(client.read().status, 400);
    QVERIFY(client.waitForEnd());
    HttpClient two(m_shell->port());
    two.sendRaw(
        "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
    QCOMPARE(two.read().status, 400);
    HttpClient both(m_shell->port());
    both.sendRaw("POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: "
                 "chunked\r\n\r\n{}");
    QCOMPARE(both.read().status, 400);
}

void TestWire::headerLimit()
{
    HttpClient client(m_shell->port());
    const auto refused = client.get("/healthz", {}, {{"X-Large", QByteArray(limits::kHeaderBytes, 'x')}});
    QCOMPARE(refused.status, 431);
    QCOMPARE(refused.header("content-type"), "application/problem+json");
    QVERIFY(client.waitForEnd());
}

void TestWire::bodyLimit()
{
    HttpClient client(m_shell->port());
    const auto refused = client.request("POST", "/api/v1/things", {}, QByteArray(1'001, ' '));
    QCOMPARE(refused.status, 413);
    QCOMPARE(refused.header("connection"), "close");
    HttpClient fits(m_shell->port());
    QCOMPARE(fits.request("POST", "/api/v1/things", {}, "{}" + QByteArray(998, ' ')).status, 201);
}

void TestWire::bodyLimitOfChunks()
{
    HttpClient client(m_shell->port());
    client.sendRaw("POST /api/v1/things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n"
        + QByteArray(2'000, ' ') + "\r\n0\r\n\r\n");
    QCOMPARE(client.read().status, 413);
}

void TestWire::expectContinue()
{
    HttpClient client(m_shell->port());
    client.sendRaw(
        "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(client.read().status, 100);
    client.sendRaw("{}");
    QCOMPARE(client.read().status, 201);
    HttpClient tooLarge(m_shell->port());
    tooLarge.sendRaw(
        "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2000\r\n\r\n");
    QCOMPARE(tooLarge.read().status, 413);
}

void TestWire::slowHeaderLosesTheConnection()
{
    HttpClient client(m_shell->port());
    QElapsedTimer timer;
    timer.start();
    client.sendRaw("GET /healthz HTTP/1.1\r\nX-");
    QVERIFY(client.waitForEnd(4'000));
    QVERIFY(timer.elapsed() >= 300);
}

void TestWire::slowBodyLosesTheConnection()
{
    HttpClient client(m_shell->port());
    client.sendRaw("POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    QVERIFY(client.waitForEnd(4'000));
}

void TestWire::badJson_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("type");
    QTest::newRow("bad UTF-8") << QByteArray("{\"a\":\"\xc3\x28\"}") << u"urn:preggo:problem:invalid_utf8"_s;
    QTest::newRow("deep") << QByteArray("{\"a\":" + QByteArray(100, '[') + QByteArray(100, ']') + "}")
                          << u"urn:preggo:problem:too_deep"_s;
    QTest::newRow("cut") << QByteArray("{\"a\":") << u"urn:preggo:problem:invalid_json"_s;
    QTest::newRow("empty") << QByteArray() << u"urn:preggo:problem:invalid_json"_s;
}

void TestWire::badJson()
{
    QFETCH(QByteArray, body);
    HttpClient client(m_shell->port());
    const auto answer = client.request("POST", "/api/v1/things", {}, body);
    QCOMPARE(answer.status, 400);
    QTEST(answer.json()[u"type"_s].toString(), "type");
    QVERIFY(client.isOpen());
}

void TestWire::tokens()
{
    HttpClient client(m_shell->port());
    const auto none = client.get("/api/v1/mine");
    QCOMPARE(none.status, 401);
    QCOMPARE(none.header("www-authenticate"), "Bearer");
    QCOMPARE(client.get("/api/v1/mine", "forged").status, 401);
    QCOMPARE(client.get("/api/v1/mine", "good").status, 200);
}

void TestWire::aThrowingHandlerCostsOneRequest()
{
    HttpClient client(m_shell->port());
    QCOMPARE(client.get("/api/v1/throws").status, 500);
    QCOMPARE(client.get("/readyz").status, 503); // no schema in this database
    QCOMPARE(client.get("/healthz").status, 200);
}

void TestWire::floodsAreLimited()
{
    HttpClient client(m_shell->port());
    HttpAnswer answer;
    for (int i = 0; i < 70 && answer.status != 429; ++i)
        answer = client.get("/api/v1/things/1");
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.header("retry-after").toInt() >= 1);
    QCOMPARE(client.get("/healthz").status, 200);
}

void TestWire::floodsAreLimitedByWhomAProxyNames()
{
    constexpr int kFlood = 70;
    constexpr int kFew = 10; // far from a flood, and more than a bucket regains meanwhile
    const auto isStopped = [](const TestShell &shell, const QByteArray &forwarded, int requests) {
        HttpClient client(shell.port());
        int status = 0;
        for (int i = 0; i < requests && status != 429; ++i)
            status = client.get("/api/v1/things/1", {}, {{"X-Forwarded-For", forwarded}}).status;
        return status == 429;
    };
    QVERIFY(isStopped(*m_shell, "192.0.2.1", kFlood));
    QVERIFY(isStopped(*m_shell, "192.0.2.2", kFew)); // anybody can write the header
    const TestShell behind({"127.0.0.0/8"});
    QVERIFY(isStopped(behind, "192.0.2.1", kFlood));
    QVERIFY(!isStopped(behind, "192.0.2.2", kFew));
    QVERIFY(isStopped(behind, "192.0.2.3, 192.0.2.1", kFew)); // what she claims before the proxy's word
}

void TestWire::passwordsDoNotWaitForPictures()
{
    m_shell->holdPictures(true);
    auto picture = std::async(std::launch::async, [port = m_shell->port()] {
        HttpClient client(port);
        return client.request("POST", "/api/v1/picture").status;
    });
    HttpClient client(m_shell->port());
    QCOMPARE(client.request("POST", "/api/v1/password").status, 204);
    const bool waits = picture.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout;
    m_shell->holdPictures(false);
    QCOMPARE(picture.get(), 204);
    QVERIFY(waits);
}

void TestWire::headHasNoBody()
{
    HttpClient client(m_shell->port());
    const auto head = client.request("HEAD", "/api/v1/large");
    QCOMPARE(head.status, 200);
    QVERIFY(head.header("content-length").toInt() > 20'000);
    QCOMPARE(client.get("/healthz").status, 200);
}

void TestWire::gzipAndEtag()
{
    HttpClient client(m_shell->port());
    const auto packed = client.get("/api/v1/large", {}, {{"Accept-Encoding", "gzip"}});
    QCOMPARE(packed.header("content-encoding"), "gzip");
    QVERIFY(packed.body.size() < 1'000);
    const auto same = client.get("/api/v1/large", {}, {{"If-None-Match", packed.header("etag")}});
    QCOMPARE(same.status, 304);
    QCOMPARE(same.header("etag"), packed.header("etag"));
    QCOMPARE(same.header("cache-control"), "private, no-cache");
    QVERIFY(client.isOpen());
}

void TestWire::filesAndRanges()
{
    HttpClient client(m_shell->port());
    const QByteArray content = TestShell::fileContent();
    const auto whole = client.get("/file");
    QCOMPARE(whole.status, 200);
    QCOMPARE(whole.body, content);
    QCOMPARE(whole.header("accept-ranges"), "bytes");
    const auto part = client.get("/file", {}, {{"Range", "bytes=300000-599999"}});
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, content.mid(300'000, 300'000));
    QCOMPARE(part.header("content-range"), "bytes 300000-599999/" + QByteArray::number(content.size()));
    QCOMPARE(client.get("/file", {}, {{"Range", "bytes=9999999-"}}).status, 416);
    QCOMPARE(client.get("/file", {}, {{"Range", "bytes=0-1"}, {"If-Range", "\"other\""}}).status, 200);
    QCOMPARE(client.get("/file", {}, {{"If-None-Match", "\"f1\""}}).status, 304);
    const auto head = client.request("HEAD", "/file");
    QCOMPARE(head.header("content-length").toLongLong(), content.size());
}

void TestWire::metricsAreForThisMachine()
{
    HttpClient client(m_shell->port());
    QCOMPARE(client.get("/api/v1/things/secret-id").status, 200);
    const auto text = client.get("/metrics");
    QCOMPARE(text.status, 200);
    QVERIFY(text.body.contains(
        "preggo_requests_total{method=\"GET\",route=\"/api/v1/things/{id}\",status=\"2xx\"} 1"));
    QVERIFY(!text.body.contains("secret-id"));
    QCOMPARE(client.get("/metrics", {}, {{"X-Forwarded-For", "192.0.2.1"}}).status, 404);
}

std::unique_ptr<QWebSocket> TestWire::openSocket(const QByteArray &token, const QByteArray &origin)
{
    m_closeCode = -1;
    m_messages.clear();
    auto socket = std::make_unique<QWebSocket>(QString::fromLatin1(origin));
    connect(socket.get(), &QWebSocket::disconnected, this,
        [this, raw = socket.get()] { m_closeCode = int(raw->closeCode()); });
    connect(socket.get(), &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { m_messages.append(text); });
    QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/api/v1/realtime"_s.arg(m_shell->port())));
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    socket->open(request);
    return socket;
}

void TestWire::socketNeedsAGoodTokenOrNone()
{
    const auto good = openSocket("good");
    QTRY_COMPARE(m_shell->sockets(), 1);
    good->sendTextMessage(u"{\"type\":\"ping\",\"n\":3}"_s);
    QTRY_COMPARE(m_messages.size(), 1);
    QVERIFY(m_messages[0].contains(u"pong"_s));
    const auto forged = openSocket("forged");
    QTRY_COMPARE(forged->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_shell->sockets(), 1);
    HttpClient plain(m_shell->port());
    QCOMPARE(plain.get("/api/v1/realtime").status, 400);
}

void TestWire::browsersOfOtherOriginsStayOut()
{
    const auto other = openSocket("good", "https://evil.example");
    QTRY_VERIFY(m_closeCode != -1 || other->state() == QAbstractSocket::UnconnectedState);
    QCOMPARE(m_shell->sockets(), 0);
    const auto ours = openSocket("good", "https://app.example");
    QTRY_COMPARE(m_shell->sockets(), 1);
}

void TestWire::socketWaitsForAToken()
{
    const auto socket = openSocket({});
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->sendTextMessage(u"{\"type\":\"auth\",\"token\":\"good\"}"_s);
    QTRY_COMPARE(m_shell->sockets(), 1);
    socket->abort();
    QTRY_COMPARE(m_shell->sockets(), 0);
    const auto silent = openSocket({});
    QTRY_COMPARE_WITH_TIMEOUT(m_closeCode, close_code::kAuthTimeout, 8'000);
}

void TestWire::socketsAreToldOfARestart()
{
    const auto socket = openSocket("good");
    QTRY_COMPARE(m_shell->sockets(), 1);
    m_shell.reset();
    QTRY_COMPARE(m_closeCode, close_code::kGoingAway);
    const auto bye = QJsonDocument::fromJson(m_messages.value(0).toUtf8()).object();
    QCOMPARE(bye[u"type"_s].toString(), u"bye"_s);
    QCOMPARE(bye[u"code"_s].toInt(), close_code::kRestart);
}

void TestWire::framesThatAreTooLargeEndTheSocket()
{
    const auto socket = openSocket("good");
    QTRY_COMPARE(m_shell->sockets(), 1);
    socket->sendTextMessage(QString(limits::kFrameBytes + 1, u'x'));
    QTRY_COMPARE(m_closeCode, close_code::kTooBig);
    QTRY_COMPARE(m_shell->sockets(), 0);
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
