// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "pending_row.h"

#include "core/sync/outgoing.h"
#include "protocol/payloads.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What a person may do with an action that is pending, and what giving it up does.
class TestDiscards : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

    /// The server takes what is pushed from now on, and no answer arrives until answersComeAgain().
    static void loseAnswers(World &w)
    {
        w.device.net.before = [&w](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith(u"/push"_s))
                return std::nullopt;
            (void)w.server.handle(request, w.mother);
            return HttpAnswer{NetFailure::Timeout, 0, {}, {}};
        };
    }
    static void answersComeAgain(World &w)
    {
        w.device.net.before = {};
        w.device.engine->refresh();
        w.settle(60'000);
    }
    static std::optional<Result<void>> discard(World &w, OpId op)
    {
        std::optional<Result<void>> answer;
        w.device.engine->discard(op, [&](const Result<void> &result) { answer = result; });
        w.executor.drain();
        return answer;
    }

private Q_SLOTS:
    void whatMayBeDone_data()
    {
        using enum ActionState;
        QTest::addColumn<ActionKind>("kind");
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<ParkCause>("cause");
        QTest::addColumn<int>("sent");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<bool>("retry");
        QTest::addColumn<bool>("discard");
        const auto none = ParkCause::None;
        QTest::newRow("fresh") << ActionKind::PostEdit << Queued << none << 0 << 0 << false << true;
        QTest::newRow("tried edit") << ActionKind::PostEdit << Queued << none << 1 << 1 << true << false;
        QTest::newRow("tried post") << ActionKind::PostCreate << Queued << none << 1 << 1 << true << true;
        QTest::newRow("tried comment")
            << ActionKind::CommentCreate << Queued << none << 1 << 1 << true << true;
        QTest::newRow("tried reaction")
            << ActionKind::ReactionSet << Queued << none << 1 << 1 << true << true;
        QTest::newRow("sending") << ActionKind::PostCreate << Sending << none << 1 << 0 << false << false;
        QTest::newRow("acked") << ActionKind::PostCreate << Acked << none << 1 << 0 << false << false;
        QTest::newRow("refused edit")
            << ActionKind::PostEdit << Parked << ParkCause::Rejected << 1 << 0 << true << true;
        QTest::newRow("refused of a newer version")
            << ActionKind::Unknown << Parked << ParkCause::Rejected << 1 << 0 << false << true;
        QTest::newRow("crashed of a newer version")
            << ActionKind::Unknown << Parked << ParkCause::LocalCrash << 1 << 0 << true << false;
        QTest::newRow("crashed edit")
            << ActionKind::PostEdit << Parked << ParkCause::LocalCrash << 1 << 0 << true << false;
        QTest::newRow("closed family")
            << ActionKind::PostEdit << Parked << ParkCause::NotMember << 1 << 0 << true << true;
    }
    void whatMayBeDone()
    {
        QFETCH(ActionKind, kind);
        QFETCH(ActionState, state);
        QFETCH(ParkCause, cause);
        QFETCH(int, sent);
        QFETCH(int, attempts);
        QFETCH(bool, retry);
        QFETCH(bool, discard);
        ActionRow row = pendingRow(1, kind, StreamId::all(numbered<FamilyId>(1)), numbered<EntityId>(2));
        row.state = state;
        row.cause = cause;
        row.sentCount = sent;
        row.attempts = attempts;
        QCOMPARE(Outgoing::canRetry(row), retry);
        QCOMPARE(Outgoing::canDiscard(row), discard);
    }

    void whatNobodyKnowsCannotBeGivenUp()
    {
        World w;
        QCOMPARE(discard(w, numbered<OpId>(9))->error().code, ProblemCode::InProgress);
        w.device.engine->discard(numbered<OpId>(9)); // and nobody needs to listen
        w.device.engine->retry(numbered<OpId>(9));
        w.executor.drain();
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void whatIsUnderWayCannotBeGivenUp()
    {
        World w;
        w.device.net.delayMs = 5'000;
        w.device.post(w.family, u"Going"_s);
        const OpId op = w.device.lastOp;
        const auto answer = discard(w, op);
        QVERIFY(answer && !*answer);
        QVERIFY(answer->error().detail.contains(u"try again"_s));
        w.device.engine->retry(op); // it is being tried
        w.settle(20'000);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(w.server.applied, 1);
    }

    void aPostThatMayBeThereIsDeletedThere()
    {
        World w;
        loseAnswers(w);
        const PostId id = w.device.post(w.family, u"Oops"_s);
        const OpId op = w.device.lastOp;
        w.settle(1'000);
        QCOMPARE(postsOnServer(w).size(), 1);
        QVERIFY(*discard(w, op));
        QVERIFY(!w.device.shows(w.family, id));
        answersComeAgain(w);
        QCOMPARE(postsOnServer(w).size(), 0);
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void aCommentThatMayBeThereIsDeletedThere()
    {
        World w;
        const PostId post = w.device.post(w.family, u"Post"_s);
        w.settle();
        loseAnswers(w);
        w.device.comment(w.family, post, u"Oops"_s);
        const OpId op = w.device.lastOp;
        w.settle(1'000);
        QCOMPARE(w.server.rows(w.stream, EntityType::Comment).size(), 1);
        QVERIFY(*discard(w, op));
        QCOMPARE(w.device.view(w.family).constFirst().commentCount, 0);
        answersComeAgain(w);
        QCOMPARE(w.server.rows(w.stream, EntityType::Comment).size(), 0);
    }

    void aReactionThatMayBeThereIsTakenBackThere()
    {
        World w;
        const PostId post = w.device.post(w.family, u"Post"_s);
        w.settle();
        loseAnswers(w);
        w.device.react(w.family, post, ReactionKind::Love);
        const OpId op = w.device.lastOp;
        w.settle(1'000);
        QVERIFY(*discard(w, op));
        QCOMPARE(w.device.view(w.family).constFirst().mine, std::nullopt);
        answersComeAgain(w);
        const auto rows = w.server.rows(w.stream, EntityType::Reaction);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(Reaction::fromJson(rows[0])->kind, std::nullopt);
    }

    void whatWasParkedHereAndMayBeThereIsSentAndDeleted()
    {
        World w;
        w.device.net.delayMs = 1'000'000;
        w.device.post(w.family, u"Fell over"_s);
        const OpId op = w.device.lastOp;
        for (int i = 0; i < 3; ++i) {
            w.device.crash();
            w.settle(1'000);
        }
        QCOMPARE(w.device.engine->pendingAction(op)->row.cause, ParkCause::LocalCrash);
        w.device.net.delayMs = 10;
        QVERIFY(*discard(w, op));
        w.settle(60'000);
        QCOMPARE(postsOnServer(w).size(), 0);
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void aGivenUpPostTakesWhatHangsOnItAlong()
    {
        World w;
        goOffline(w);
        const PostId id = w.device.post(w.family, u"Post"_s);
        const OpId op = w.device.lastOp;
        w.device.comment(w.family, id, u"Comment"_s);
        w.device.react(w.family, id, ReactionKind::Joy);
        QVERIFY(*discard(w, op));
        QVERIFY(w.device.engine->pending().isEmpty());
        QCOMPARE(*w.device.outbox->trashCount(), 3);
    }

    void aGivenUpEditLeavesThePost()
    {
        World w;
        const PostId id = w.device.post(w.family, u"First"_s);
        w.settle();
        goOffline(w);
        PostEdit edit;
        edit.text = u"Second"_s;
        w.device.commit(draft::editPost(w.stream, id, edit));
        QCOMPARE(w.device.view(w.family).constFirst().post.text, u"Second"_s);
        QVERIFY(*discard(w, w.device.lastOp));
        QCOMPARE(w.device.view(w.family).constFirst().post.text, u"First"_s);
    }

    void aWaitingActionIsTriedAtOnce()
    {
        World w;
        w.device.net.before = [](const HttpRequest &) {
            return problemAnswer(makeProblem(ProblemCode::Unavailable));
        };
        w.device.post(w.family, u"Waits"_s);
        const OpId op = w.device.lastOp;
        w.settle(30'000);
        QVERIFY(w.device.engine->pendingAction(op)->canRetry);
        w.device.net.before = {};
        w.device.engine->retry(op);
        w.settle(100);
        QCOMPARE(postsOnServer(w).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDiscards)
#include "test_discards.moc"
