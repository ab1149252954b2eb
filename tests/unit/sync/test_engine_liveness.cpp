// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/server_gate.h"
#include "protocol/json.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Nothing waits for ever, and nothing is tried without a pause (I17, I20).
class TestEngineLiveness : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

    static HttpAnswer problem(ProblemCode code)
    {
        const Problem what = makeProblem(code);
        return {NetFailure::None, what.status(), {{"content-type", "application/problem+json"}},
            toJsonBytes(what.toJson())};
    }

private Q_SLOTS:
    void aProbeThatIsDroppedMakesRoomForTheNext()
    {
        FakeClock clock;
        VirtualExecutor executor{clock};
        SeededRng rng{1};
        RetryPolicy policy{rng};
        ServerGate gate{clock, executor, policy};
        int opened = 0;
        gate.setListener([&] { ++opened; });
        QVERIFY(gate.tryPass());
        gate.failed();
        executor.advance(400'000);
        opened = 0;
        {
            QVERIFY(gate.tryPass());
            const ServerGate::Probe probe(gate);
            QVERIFY(!gate.tryPass());
        }
        executor.advance(10);
        QCOMPARE(opened, 1);
        QVERIFY(gate.tryPass());
        {
            const ServerGate::Probe told(gate);
            gate.failed();
            executor.advance(400'000);
            QVERIFY(gate.tryPass()); // another's by now
        }
        QVERIFY(!gate.tryPass());
    }

    void aStreamThatGoesWhileItProbesHoldsNobodyUp()
    {
        World w;
        w.device.ws.reachable = true;
        w.device.engine->refresh();
        w.settle();
        w.device.ws.receive({{u"type"_s, u"welcome"_s}, {u"conn"_s, u"1"_s}, {u"hb"_s, 25},
            {u"heads"_s, headsToJson(w.server.headsOf(w.mother))}});
        w.settle(15'000);
        // Only the family's stream has something to ask, the server falls, and the probe is its own.
        bool fails = true;
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!fails)
                return std::nullopt;
            if (request.path.contains(w.stream.toString()))
                w.device.net.delayMs = 20'000;
            return HttpAnswer{NetFailure::None, 503, {}, {}};
        };
        const qint64 head = w.server.head(w.stream);
        w.server.addPost(w.family, w.father, u"One"_s);
        w.server.addPost(w.family, w.father, u"Two"_s);
        w.device.ws.receive(w.server.framesAfter(w.stream, head).last().toJson()); // a gap
        w.settle(25'000); // the first try has failed, and the probe is on its way
        w.server.removeMember(w.family, w.mother);
        w.device.ws.receive({{u"type"_s, u"revoked"_s}, {u"stream"_s, w.stream.toString()}});
        fails = false;
        w.device.net.delayMs = 10;
        w.settle(8'000); // before the probe's own answer could come
        QCOMPARE(w.device.cache->memberships()->size(), 0);
    }

    void aPushThatWaitsForAnotherIsNotRepeatedAtOnce_data()
    {
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("in progress") << ProblemCode::InProgress;
        QTest::newRow("dependency missing") << ProblemCode::DependencyMissing;
    }
    void aPushThatWaitsForAnotherIsNotRepeatedAtOnce()
    {
        QFETCH(ProblemCode, code);
        World w;
        int asked = 0;
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith(u"/push"_s))
                return std::nullopt;
            ++asked;
            return problem(code);
        };
        w.device.post(w.family, u"First"_s);
        w.settle(60'000);
        QVERIFY2(asked > 1 && asked < 30, qPrintable(QString::number(asked)));
        QCOMPARE(w.device.engine->status().parked, 0);
        w.device.net.before = {};
        w.settle(400'000);
        QCOMPARE(postsOnServer(w).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestEngineLiveness)
#include "test_engine_liveness.moc"
