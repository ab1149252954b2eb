// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "realtime_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Heartbeats, and messages that can or cannot be read.
class TestRealtimeMessages : public QObject
{
    Q_OBJECT

private:
    using Bench = RealtimeBench;

private Q_SLOTS:
    void aHeartbeatKeepsItAlive()
    {
        Bench b;
        b.goLive();
        for (int i = 0; i < 20; ++i) {
            b.executor.advance(25'000);
            b.ws.receive({{u"type"_s, u"head"_s}, {u"heads"_s, QJsonObject()}});
        }
        QCOMPARE(b.ws.aborts, 0);
        QVERIFY(b.client.isLive());
        b.executor.advance(56'000);
        QCOMPARE(b.ws.aborts, 1);
    }

    void aHeartbeatOfNonsenseIsBounded_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<qint64>("silentMs"); // after which it is surely left
        QTest::newRow("none at all") << 0 << qint64(7'001);
        QTest::newRow("negative") << -9 << qint64(7'001);
        QTest::newRow("a day") << 86'400 << qint64(605'001);
    }
    void aHeartbeatOfNonsenseIsBounded()
    {
        QFETCH(int, seconds);
        QFETCH(qint64, silentMs);
        Bench b;
        b.client.start();
        b.executor.drain();
        b.ws.receive({{u"type"_s, u"welcome"_s}, {u"hb"_s, seconds}});
        b.executor.advance(silentMs - 100);
        QCOMPARE(b.ws.aborts, 0);
        b.executor.advance(200);
        QCOMPARE(b.ws.aborts, 1);
    }

    void messages_data()
    {
        QTest::addColumn<QByteArray>("text");
        const char *nothing[] = {"", "no JSON", "[]", "{}", "{\"type\":\"change\",\"stream\":7}",
            "{\"type\":\"head\",\"heads\":{\"p:x:all\":{}}}", "{\"type\":\"head\",\"heads\":7}",
            "{\"type\":\"revoked\"}", "{\"type\":\"revoked\",\"stream\":\"nonsense\"}",
            "{\"type\":\"lag\",\"streams\":[7,\"nonsense\"]}", "{\"type\":\"unheard of\"}"};
        for (const char *text : nothing)
            QTest::newRow(text) << QByteArray(text);
    }
    /// What cannot be read changes nothing, and does not end the connection.
    void messages()
    {
        QFETCH(QByteArray, text);
        Bench b;
        b.goLive();
        const auto heads = b.events.heads.size();
        b.ws.receiveText(text);
        QVERIFY(b.client.isLive());
        QVERIFY(b.events.frames.isEmpty());
        QVERIFY(b.events.closed.isEmpty());
        QVERIFY(b.events.behind.isEmpty());
        QVERIFY(b.events.heads.size() == heads || b.events.heads.constLast().isEmpty());
    }

    void aMessageBeyondTheLimitIsNotRead()
    {
        Bench b;
        b.goLive();
        b.ws.receive({{u"type"_s, u"lag"_s}, {u"streams"_s, QJsonArray{b.stream.toString()}},
            {u"filler"_s, QString(70'000, u'x')}});
        QVERIFY(b.events.behind.isEmpty());
        b.ws.receive({{u"type"_s, u"lag"_s}, {u"streams"_s, QJsonArray{b.stream.toString()}}});
        QCOMPARE(b.events.behind, QVector<StreamId>{b.stream});
    }

    void aWelcomeWithHeadsThatCannotBeReadIsAWelcome()
    {
        Bench b;
        b.client.start();
        b.executor.drain();
        b.ws.receive({{u"type"_s, u"welcome"_s}, {u"hb"_s, 25}, {u"heads"_s, QJsonObject{{u"p:x"_s, 7}}}});
        QVERIFY(b.client.isLive());
        QVERIFY(b.events.heads.isEmpty());
    }

    void streamsThatComeAndGoAreNamed()
    {
        Bench b;
        b.client.streamsChanged(); // not before it is open
        QVERIFY(b.ws.sent.isEmpty());
        b.goLive();
        QCOMPARE(b.lastType(), u"hello"_s);
        const auto hello = b.said(0)[u"streams"_s].toArray();
        QCOMPARE(hello.size(), 1);
        QCOMPARE(hello[0].toObject()[u"cursor"_s].toInt(), 4);
        b.client.streamsChanged(); // nothing changed
        QCOMPARE(b.ws.sent.size(), 1);
        const StreamId other = StreamId::all(numbered<FamilyId>(0xfb));
        b.join(other, 7);
        b.states.append(b.core.streams.of(other));
        b.client.streamsChanged();
        QCOMPARE(b.lastType(), u"subscribe"_s);
        QCOMPARE(b.said(1)[u"streams"_s].toArray().size(), 1);
        b.states.removeFirst();
        b.client.streamsChanged();
        QCOMPARE(b.lastType(), u"unsubscribe"_s);
        QCOMPARE(b.said(2)[u"streams"_s].toArray(), QJsonArray{b.stream.toString()});
    }

    void aNewTokenIsShownWhenItIsAskedFor_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("it comes") << 0;
        QTest::newRow("there is none") << 1;
        QTest::newRow("it comes after the end") << 2;
    }
    void aNewTokenIsShownWhenItIsAskedFor()
    {
        QFETCH(int, how);
        Bench b;
        b.goLive();
        b.tokens.number = 5;
        b.tokens.hold = how == 2;
        if (how == 1)
            b.tokens.problem = makeProblem(ProblemCode::Unavailable);
        b.ws.receive({{u"type"_s, u"reauth"_s}, {u"by"_s, 60}});
        if (how == 2) {
            b.client.stop();
            b.tokens.release();
        }
        QCOMPARE(b.lastType(), how == 0 ? u"auth"_s : u"hello"_s);
        if (how == 0)
            QCOMPARE(b.said(1)[u"token"_s].toString(), u"token-5"_s);
    }

    void startAndStopCountOnce()
    {
        Bench b;
        b.client.stop();
        QCOMPARE(b.ws.aborts, 0);
        b.goLive();
        b.client.start();
        b.client.hurry(0); // it waits for nothing
        b.executor.drain();
        QCOMPARE(b.ws.opens, 1);
        b.client.stop();
        b.client.stop();
        QCOMPARE(b.ws.aborts, 1);
        QCOMPARE(b.awayMs(), -1);
    }

    void whileRequestsFailItWaitsForTheGate()
    {
        Bench b;
        (void)b.core.gate.tryPass();
        b.core.gate.failed(50'000);
        b.client.start();
        QCOMPARE(b.ws.opens, 0);
        b.executor.advance(51'000);
        b.client.resume();
        QCOMPARE(b.ws.opens, 0); // a request has to show first that it works
        b.core.gate.succeeded();
        b.client.resume();
        QCOMPARE(b.ws.opens, 1);
    }
};

QTEST_GUILESS_MAIN(TestRealtimeMessages)
#include "test_realtime_messages.moc"
