// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "dispatcher_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// When a push leaves, what it holds, and what its failure as a whole means.
class TestDispatcher : public QObject
{
    Q_OBJECT

private:
    using Bench = DispatcherBench;

private Q_SLOTS:
    void aPushSaysWhoSendsWhatIntoWhichHistory()
    {
        Bench b;
        b.createMany(2);
        b.pump();
        const HttpRequest &http = b.asked();
        QCOMPARE(http.method, "POST");
        QCOMPARE(http.path, u"/api/v1/sync/push"_s);
        QCOMPARE(http.lane, NetLane::Actions);
        const auto push = PushRequest::fromJson(*parseJsonObject(http.body));
        QCOMPARE(push->device, b.core.device);
        QCOMPARE(push->epochs, (QMap<StreamId, EpochId>{{b.stream, b.epoch}}));
        QCOMPARE(push->actions.size(), 2);
        QCOMPARE(push->actions[0].payload[u"text"_s].toString(), u"Post 1"_s);
    }

    void itIsNotedBeforeItLeaves()
    {
        Bench b;
        b.create(1);
        b.dispatcher.pump();
        QVERIFY(b.http.pending.isEmpty()); // not before the storage thread has said so
        b.executor.drain();
        QCOMPARE(b.http.pending.size(), 1);
        QCOMPARE(b.stateOnDisk(Bench::op(1)), std::optional(ActionState::Sending));
        QCOMPARE(b.row(Bench::op(1)).sentCount, 1);
        QCOMPARE(b.dispatcher.inFlight(), 1);
    }

    void whatTheServerAsksForMeanwhileHolds()
    {
        Bench b;
        b.create(1);
        b.dispatcher.pump();
        b.core.gate.failed(30'000); // another family's push, while this one is being noted
        b.executor.drain();
        QVERIFY(b.http.pending.isEmpty());
        QCOMPARE(b.stateOf(Bench::op(1)), ActionState::Queued);
        QCOMPARE(b.row(Bench::op(1)).sentCount, 1); // as the disk has it: an edit must not change it any more
        QVERIFY(!b.waitForRequest(29'500));
        QVERIFY(b.waitForRequest(2'000));
        QCOMPARE(b.sent().constFirst().opId, Bench::op(1));
        QCOMPARE(b.row(Bench::op(1)).sentCount, 2);
    }

    void onePushAFamilyIsOnItsWay()
    {
        Bench b;
        const StreamId other = StreamId::all(numbered<FamilyId>(0xfb));
        b.join(other);
        b.create(1);
        b.pump();
        b.create(2);
        b.queue(pendingRow(3, ActionKind::PostDelete, other, numbered<EntityId>(103)));
        b.pump();
        QCOMPARE(b.http.pending.size(), 2);
        QCOMPARE(b.sent().constFirst().opId, Bench::op(1));
        b.apply();
        QCOMPARE(b.http.pending.size(), 2); // the other family's, and the second one of this
        QCOMPARE(b.stateOf(Bench::op(1)), ActionState::Acked);
    }

    void aFailingServerIsAskedForTheOneAtFault()
    {
        Bench b;
        b.createMany(8);
        b.pump();
        QVector<int> sizes;
        for (int i = 0; i < 4; ++i) {
            sizes.append(b.sentCount());
            b.refuse(ProblemCode::Internal);
            QVERIFY(b.waitForRequest(400'000));
        }
        QCOMPARE(sizes, (QVector<int>{8, 4, 2, 1}));
        b.apply();
        b.apply();
        QCOMPARE(b.sentCount(), 4); // and it grows again as pushes pass
    }

    void whatAServerFallsOverStandsAside()
    {
        Bench b;
        b.create(1);
        b.pump();
        // It fails over this one alone, while others pass in between.
        for (int i = 1; i <= limits::kPoisonFailures; ++i) {
            QVERIFY(b.waitForRequest(400'000));
            QCOMPARE(b.sent().constFirst().opId, Bench::op(1));
            b.refuse(ProblemCode::Internal);
            b.create(10 + i);
            b.executor.advance(300'000);
            for (int tries = 0; tries < 5 && !b.http.pending.isEmpty(); ++tries) {
                if (b.sent().constFirst().opId == Bench::op(1))
                    break;
                b.apply();
            }
        }
        QVERIFY(b.row(Bench::op(1)).slowLane);
        QCOMPARE(b.core.queue.find(Bench::op(1))->serverErrors, limits::kPoisonFailures);
    }

    void whatFailsWithoutOthersPassingIsTheServersFault()
    {
        Bench b;
        b.create(1);
        b.pump();
        for (int i = 0; i < 3 * limits::kPoisonFailures; ++i) {
            QVERIFY(b.waitForRequest(700'000));
            b.refuse(ProblemCode::Internal);
        }
        QVERIFY(!b.row(Bench::op(1)).slowLane);
        QCOMPARE(b.core.queue.find(Bench::op(1))->serverErrors, 1);
    }

    void refusedAsAWhole_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("withProblem");
        QTest::newRow("413 by a proxy") << 413 << false;
        QTest::newRow("422 by the server") << 422 << true;
    }
    /// One that is refused for good is parked, and costs the others one more push.
    void refusedAsAWhole()
    {
        QFETCH(int, status);
        QFETCH(bool, withProblem);
        Bench b;
        b.createMany(2);
        b.pump();
        const auto refuse = [&] {
            if (withProblem)
                return b.refuse(ProblemCode::InvalidField);
            b.http.answer({NetFailure::None, status, {{"content-type", "text/html"}}, "no"});
            b.executor.drain();
        };
        refuse();
        QCOMPARE(b.sentCount(), 1);
        QVERIFY(b.events.refused.isEmpty());
        refuse();
        QCOMPARE(b.events.refused, QVector<OpId>{Bench::op(1)});
        const ActionRow &parked = b.row(Bench::op(1));
        QCOMPARE(parked.state, ActionState::Parked);
        QCOMPARE(parked.cause, ParkCause::Rejected);
        QCOMPARE(parked.problem->code, withProblem ? ProblemCode::InvalidField : ProblemCode::BadRequest);
        QCOMPARE(b.sent().constFirst().opId, Bench::op(2));
        QVERIFY(!b.core.gate.isFailing()); // the server is well
    }

    void aReusedKeyOfAWholePushIsParked()
    {
        Bench b;
        b.createMany(2);
        b.pump();
        b.refuse(ProblemCode::KeyReused);
        QCOMPARE(b.sentCount(), 1); // which of the two, only one alone tells
        b.refuse(ProblemCode::KeyReused);
        QCOMPARE(b.stateOf(Bench::op(1)), ActionState::Parked);
        QCOMPARE(b.row(Bench::op(1)).problem->code, ProblemCode::KeyReused);
    }

    void nothingIsKnownAfterAFailure_data()
    {
        QTest::addColumn<NetFailure>("failure");
        QTest::newRow("offline") << NetFailure::Offline;
        QTest::newRow("time-out") << NetFailure::Timeout;
        QTest::newRow("certificate") << NetFailure::Tls;
        QTest::newRow("aborted") << NetFailure::Aborted;
    }
    void nothingIsKnownAfterAFailure()
    {
        QFETCH(NetFailure, failure);
        Bench b;
        b.createMany(3);
        b.pump();
        b.http.fail(failure);
        b.executor.drain();
        for (int i = 1; i <= 3; ++i) {
            QCOMPARE(b.stateOf(Bench::op(i)), ActionState::Queued);
            QCOMPARE(b.row(Bench::op(i)).attempts, 1);
            QCOMPARE(b.stateOnDisk(Bench::op(i)), std::optional(ActionState::Queued));
        }
        QVERIFY(b.http.pending.isEmpty());
        QCOMPARE(b.events.insecure, failure == NetFailure::Tls);
        QVERIFY(b.waitForRequest(120'000));
        QCOMPARE(b.sentCount(), 3); // the network's failure is no action's fault
        b.apply();
        QCOMPARE(b.row(Bench::op(1)).attempts, 0);
        QVERIFY(!b.events.insecure);
    }

    void anAnswerThatCannotBeReadIsAFailure_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("no push reply") << QByteArray("{\"results\":7}");
    }
    void anAnswerThatCannotBeReadIsAFailure()
    {
        QFETCH(QByteArray, body);
        Bench b;
        b.create(1);
        b.pump();
        b.http.answerJson(200, body);
        b.executor.drain();
        QCOMPARE(b.stateOf(Bench::op(1)), ActionState::Queued);
        QVERIFY(b.core.gate.isFailing());
        QVERIFY(b.waitForRequest(120'000));
    }

    void pausedNothingLeaves()
    {
        Bench b;
        b.create(1);
        b.dispatcher.setPaused(true);
        b.pump();
        b.executor.advance(100'000);
        QVERIFY(b.http.pending.isEmpty());
        b.dispatcher.setPaused(false);
        b.pump();
        QCOMPARE(b.http.pending.size(), 1);
    }

    void itWakesForTheFirstThatIsDue()
    {
        Bench b;
        b.createMany(3);
        b.core.queue.find(Bench::op(1))->notBeforeMs = 9'000;
        b.core.queue.find(Bench::op(2))->notBeforeMs = 4'000;
        b.core.queue.find(Bench::op(3))->notBeforeMs = 6'000;
        b.pump();
        b.executor.advance(3'999);
        QVERIFY(b.http.pending.isEmpty());
        b.executor.advance(1);
        b.executor.drain();
        QCOMPARE(b.sent().constFirst().opId, Bench::op(2));
        QCOMPARE(b.sentCount(), 1);
    }

    void aFamilyThatClosesWhileTheDiskRefusesTheNoteParksIt()
    {
        Bench b;
        b.create(1);
        (void)b.outbox->database().exec(u"PRAGMA query_only=ON"_s);
        b.dispatcher.pump();
        b.core.queue.find(Bench::op(1))->closed = true; // R7, before the disk has answered
        b.executor.drain();
        QVERIFY(b.http.pending.isEmpty());
        QCOMPARE(b.stateOf(Bench::op(1)), ActionState::Parked);
        QCOMPARE(b.row(Bench::op(1)).cause, ParkCause::NotMember);
        QCOMPARE(b.row(Bench::op(1)).sentCount, 1); // as R7's note says, which counts no less than the file
        QCOMPARE(b.events.refused, QVector<OpId>{Bench::op(1)});
        (void)b.outbox->database().exec(u"PRAGMA query_only=OFF"_s);
        QVERIFY(b.outbox->write({}));
        QCOMPARE(b.stateOnDisk(Bench::op(1)), std::optional(ActionState::Parked));
    }

    void whatSheLosesAtTheEndOfTheAppIsParked()
    {
        Bench b;
        b.create(1);
        b.pump();
        b.core.queue.find(Bench::op(1))->closed = true;
        b.dispatcher.stop();
        b.executor.drain();
        QCOMPARE(b.stateOnDisk(Bench::op(1)), std::optional(ActionState::Parked));
    }

    void whatFailedByTheNetworkIsNotTakenForAReadInVain()
    {
        Bench b;
        b.create(1);
        b.pump();
        for (int i = 0; i < 6; ++i) {
            b.http.answer({NetFailure::Offline, 0, {}, {}});
            b.executor.drain();
            QVERIFY(b.waitForRequest(limits::kRetryCapMs));
        }
        b.refuse(ProblemCode::EpochChanged);
        b.pump(); // the history has been read
        QVERIFY(!b.http.pending.isEmpty());
    }

    void aRefusedHistoryIsReadAgainOnceHoweverManyWereInThePush()
    {
        Bench b;
        for (int i = 1; i <= 5; ++i)
            b.create(i);
        b.pump();
        b.refuse(ProblemCode::EpochChanged);
        QCOMPARE(b.events.rebased.size(), 1);
    }

    void aHistoryThatIsReadInVainIsNotReadWithoutEnd()
    {
        Bench b;
        b.create(1);
        b.pump();
        int asked = 0;
        for (int i = 0; i < 120; ++i) {
            while (!b.http.pending.isEmpty() && asked < 100) {
                ++asked;
                b.refuse(ProblemCode::EpochChanged);
                b.dispatcher.pump(); // as the engine does when the stream has been read again
                b.executor.drain();
            }
            b.executor.advance(1'000);
        }
        QVERIFY2(asked >= 3 && asked < 30, qPrintable(QString::number(asked)));
        QCOMPARE(b.events.rebased.size(), asked);
        QCOMPARE(b.stateOf(Bench::op(1)), ActionState::Queued);
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "test_dispatcher.moc"
