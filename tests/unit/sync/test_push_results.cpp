// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "push_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What the answer for each action of a push makes of it.
class TestPushResults : public QObject
{
    Q_OBJECT

private:
    using Bench = PushBench;

private Q_SLOTS:
    void outcomes_data()
    {
        using enum ActionState;
        QTest::addColumn<PushStatus>("status");
        QTest::addColumn<int>("code"); // -1: none
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<bool>("counted"); // as a try that failed
        const auto add = [](const char *name, PushStatus status, std::optional<ProblemCode> code,
                             ActionState state, bool counted) {
            QTest::newRow(name) << status << (code ? int(*code) : -1) << state << counted;
        };
        add("applied", PushStatus::Applied, {}, Acked, false);
        add("duplicate", PushStatus::Duplicate, {}, Acked, false);
        add("rejected", PushStatus::Rejected, ProblemCode::Rejected, Parked, false);
        add("rejected without a word", PushStatus::Rejected, {}, Parked, false);
        add("not found", PushStatus::Rejected, ProblemCode::NotFound, Parked, false);
        add("parent deleted", PushStatus::Rejected, ProblemCode::ParentDeleted, Parked, false);
        add("another content", PushStatus::Rejected, ProblemCode::KeyReused, Sending, false);
        add("skipped", PushStatus::Skipped, {}, Queued, false);
        add("in progress", PushStatus::Retry, ProblemCode::InProgress, Queued, true);
        add("parent unknown", PushStatus::Retry, ProblemCode::DependencyMissing, Queued, true);
        add("retry without a word", PushStatus::Retry, {}, Queued, true);
        add("retry, though refused", PushStatus::Retry, ProblemCode::Rejected, Queued, true);
        add("server fails", PushStatus::Retry, ProblemCode::Internal, Queued, true);
        add("epoch", PushStatus::Retry, ProblemCode::EpochChanged, Queued, false);
        add("too many", PushStatus::Retry, ProblemCode::RateLimited, Queued, false);
        add("too old", PushStatus::Retry, ProblemCode::ClientTooOld, Queued, false);
        add("maintenance", PushStatus::Retry, ProblemCode::Maintenance, Queued, false);
        add("sign in", PushStatus::Retry, ProblemCode::TokenExpired, Queued, false);
    }
    void outcomes()
    {
        QFETCH(PushStatus, status);
        QFETCH(int, code);
        QFETCH(ActionState, state);
        QFETCH(bool, counted);
        Bench b;
        const OpId op = b.sendCreate(1);
        b.row(op).crashCount = 2;
        b.take(op, status, code < 0 ? std::nullopt : std::optional(ProblemCode(code)));
        const ActionRow &row = b.row(op);
        QCOMPARE(row.state, state);
        QCOMPARE(row.attempts, counted ? 1 : 0);
        QCOMPARE(row.crashCount, 0); // it was handled, and nothing fell
        QCOMPARE(b.events.refused.contains(op), state == ActionState::Parked);
        QCOMPARE(b.events.reused.contains(op), code == int(ProblemCode::KeyReused));
        QCOMPARE(b.events.rebased.contains(b.stream), code == int(ProblemCode::EpochChanged));
        QCOMPARE(b.events.updates, code == int(ProblemCode::ClientTooOld) ? 1 : 0);
        QCOMPARE(b.events.signIns, code == int(ProblemCode::TokenExpired) ? 1 : 0);
        const bool paused = code == int(ProblemCode::RateLimited) || code == int(ProblemCode::Maintenance);
        QCOMPARE(b.core.gate.isOpen(), !paused);
        if (state == ActionState::Parked) {
            QCOMPARE(row.cause, ParkCause::Rejected);
            QVERIFY(row.problem);
        }
        if (state != ActionState::Sending) // what is being repaired is written when that is done
            QCOMPARE(b.stateOnDisk(op), std::optional(state));
    }

    void aHistoryIsReadAgainOnceHoweverManyAskForIt()
    {
        Bench b;
        QVector<PushResult> results;
        for (int i = 1; i <= 5; ++i)
            results.append(b.result(b.sendCreate(i), PushStatus::Retry, ProblemCode::EpochChanged));
        b.take(b.reply(results));
        QCOMPARE(b.events.rebased, QVector<StreamId>{b.stream});
    }

    void aHistoryThatChangesWithoutEndMakesItBackOff()
    {
        Bench b;
        const OpId op = b.sendCreate(1);
        for (int i = 1; i <= 8; ++i) {
            b.take(op, PushStatus::Retry, ProblemCode::EpochChanged);
            QCOMPARE(b.row(op).attempts > 0, i > kRebasesAtOnce);
            (void)b.core.queue.apply(op, ActionEvent::Picked);
        }
        QVERIFY(b.core.queue.find(op)->notBeforeMs > b.clock.steadyMs());
    }

    void whatIsConfirmedKnowsWhereAndWhen()
    {
        Bench b;
        const OpId op = b.sendCreate(1);
        ActionRow &row = b.row(op);
        row.attempts = 4;
        row.nextAtMs = 99;
        row.problem = makeProblem(ProblemCode::InProgress);
        b.core.queue.find(op)->serverErrors = 3;
        b.take(op, PushStatus::Applied);
        QCOMPARE(row.ackSeq, 12);
        QCOMPARE(row.ackEpoch, b.epoch);
        QCOMPARE(row.ackedMs, 777); // by the server's clock
        QCOMPARE(row.attempts, 0);
        QCOMPARE(row.nextAtMs, 0);
        QVERIFY(!row.problem);
        QCOMPARE(b.core.queue.find(op)->serverErrors, 0);
    }

    void retryAfterIsAFloor()
    {
        Bench b;
        const OpId op = b.sendCreate(1);
        PushResult wait = b.result(op, PushStatus::Retry, ProblemCode::InProgress);
        wait.problem->retryAfterSeconds = 50;
        b.take(b.reply({wait}));
        QVERIFY(b.core.queue.find(op)->notBeforeMs >= b.clock.steadyMs() + 50'000);
        QVERIFY(b.row(op).nextAtMs >= b.clock.wallMs() + 50'000); // for the next start
    }

    void whatIsSkippedGoesAtOnceAgain()
    {
        Bench b;
        const OpId op = b.sendCreate(1);
        b.take(op, PushStatus::Skipped);
        QCOMPARE(b.core.queue.find(op)->notBeforeMs, b.clock.steadyMs());
    }

    void whatTheAnswerLeavesOutWaits()
    {
        Bench b;
        const OpId first = b.sendCreate(1);
        const OpId second = b.sendCreate(2);
        b.take(second, PushStatus::Applied);
        QCOMPARE(b.stateOf(first), ActionState::Queued);
        QCOMPARE(b.row(first).attempts, 1);
        QCOMPARE(b.stateOf(second), ActionState::Acked);
    }

    void answersForOthersAndSecondAnswersAreIgnored()
    {
        Bench b;
        const OpId op = b.sendCreate(1);
        const OpId other =
            b.queue(pendingRow(5, ActionKind::PostDelete, b.stream, numbered<EntityId>(105))).action.opId;
        b.take(b.reply({b.result(other, PushStatus::Applied), b.result(op, PushStatus::Applied),
            b.result(op, PushStatus::Rejected, ProblemCode::Rejected),
            b.result(numbered<OpId>(99), PushStatus::Applied)}));
        QCOMPARE(b.stateOf(op), ActionState::Acked);
        QCOMPARE(b.stateOf(other), ActionState::Queued); // it was not in this push
    }

    void whatLeftTheQueueMeanwhileIsPassedOver()
    {
        Bench b;
        const OpId first = b.sendCreate(1);
        const OpId second = b.sendCreate(2);
        b.core.queue.erase(first);
        b.core.queue.erase(second);
        b.take(first, PushStatus::Applied); // and no word on the second
        QVERIFY(b.written.advance.isEmpty());
    }

    void whatIsNotUnderWayAnyMoreIsLeftAlone_data()
    {
        QTest::addColumn<PushStatus>("status");
        QTest::newRow("applied") << PushStatus::Applied;
        QTest::newRow("rejected") << PushStatus::Rejected;
        QTest::newRow("retry") << PushStatus::Retry;
    }
    void whatIsNotUnderWayAnyMoreIsLeftAlone()
    {
        QFETCH(PushStatus, status);
        Bench b;
        const OpId op = b.sendCreate(1);
        (void)b.core.queue.apply(op, ActionEvent::ParkedHere);
        b.take(op, status, ProblemCode::Rejected);
        QCOMPARE(b.stateOf(op), ActionState::Parked);
        QCOMPARE(b.row(op).cause, ParkCause::None);
        QVERIFY(b.events.refused.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPushResults)
#include "test_push_results.moc"
