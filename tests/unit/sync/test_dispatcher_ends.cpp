// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "dispatcher_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What leaves the queue while it is under way, and the end of the app in the middle of a push.
class TestDispatcherEnds : public QObject
{
    Q_OBJECT

private:
    using Bench = DispatcherBench;

private Q_SLOTS:
    void whatIsGoneWhileItIsUnderWayHurtsNobody_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {0, 200, 409, 422, 500})
            QTest::addRow("%d", status) << status;
    }
    void whatIsGoneWhileItIsUnderWayHurtsNobody()
    {
        QFETCH(int, status);
        Bench b;
        b.createMany(2);
        b.pump();
        const auto sent = b.sent();
        b.core.queue.erase(Bench::op(1));
        switch (status) {
        case 200:
            b.apply();
            break;
        case 409:
            b.refuse(ProblemCode::EpochChanged);
            break;
        case 422:
            b.refuse(ProblemCode::InvalidField);
            break;
        case 500:
            b.refuse(ProblemCode::Internal);
            break;
        default:
            b.http.fail(NetFailure::Timeout);
            b.executor.drain();
        }
        QVERIFY(!b.core.queue.find(Bench::op(1)));
        QVERIFY(b.events.refused.isEmpty());
        if (status == 200) {
            QCOMPARE(b.stateOf(Bench::op(2)), ActionState::Acked);
            return;
        }
        QVERIFY(b.http.pending.size() == 1 || b.waitForRequest(400'000));
        QCOMPARE(b.sent().constFirst().opId, Bench::op(2));
    }

    void whatIsGoneAloneHurtsNobody_data()
    {
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("the server fell over it") << ProblemCode::Internal;
        QTest::newRow("it was worked on") << ProblemCode::InProgress;
        QTest::newRow("it was refused") << ProblemCode::InvalidField;
    }
    void whatIsGoneAloneHurtsNobody()
    {
        QFETCH(ProblemCode, code);
        Bench b;
        b.create(1);
        b.pump();
        b.core.queue.erase(Bench::op(1));
        b.refuse(code);
        QCOMPARE(b.dispatcher.inFlight(), 0);
        b.create(2);
        b.pump();
        QVERIFY(b.http.pending.size() == 1 || b.waitForRequest(400'000));
    }

    void whatIsGoneWhenTheDiskRefusesTheNoteHurtsNobody()
    {
        Bench b;
        b.createMany(2);
        (void)b.outbox->database().exec(u"PRAGMA query_only=ON"_s);
        b.dispatcher.pump();
        b.core.queue.erase(Bench::op(1));
        b.executor.drain();
        (void)b.outbox->database().exec(u"PRAGMA query_only=OFF"_s);
        QCOMPARE(b.events.storageErrors.size(), 1);
        QCOMPARE(b.row(Bench::op(2)).sentCount, 0);
        QVERIFY(b.waitForRequest(11'000));
        QCOMPARE(b.sent().constFirst().opId, Bench::op(2));
    }

    void nothingLandsAfterTheEnd_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("being noted") << 0;
        QTest::newRow("on its way") << 1;
        QTest::newRow("being stored") << 2;
        QTest::newRow("being noted as done") << 3;
    }
    void nothingLandsAfterTheEnd()
    {
        QFETCH(int, stage);
        Bench b;
        b.create(1);
        b.dispatcher.pump();
        if (stage > 0)
            b.executor.drain();
        PushReply reply;
        reply.results = {{Bench::op(1), PushStatus::Applied, {{b.stream, 1}}, {}, {}}};
        if (stage == 2)
            b.http.answer(jsonAnswer(200, reply.toJson()));
        if (stage == 3) {
            b.answer(200, reply.toJson());
            b.create(2);
            b.dispatcher.pump();
        }
        b.dispatcher.stop();
        if (stage == 1)
            b.http.answer(jsonAnswer(200, reply.toJson()));
        b.executor.drain();
        QVERIFY(b.http.pending.isEmpty());
        const OpId last = Bench::op(stage == 3 ? 2 : 1);
        QCOMPARE(b.stateOf(last), ActionState::Queued); // the next start asks what became of it
        QCOMPARE(b.stateOnDisk(last), std::optional(ActionState::Queued));
    }

    void theEndNotesWhatWasOnItsWay()
    {
        Bench b;
        b.createMany(2);
        b.pump();
        b.dispatcher.stop();
        b.executor.drain();
        for (int i = 1; i <= 2; ++i) {
            QCOMPARE(b.stateOnDisk(Bench::op(i)), std::optional(ActionState::Queued));
            QCOMPARE(b.row(Bench::op(i)).sentCount, 1); // the server may have it
        }
        b.create(3);
        b.pump();
        QCOMPARE(b.http.pending.size(), 1); // the old push; nothing new leaves
    }

    void theEndOfAnIdleOneWritesNothing()
    {
        Bench b;
        b.create(1);
        b.core.queue.find(Bench::op(1))->notBeforeMs = 5'000;
        b.pump();
        const auto calls = b.disk.calls();
        b.dispatcher.stop();
        b.executor.advance(10'000);
        QCOMPARE(b.disk.calls(), calls);
        QVERIFY(b.http.pending.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDispatcherEnds)
#include "test_dispatcher_ends.moc"
