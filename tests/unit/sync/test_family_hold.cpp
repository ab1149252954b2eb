// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/stream_set.h"
#include "tests/support/core_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Several streams of one family, and what the loss of one's history means for the others.
class TestFamilyHold : public QObject
{
    Q_OBJECT

private:
    struct Bench : CoreBench
    {
        Bench()
        {
            const Membership here{family, {}, Role::Owner, {}, {stream, inner}};
            const Membership elsewhere{numbered<FamilyId>(0xfb), {}, Role::Viewer, {}, {other}};
            for (const auto &each : {StreamId::user(self), stream, inner, other})
                join(each, 5);
            set.load({}, {here, elsewhere});
        }
        void answerUnchanged(EpochId of) { answer(200, ChangesPage{of, 5, 5, 5, false, {}}.toJson()); }

        const StreamId inner = StreamId::audience(family, numbered<AudienceId>(3));
        const StreamId other = StreamId::all(numbered<FamilyId>(0xfb));
        StreamSet set{core};
    };

private Q_SLOTS:
    void oneHistoryLostHoldsTheWholeFamily()
    {
        Bench b;
        b.core.streams.hold(b.stream);
        b.set.checkFamilyOf(b.stream);
        QVERIFY(!b.core.streams.mayPush(b.stream));
        QVERIFY(!b.core.streams.mayPush(b.inner));
        QVERIFY(b.core.streams.mayPush(b.other));
        QVERIFY(b.core.streams.mayPush(StreamId::user(b.self)));
        QCOMPARE(b.http.pending.size(), 1); // the lost one is asked by whoever noticed
        QVERIFY(b.asked().path.contains(b.inner.toString()));
    }

    void theFamilyGoesOnWhenAllOfItIsKnown()
    {
        Bench b;
        b.core.streams.hold(b.stream);
        b.set.checkFamilyOf(b.stream);
        b.answerUnchanged(b.epoch);
        QVERIFY(!b.core.streams.isHeld(b.inner));
        QVERIFY(!b.core.streams.mayPush(b.inner)); // the other one still is
        b.core.streams.release(b.stream);
        QVERIFY(b.core.streams.mayPush(b.inner));
    }

    void theFirstToBeKnownWaitsForTheOthers()
    {
        Bench b;
        b.core.streams.hold(b.stream);
        b.set.checkFamilyOf(b.stream);
        b.core.streams.release(b.stream);
        QVERIFY(!b.core.streams.mayPush(b.stream));
        b.answerUnchanged(b.epoch);
        QVERIFY(b.core.streams.mayPush(b.stream));
    }

    void oneThatIsHeldIsAskedOnceMore()
    {
        Bench b;
        b.set.rebase(b.inner); // its answer is on its way, and may be of before
        b.core.streams.hold(b.stream);
        b.set.checkFamilyOf(b.stream);
        b.core.streams.release(b.stream);
        b.answerUnchanged(b.epoch);
        QVERIFY(!b.core.streams.mayPush(b.stream));
        b.answerUnchanged(b.epoch);
        QVERIFY(b.core.streams.mayPush(b.stream));
    }

    void aStartHoldsFamiliesWhoseActionsAreDivided()
    {
        Bench b;
        ActionRow outer;
        outer.action.stream = b.stream;
        ActionRow away;
        away.action.stream = b.other;
        ActionRow unknown;
        unknown.action.stream = StreamId::audience(b.family, numbered<AudienceId>(99));
        b.set.holdDivided({outer, outer, away, unknown});
        QVERIFY(b.core.streams.mayPush(b.stream));
        ActionRow inner;
        inner.action.stream = b.inner;
        b.set.holdDivided({outer, inner, away});
        QVERIFY(!b.core.streams.mayPush(b.stream));
        QVERIFY(b.core.streams.mayPush(b.other));
        b.set.pull(b.stream);
        b.answerUnchanged(b.epoch);
        QVERIFY(!b.core.streams.mayPush(b.stream));
        b.set.pull(b.inner);
        b.answerUnchanged(b.epoch);
        QVERIFY(b.core.streams.mayPush(b.stream));
    }

    void aRefusalKeepsTheHold()
    {
        Bench b;
        b.set.rebase(b.inner);
        b.refuse(ProblemCode::BadRequest);
        QVERIFY(!b.core.streams.mayPush(b.stream));
    }

    void oneThatIsGoneHoldsNobody()
    {
        Bench b;
        b.core.streams.hold(b.stream);
        b.set.checkFamilyOf(b.stream);
        b.refuse(ProblemCode::NotFound);
        b.core.streams.release(b.stream);
        QVERIFY(b.core.streams.mayPush(b.stream));

        b.core.streams.hold(b.inner);
        b.set.drop(b.inner);
        QVERIFY(b.core.streams.mayPush(b.stream));
    }

    void herOwnStreamHasNoFamily()
    {
        Bench b;
        b.core.streams.hold(StreamId::user(b.self));
        b.set.checkFamilyOf(StreamId::user(b.self));
        QVERIFY(b.http.pending.isEmpty());
        QVERIFY(b.core.streams.mayPush(b.stream));
    }
};

QTEST_GUILESS_MAIN(TestFamilyHold)
#include "test_family_hold.moc"
