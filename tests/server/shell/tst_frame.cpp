// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/answer.h"
#include "server/http/authenticator.h"
#include "server/http/byte_range.h"
#include "server/http/request_head.h"
#include "server/http/router.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

namespace {

Route routeTo(Method method, const QByteArray &path)
{
    Route route;
    route.method = method;
    route.path = path;
    return route;
}

Request requestWith(const QByteArray &header, const QByteArray &value)
{
    Request request;
    request.headers.insert(header, value);
    return request;
}

Answer answerTo(const Request &request, Response response)
{
    Draft draft;
    draft.response = std::move(response);
    return makeAnswer(std::move(draft), request, true);
}

} // namespace

/// What a request and an answer look like on the wire, without a socket.
class TestFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void routesByMethodAndPath();
    void headGoesToGet();
    void paramsAreDecoded();
    void targetsAreChecked_data();
    void targetsAreChecked();
    void ranges_data();
    void ranges();
    void etags();
    void unchangedIsShort();
    void answersArePrivate();
    void headersCannotBeForged();
    void gzipOnlyWhenAccepted();
    void bearer();
};

void TestFrame::routesByMethodAndPath()
{
    const Router router(
        {routeTo(Method::Get, "/a/{id}"), routeTo(Method::Post, "/a/{id}"), routeTo(Method::Get, "/a/me")});
    QCOMPARE(router.match(Method::Get, "/a/me").route->path, "/a/me");
    QCOMPARE(router.match(Method::Get, "/a/1").route->path, "/a/{id}");
    const auto wrong = router.match(Method::Delete, "/a/1");
    QVERIFY(!wrong.route);
    QCOMPARE(wrong.allow, (QByteArrayList{"GET", "POST"}));
    const auto none = router.match(Method::Get, "/a/1/2");
    QVERIFY(!none.route && none.allow.isEmpty());
    QVERIFY(!router.match(Method::Get, "/a/").route);
}

void TestFrame::headGoesToGet()
{
    const Router router({routeTo(Method::Get, "/a"), routeTo(Method::Post, "/b")});
    QVERIFY(router.match(Method::Head, "/a").route);
    QVERIFY(!router.match(Method::Head, "/b").route);
}

void TestFrame::paramsAreDecoded()
{
    const Router router({routeTo(Method::Get, "/s/{id}/x")});
    QCOMPARE(router.match(Method::Get, "/s/p%3A1%3Aall/x").params.value("id"), u"p:1:all"_s);
    QVERIFY(router.match(Method::Get, "/s/%ff/x").badEncoding);
}

void TestFrame::targetsAreChecked_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("good");
    QTest::newRow("path") << QByteArray("/a?b=c") << true;
    QTest::newRow("no slash") << QByteArray("a") << false;
    QTest::newRow("absolute form") << QByteArray("http://x/a") << false;
    QTest::newRow("bad query") << QByteArray("/a?b=%c3%28") << false;
}

void TestFrame::targetsAreChecked()
{
    QFETCH(QByteArray, target);
    QFETCH(bool, good);
    QCOMPARE(makeRequest("GET", target, {}, {}).has_value(), good);
    QVERIFY(!makeRequest("BREW", target, {}, {}));
}

void TestFrame::ranges_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("answer");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("length");
    const int part = int(RangeAnswer::Part);
    const int whole = int(RangeAnswer::Whole);
    const int invalid = int(RangeAnswer::Invalid);
    QTest::newRow("both") << QByteArray("bytes=2-4") << part << 2LL << 3LL;
    QTest::newRow("open") << QByteArray("bytes=7-") << part << 7LL << 3LL;
    QTest::newRow("last") << QByteArray("bytes=-4") << part << 6LL << 4LL;
    QTest::newRow("beyond the end") << QByteArray("bytes=8-99") << part << 8LL << 2LL;
    QTest::newRow("more than all") << QByteArray("bytes=-99") << part << 0LL << 10LL;
    QTest::newRow("after the end") << QByteArray("bytes=10-") << invalid << 0LL << 0LL;
    QTest::newRow("last nothing") << QByteArray("bytes=-0") << invalid << 0LL << 0LL;
    QTest::newRow("several") << QByteArray("bytes=0-1,3-4") << whole << 0LL << 0LL;
    QTest::newRow("backwards") << QByteArray("bytes=4-2") << whole << 0LL << 0LL;
    QTest::newRow("signs") << QByteArray("bytes=+2-+4") << whole << 0LL << 0LL;
    QTest::newRow("last below nothing") << QByteArray("bytes=--4") << whole << 0LL << 0LL;
    QTest::newRow("words") << QByteArray("bytes=a-b") << whole << 0LL << 0LL;
    QTest::newRow("unit") << QByteArray("lines=0-1") << whole << 0LL << 0LL;
}

void TestFrame::ranges()
{
    QFETCH(QByteArray, header);
    QFETCH(int, answer);
    ByteRange range;
    QCOMPARE(int(readRange(header, 10, range)), answer);
    if (answer != int(RangeAnswer::Part))
        return;
    QTEST(range.first, "first");
    QTEST(range.length, "length");
}

void TestFrame::etags()
{
    QVERIFY(etagMatches("W/\"a\"", "\"a\""));
    QVERIFY(etagMatches("\"x\", W/\"a\"", "W/\"a\""));
    QVERIFY(etagMatches("*", "\"a\""));
    QVERIFY(!etagMatches("\"b\"", "\"a\""));
    QVERIFY(!etagMatches("", "\"a\""));
    QVERIFY(!etagMatches("*", ""));
}

void TestFrame::unchangedIsShort()
{
    const auto first = answerTo({}, Response::json(200, {{u"a"_s, 1}}));
    const qsizetype at = first.head.indexOf("etag: ") + 6;
    const QByteArray etag = first.head.mid(at, first.head.indexOf("\r\n", at) - at);
    const auto second = answerTo(requestWith("if-none-match", etag), Response::json(200, {{u"a"_s, 1}}));
    QCOMPARE(second.status, 304);
    QVERIFY(!second.body);
    QVERIFY(!second.head.contains("Content-Length"));
    QCOMPARE(answerTo(requestWith("if-none-match", etag), Response::json(200, {{u"a"_s, 2}})).status, 200);
    QCOMPARE(answerTo(requestWith("if-none-match", "*"), Response::json(404, {})).status, 404);
}

void TestFrame::answersArePrivate()
{
    QVERIFY(
        answerTo({}, Response::json(200, {{u"a"_s, 1}})).head.contains("cache-control: private, no-cache"));
    for (const int status : {400, 401, 404, 500})
        QVERIFY(answerTo({}, Response::json(status, {})).head.contains("cache-control: no-store"));
    Request post;
    post.method = Method::Post;
    const auto answer = answerTo(post, Response::json(200, {{u"token"_s, 1}}));
    QVERIFY(answer.head.contains("cache-control: no-store"));
    QVERIFY(answer.head.contains("x-content-type-options: nosniff"));
}

void TestFrame::headersCannotBeForged()
{
    const auto answer = answerTo({}, Response::json(200, {}).with("x-a", "1\r\nset-cookie: evil"));
    QVERIFY(!answer.head.contains("evil"));
}

void TestFrame::gzipOnlyWhenAccepted()
{
    const QJsonObject large{{u"text"_s, QString(4'000, u'x')}};
    const auto plain = answerTo({}, Response::json(200, large));
    QVERIFY(plain.body->startsWith('{'));
    QVERIFY(plain.head.contains("vary: Accept-Encoding"));
    const auto packed = answerTo(requestWith("accept-encoding", "br, gzip"), Response::json(200, large));
    QVERIFY(packed.body->startsWith("\x1f\x8b"));
    QVERIFY(packed.head.contains("content-encoding: gzip"));
    const auto refused = answerTo(requestWith("accept-encoding", "gzip;q=0"), Response::json(200, large));
    QVERIFY(refused.body->startsWith('{'));
    const auto small = answerTo(requestWith("accept-encoding", "gzip"), Response::json(200, {}));
    QVERIFY(!small.head.contains("content-encoding"));
}

void TestFrame::bearer()
{
    QCOMPARE(bearerToken("bearer  abc"), std::optional(QByteArray("abc")));
    QVERIFY(!bearerToken("Basic abc"));
    QVERIFY(!bearerToken("Bearer "));
    QVERIFY(!bearerToken("Bearer " + QByteArray(5'000, 'a')));
}

QTEST_GUILESS_MAIN(TestFrame)
#include "tst_frame.moc"
