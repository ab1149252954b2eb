// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/switchable_transport.h"
#include "tests/support/fake_net.h"
#include "tests/support/scripted_http.h"
#include "tests/support/virtual_executor.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A cable with a switch, and what its user hears.
struct Cable
{
    FakeClock clock;
    VirtualExecutor main{clock};
    ScriptedHttp inner{main};
    FakeWs innerWs{main};
    SwitchableHttp http{inner, main};
    SwitchableWs ws{innerWs, main};
    QVector<HttpAnswer> answers;
    QStringList heard; ///< of sockets, in order

    HttpTransport::RequestId send(const QString &path = u"/a"_s)
    {
        HttpRequest request;
        request.path = path;
        return http.send(request, [this](const HttpAnswer &answer) { answers.append(answer); });
    }
    void open(const QString &name)
    {
        ws.open(u"/ws"_s, "token",
            {[this, name] { heard.append(name + u" opened"_s); },
                [this, name](const QByteArray &) { heard.append(name + u" message"_s); },
                [this, name](int code, int) { heard.append(name + u" closed %1"_s.arg(code)); }});
    }
};

} // namespace

class TestSwitchableTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void switchedOnItOnlyPassesThings();
    void answersAreTimed();
    void cuttingBreaksWhatRuns();
    void switchedOffNothingLeaves();
    void switchedOnAgainItWorks();
    void whatIsSentFromABrokenRequestBreaksToo();
    void cancelledRequestsEndOnce();
    void answersAfterItsEndAreDropped();
    void cuttingClosesTheSocket();
    void socketsDoNotOpenWhileOff();
    void aNewerSocketDropsTheOlderOne();
    void aCutSocketIsNotHeardAfterANewerOne();
    void whetherTheServerIsTrustedIsTold();
};

void TestSwitchableTransport::switchedOnItOnlyPassesThings()
{
    Cable cable;
    QVERIFY(cable.http.isOn());
    qint64 told = 0;
    HttpRequest request;
    request.path = u"/path"_s;
    request.body = "body";
    cable.http.send(
        request, [&](const HttpAnswer &answer) { cable.answers.append(answer); },
        [&](qint64 sent, qint64) { told = sent; });
    QCOMPARE(cable.inner.pending.size(), 1);
    QCOMPARE(cable.inner.pending.first().request.path, u"/path"_s);
    QCOMPARE(cable.inner.pending.first().request.body, "body");
    cable.inner.pending.first().progress(3, 4);
    QCOMPARE(told, 3);
    cable.inner.answerJson(200, "{}");
    QCOMPARE(cable.answers.size(), 1);
    QCOMPARE(cable.answers.first().status, 200);
    QCOMPARE(cable.answers.first().body, "{}");
}

void TestSwitchableTransport::answersAreTimed()
{
    Cable cable;
    QVector<double> times; // -1 where no answer came
    cable.http.setTimer(cable.clock, [&](std::optional<double> ms) { times.append(ms.value_or(-1)); });
    cable.send();
    cable.main.advance(70);
    cable.inner.answerJson(200, "{}");
    cable.main.drain();
    cable.send();
    cable.inner.fail(NetFailure::Timeout);
    cable.main.drain();
    QCOMPARE(times, (QVector<double>{70, -1}));

    HttpRequest picture;
    picture.lane = NetLane::Pictures;
    cable.http.send(picture, [](const HttpAnswer &) {});
    cable.inner.answerJson(200, "{}");
    cable.http.cancel(cable.send());
    cable.main.drain();
    QCOMPARE(times.size(), 2);
}

void TestSwitchableTransport::cuttingBreaksWhatRuns()
{
    Cable cable;
    cable.send();
    cable.send();
    cable.http.setOn(false);
    QVERIFY(!cable.http.isOn());
    cable.main.drain();
    QCOMPARE(cable.inner.cancelled, 2);
    QCOMPARE(cable.answers.size(), 2); // each once, though the transport below tells of its end as well
    QCOMPARE(cable.answers.at(0).failure, NetFailure::Offline);
    QCOMPARE(cable.answers.at(1).failure, NetFailure::Offline);
}

void TestSwitchableTransport::switchedOffNothingLeaves()
{
    Cable cable;
    cable.http.setOn(false);
    cable.send();
    QVERIFY(cable.answers.isEmpty()); // never from within send()
    cable.main.drain();
    QCOMPARE(cable.answers.size(), 1);
    QCOMPARE(cable.answers.first().failure, NetFailure::Offline);
    QCOMPARE(cable.inner.sent, 0);
}

void TestSwitchableTransport::switchedOnAgainItWorks()
{
    Cable cable;
    cable.send();
    cable.http.setOn(false);
    cable.send();
    cable.http.setOn(true);
    cable.main.drain();
    QCOMPARE(cable.answers.size(), 2);
    QCOMPARE(cable.inner.sent, 1); // what failed is not sent again by itself
    cable.send();
    QCOMPARE(cable.inner.sent, 2);
    cable.inner.answerJson(204, {});
    QCOMPARE(cable.answers.size(), 3);
    QCOMPARE(cable.answers.last().status, 204);
}

void TestSwitchableTransport::whatIsSentFromABrokenRequestBreaksToo()
{
    Cable cable;
    HttpRequest request;
    cable.http.send(request, [&](const HttpAnswer &answer) {
        cable.answers.append(answer);
        cable.send();
    });
    cable.http.setOn(false);
    cable.main.drain();
    QCOMPARE(cable.answers.size(), 2);
    QCOMPARE(cable.answers.last().failure, NetFailure::Offline);
    QCOMPARE(cable.inner.sent, 1);
}

void TestSwitchableTransport::cancelledRequestsEndOnce()
{
    Cable cable;
    const auto running = cable.send();
    cable.http.cancel(running);
    cable.main.drain();
    QCOMPARE(cable.answers.size(), 1);
    QCOMPARE(cable.answers.last().failure, NetFailure::Aborted);
    cable.http.cancel(running); // it is over
    cable.http.cancel(running + 1); // it never was
    cable.http.setOn(false);
    const auto held = cable.send();
    cable.http.cancel(held);
    cable.main.drain();
    QCOMPARE(cable.answers.size(), 2);
    QCOMPARE(cable.inner.cancelled, 1);
}

void TestSwitchableTransport::answersAfterItsEndAreDropped()
{
    FakeClock clock;
    VirtualExecutor main{clock};
    ScriptedHttp inner{main};
    int answers = 0;
    {
        SwitchableHttp http{inner, main};
        http.send({}, [&](const HttpAnswer &) { ++answers; });
        http.setOn(true);
    }
    inner.answerJson(200, "{}");
    {
        SwitchableHttp http{inner, main};
        http.setOn(false);
        http.send({}, [&](const HttpAnswer &) { ++answers; });
    }
    main.drain();
    QCOMPARE(answers, 0);
}

void TestSwitchableTransport::cuttingClosesTheSocket()
{
    Cable cable;
    cable.innerWs.reachable = true;
    cable.open(u"one"_s);
    cable.main.drain();
    cable.ws.send("hello");
    QCOMPARE(cable.innerWs.lastBearer, "token");
    cable.ws.setOn(false);
    cable.ws.send("lost");
    cable.main.drain();
    QCOMPARE(cable.heard, (QStringList{u"one opened"_s, u"one closed 1006"_s}));
    QCOMPARE(cable.innerWs.sent, QVector<QByteArray>{"hello"});
}

void TestSwitchableTransport::socketsDoNotOpenWhileOff()
{
    Cable cable;
    cable.innerWs.reachable = true;
    cable.ws.setOn(false);
    cable.open(u"one"_s);
    QVERIFY(cable.heard.isEmpty());
    cable.main.drain();
    QCOMPARE(cable.heard, QStringList{u"one closed 1006"_s});
    QCOMPARE(cable.innerWs.opens, 0);
    cable.ws.setOn(true);
    cable.main.drain();
    QCOMPARE(cable.heard.size(), 1); // whoever wants one asks again
    cable.open(u"two"_s);
    cable.main.drain();
    QCOMPARE(cable.heard.last(), u"two opened"_s);
    cable.ws.abort();
    cable.main.drain();
    QCOMPARE(cable.heard.last(), u"two closed 1006"_s);
}

void TestSwitchableTransport::aNewerSocketDropsTheOlderOne()
{
    Cable cable;
    cable.innerWs.reachable = true;
    cable.ws.setOn(false);
    cable.main.drain();
    cable.open(u"one"_s);
    cable.ws.setOn(true);
    cable.open(u"two"_s);
    cable.main.drain();
    QCOMPARE(cable.heard, QStringList{u"two opened"_s});
}

void TestSwitchableTransport::aCutSocketIsNotHeardAfterANewerOne()
{
    Cable cable;
    cable.innerWs.reachable = true;
    cable.open(u"one"_s);
    cable.main.drain();
    cable.ws.setOn(false);
    cable.open(u"two"_s); // before the end of the first has come
    cable.main.drain();
    QCOMPARE(cable.heard, (QStringList{u"one opened"_s, u"two closed 1006"_s}));
}

void TestSwitchableTransport::whetherTheServerIsTrustedIsTold()
{
    Cable cable;
    QVector<bool> told;
    const auto listen = [&](bool trusted) { told.append(trusted); };
    cable.http.setTrustListener(listen);
    cable.ws.setTrustListener(listen);
    for (int i = 0; i < 4; ++i)
        cable.send();
    cable.inner.fail(NetFailure::Tls);
    QCOMPARE(told, QVector<bool>{false});
    cable.inner.fail(NetFailure::Offline); // says nothing of the server
    cable.inner.fail(NetFailure::Timeout);
    QCOMPARE(told.size(), 1);
    cable.inner.answerJson(503, "{}");
    QCOMPARE(told, (QVector<bool>{false, true}));
    cable.open(u"one"_s);
    cable.innerWs.close(1006);
    QCOMPARE(told.size(), 2);
    cable.open(u"two"_s);
    cable.innerWs.close(kNotTrusted);
    QCOMPARE(told, (QVector<bool>{false, true, false}));
    QCOMPARE(cable.answers.size(), 4);
    QCOMPARE(cable.heard.last(), u"two closed 1015"_s);
}

QTEST_GUILESS_MAIN(TestSwitchableTransport)
#include "test_switchable_transport.moc"
