// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "realtime_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// The socket without the engine: what it sends, what it tells, and how long it stays away.
class TestRealtimeEdges : public QObject
{
    Q_OBJECT

private:
    using Bench = RealtimeBench;

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
};

QTEST_GUILESS_MAIN(TestRealtimeEdges)
#include "test_realtime_edges.moc"
