// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "push_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What an answer means for others than its action: deletions, pictures, a closed family.
class TestPushAftermath : public QObject
{
    Q_OBJECT

private:
    using Bench = PushBench;

private Q_SLOTS:
    void aRefusedCreateAndItsLaterDeleteCancel()
    {
        Bench b;
        const MediaOut media = b.picture(5, MediaOutState::Stored);
        const OpId create = b.sendCreate(1, {media.mediaId});
        ActionRow remove = pendingRow(2, ActionKind::PostDelete, b.stream, numbered<EntityId>(101));
        remove.action.needs = {create};
        b.queue(remove);
        ActionRow comment = pendingRow(3, ActionKind::CommentCreate, b.stream, numbered<EntityId>(300),
            CommentCreate{numbered<PostId>(101), {}, u"Below"_s, {}}.toJson());
        comment.action.needs = {create};
        b.queue(comment);
        b.take(create, PushStatus::Rejected, ProblemCode::Rejected);
        QCOMPARE(b.core.queue.size(), 0);
        QVERIFY(b.events.refused.isEmpty()); // nothing to tell: she had given it up
        QCOMPARE(*b.outbox->trashCount(), 3);
        QVERIFY(!b.core.queue.media(media.mediaId));
        QVERIFY(FakeUploads::holds(b.uploads.forgotten, media.mediaId));
        QVERIFY(b.uploads.forgotten.constFirst().path.isEmpty()); // the trash keeps the file
    }

    void aDeleteThatMayHaveBeenSentStays()
    {
        Bench b;
        const OpId create = b.sendCreate(1);
        ActionRow remove = pendingRow(2, ActionKind::PostDelete, b.stream, numbered<EntityId>(101));
        remove.sentCount = 1;
        b.queue(remove);
        b.take(create, PushStatus::Rejected, ProblemCode::Rejected);
        QCOMPARE(b.core.queue.size(), 2);
        QCOMPARE(b.events.refused, QVector<OpId>{create});
    }

    void aRefusedCommentAndItsLaterDeleteCancel()
    {
        Bench b;
        const PostId post = numbered<PostId>(50);
        const OpId create = b.send(pendingRow(1, ActionKind::CommentCreate, b.stream, numbered<EntityId>(101),
            CommentCreate{post, {}, u"Comment"_s, {}}.toJson()));
        b.queue(pendingRow(2, ActionKind::CommentEdit, b.stream, numbered<EntityId>(101),
            CommentChange{post, u"Edited"_s, {}}.toJson()));
        ActionRow remove = pendingRow(3, ActionKind::CommentDelete, b.stream, numbered<EntityId>(101),
            CommentChange{post, {}, {}}.toJson());
        remove.action.needs = {create};
        b.queue(remove);
        b.take(create, PushStatus::Rejected, ProblemCode::Rejected);
        QVERIFY(!b.core.queue.find(create));
        QVERIFY(!b.core.queue.find(numbered<OpId>(3)));
        QVERIFY(b.events.refused.isEmpty());
    }

    void forgottenPicturesAreSentAgain()
    {
        Bench b;
        const MediaOut stored = b.picture(5, MediaOutState::Stored);
        const MediaOut waiting = b.picture(6, MediaOutState::Waiting);
        const OpId op = b.sendCreate(1, {stored.mediaId, waiting.mediaId, numbered<MediaId>(7)});
        b.take(op, PushStatus::Retry, ProblemCode::DependencyMissing);
        QCOMPARE(b.core.queue.media(stored.mediaId)->state, MediaOutState::Waiting);
        QCOMPARE(b.uploads.enqueued.size(), 1);
        QCOMPARE(b.uploads.enqueued.constFirst().mediaId, stored.mediaId);
        QCOMPARE(b.written.media.size(), 1);
    }

    void aClosedFamilysActionIsParkedByWhateverComes_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::newRow("an answer") << true;
        QTest::newRow("none") << false;
    }
    void aClosedFamilysActionIsParkedByWhateverComes()
    {
        QFETCH(bool, answered);
        Bench b;
        const OpId op = b.sendCreate(1);
        const OpId other = b.sendCreate(2);
        b.core.queue.find(op)->closed = true;
        if (answered) {
            b.take(op, PushStatus::Retry, ProblemCode::InProgress);
        } else {
            PushResults results(b.core, b.ops);
            results.interruptAll({Verdict::Retry, {}, {}});
            results.tell();
        }
        QCOMPARE(b.stateOf(op), ActionState::Parked);
        QCOMPARE(b.row(op).cause, ParkCause::NotMember);
        QCOMPARE(b.row(op).problem->detail, Outgoing::familyClosed().detail);
        QCOMPARE(b.events.refused, QVector<OpId>{op});
        QCOMPARE(b.stateOf(other), ActionState::Queued);
    }

    void aPushThatComesToNothingPassesOverWhatIsGone()
    {
        Bench b;
        const OpId gone = b.sendCreate(1);
        const OpId parked = b.sendCreate(2);
        const OpId under = b.sendCreate(3);
        b.core.queue.erase(gone);
        (void)b.core.queue.apply(parked, ActionEvent::ParkedHere);
        PushResults results(b.core, b.ops);
        results.interruptAll({Verdict::Retry, makeProblem(ProblemCode::Unavailable), {}});
        QCOMPARE(results.toWrite().advance.size(), 1);
        QCOMPARE(b.stateOf(parked), ActionState::Parked);
        QCOMPARE(b.stateOf(under), ActionState::Queued);
        QCOMPARE(b.row(under).problem->code, ProblemCode::Unavailable);
        PushResults alone(b.core, {gone});
        alone.refuseAlone({Verdict::Refused, {}, {}});
        QVERIFY(alone.toWrite().advance.isEmpty());
    }

    void aHistoryThatIsNotKnownYetIsTheAnswersOwn()
    {
        Bench b;
        const OpId op = b.sendCreate(1);
        b.core.streams.remove(b.stream);
        b.take(op, PushStatus::Applied);
        QCOMPARE(b.stateOf(op), ActionState::Acked);
        QCOMPARE(b.row(op).ackEpoch, b.epoch);
    }
};

QTEST_GUILESS_MAIN(TestPushAftermath)
#include "test_push_aftermath.moc"
