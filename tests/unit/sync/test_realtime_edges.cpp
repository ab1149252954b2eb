// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/realtime_client.h"
#include "protocol/json.h"
#include "tests/support/core_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// The socket without the engine: what it sends, what it tells, and how long it stays away.
class TestRealtimeEdges : public QObject
{
    Q_OBJECT

private:
    struct Bench : CoreBench
    {
        Bench()
        {
            join(stream, 4);
            states = {core.streams.of(stream)};
            ws.reachable = true;
        }
        void goLive()
        {
            client.start();
            executor.drain();
            ws.welcome({});
        }
        /// Milliseconds until the socket is opened again, -1 where it is not for a day.
        qint64 awayMs()
        {
            const int opens = ws.opens;
            const qint64 from = clock.steadyMs();
            while (ws.opens == opens && clock.steadyMs() - from < 24LL * 3600 * 1000) {
                if (executor.nextTimerMs() < 0)
                    return -1;
                executor.advance(executor.nextTimerMs());
            }
            return ws.opens == opens ? -1 : clock.steadyMs() - from;
        }
        [[nodiscard]] QJsonObject said(qsizetype index) const { return *parseJsonObject(ws.sent.at(index)); }
        [[nodiscard]] QString lastType() const { return said(ws.sent.size() - 1)[u"type"_s].toString(); }

        QVector<StreamState> states;
        RealtimeClient client{core, ws, tokens, [this] { return states; }};
    };

private Q_SLOTS:
    void closings_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most"); // -1: it stays away
        const auto add = [](const char *name, int code, qint64 least, qint64 most) {
            QTest::newRow(name) << code << least << most;
        };
        constexpr qint64 kMinute = 60'000;
        add("normal", close_code::kNormal, 0, 2'000);
        add("going away", close_code::kGoingAway, 0, 2'000);
        add("dropped", 1006, 0, 2'000);
        add("error", close_code::kError, 0, 2'000);
        add("protocol", close_code::kProtocol, 5 * kMinute, 5 * kMinute + 10'000);
        add("policy", close_code::kPolicy, 5 * kMinute, 5 * kMinute + 10'000);
        add("too big", close_code::kTooBig, 5 * kMinute, 5 * kMinute + 10'000);
        add("restart", close_code::kRestart, 0, 10'000);
        add("try later", close_code::kTryLater, 0, 10'000);
        add("token", close_code::kTokenInvalid, 0, 2'000);
        add("no auth in time", close_code::kAuthTimeout, 0, 2'000);
        add("revoked", close_code::kRevoked, 0, 2'000);
        add("too old", close_code::kTooOld, 0, -1);
        add("too many", close_code::kTooMany, 0, 2'000);
    }
    void closings()
    {
        QFETCH(int, code);
        QFETCH(qint64, least);
        QFETCH(qint64, most);
        Bench b;
        b.goLive();
        QCOMPARE(b.events.connections, QVector<bool>{true});
        b.ws.close(code);
        QCOMPARE(b.events.connections, (QVector<bool>{true, false}));
        const qint64 away = b.awayMs();
        QVERIFY2(most < 0 ? away == -1 : away >= least && away <= most, qPrintable(QString::number(away)));
        const bool token = code == close_code::kTokenInvalid || code == close_code::kAuthTimeout;
        QCOMPARE(b.tokens.rejections, token ? 1 : 0);
        QCOMPARE(b.events.updates, code == close_code::kTooOld ? 1 : 0);
        QCOMPARE(b.events.closed.size(), code == close_code::kRevoked ? 1 : 0);
    }

    void aServerThatStaysDownIsAskedEverLess()
    {
        Bench b;
        b.goLive();
        b.ws.reachable = false;
        qint64 away = 0;
        b.ws.close(close_code::kRestart);
        for (int i = 0; i < 12; ++i) {
            away += b.awayMs();
            b.ws.close(close_code::kRestart); // it answers with the same each time
        }
        QVERIFY2(away > 60'000, qPrintable(QString::number(away)));
    }

    void aFarewellSaysHowLong()
    {
        Bench b;
        b.goLive();
        b.ws.receive({{u"type"_s, u"bye"_s}, {u"code"_s, 1012}, {u"retry_after"_s, 120}});
        b.ws.close(close_code::kGoingAway);
        QVERIFY(b.awayMs() >= 120'000);
        b.executor.drain();
        b.ws.welcome({});
        b.ws.receive({{u"type"_s, u"bye"_s}, {u"retry_after"_s, 1e9}}); // not for ever
        b.ws.close(close_code::kRestart);
        const qint64 away = b.awayMs();
        QVERIFY2(away >= 3'600'000 && away <= 3'700'000, qPrintable(QString::number(away)));
        b.executor.drain();
        b.ws.welcome({});
        b.ws.close(close_code::kGoingAway); // the floor was of that one farewell
        QVERIFY(b.awayMs() < 3'000);
    }

    void aRefusedHandshakeCostsTheToken()
    {
        Bench b;
        b.ws.refuse = 401;
        b.client.start();
        b.executor.drain();
        QCOMPARE(b.tokens.rejections, 1);
        b.ws.refuse = 0;
        QVERIFY(b.awayMs() >= 0);
        QCOMPARE(b.ws.lastBearer, "token-2");
    }

    void withoutATokenNoSocket_data()
    {
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("she must sign in") << ProblemCode::Unauthorized;
        QTest::newRow("no network") << ProblemCode::Unavailable;
    }
    void withoutATokenNoSocket()
    {
        QFETCH(ProblemCode, code);
        Bench b;
        b.tokens.problem = makeProblem(code);
        b.client.start();
        b.executor.drain();
        QCOMPARE(b.ws.opens, 0);
        const bool signIn = code == ProblemCode::Unauthorized;
        QCOMPARE(b.events.signIns, signIn ? 1 : 0);
        b.tokens.problem.reset();
        QCOMPARE(b.awayMs() >= 0, !signIn); // then the engine starts it again
    }

    void aTokenThatComesTooLateOpensNothing()
    {
        Bench b;
        b.tokens.hold = true;
        b.client.start();
        b.client.stop();
        b.tokens.release();
        b.executor.drain();
        QCOMPARE(b.ws.opens, 0);
    }

    void callsOfAnOldSocketAreIgnored_data()
    {
        QTest::addColumn<int>("call");
        QTest::newRow("it opened") << 0;
        QTest::newRow("a message") << 1;
        QTest::newRow("it closed") << 2;
    }
    void callsOfAnOldSocketAreIgnored()
    {
        QFETCH(int, call);
        Bench b;
        if (call == 0) {
            b.client.start(); // its opening is posted, and then it is stopped
        } else {
            b.goLive();
        }
        b.client.stop();
        const auto sent = b.ws.sent.size();
        const auto told = b.events.connections;
        if (call == 0)
            b.executor.drain();
        else if (call == 1)
            b.ws.receive({{u"type"_s, u"lag"_s}, {u"streams"_s, QJsonArray{b.stream.toString()}}});
        else
            b.ws.close(close_code::kRevoked);
        QCOMPARE(b.ws.sent.size(), sent);
        QCOMPARE(b.events.connections, told);
        QVERIFY(b.events.behind.isEmpty());
        QVERIFY(b.events.closed.isEmpty());
    }

    void aServerThatGreetsNobodyIsLeft()
    {
        Bench b;
        b.client.start();
        b.executor.drain();
        b.executor.advance(19'999);
        QCOMPARE(b.ws.aborts, 0);
        b.executor.advance(2);
        QCOMPARE(b.ws.aborts, 1);
        QVERIFY(!b.client.isLive());
    }

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

QTEST_GUILESS_MAIN(TestRealtimeEdges)
#include "test_realtime_edges.moc"
