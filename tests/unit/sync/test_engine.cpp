// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// A real engine on real databases against a server in memory.
class TestEngine : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

private Q_SLOTS:
    void firstJoinShowsTheFamily()
    {
        World w;
        QVERIFY(w.device.loaded);
        QCOMPARE(w.device.cache->families()->size(), 1);
        QCOMPARE(w.device.cache->members(w.family)->size(), 2);
    }

    void anActionShowsBeforeItIsCommittedAndArrivesOnce()
    {
        World w;
        const auto id = w.device.engine->mint<PostId>();
        PostCreate create;
        create.text = u"First kick"_s;
        bool committed = false;
        w.device.engine->submit(draft::createPost(w.stream, id, create),
            [&](const Result<void> &r) { committed = r.has_value(); });
        QVERIFY(w.device.shows(w.family, id)); // in the same call
        QVERIFY(!committed);
        w.settle();
        QVERIFY(committed);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(waitingOf(w), 0);
        QVERIFY(w.device.shows(w.family, id));
        QCOMPARE(w.device.view(w.family).size(), 1);
    }

    void lostAnswerAfterTheCommitDoublesNothing()
    {
        World w;
        w.device.net.loseAnswers = 1;
        const PostId id = w.device.post(w.family, u"Once"_s);
        w.settle(20);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(w.device.view(w.family).size(), 1);
        w.settle(10'000);
        QVERIFY(w.server.pushes >= 2);
        QCOMPARE(w.server.applied, 1);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(waitingOf(w), 0);
        QVERIFY(w.device.shows(w.family, id));
    }

    void offlineEverythingWaitsAndSurvivesARestart()
    {
        World w;
        w.device.net.online = false;
        const PostId id = w.device.post(w.family, u"In the lift"_s);
        w.device.react(w.family, id, ReactionKind::Love);
        w.settle();
        QVERIFY(w.device.shows(w.family, id));
        w.device.restart();
        w.settle();
        QVERIFY(w.device.shows(w.family, id));
        QCOMPARE(w.device.view(w.family).constFirst().mine, std::optional(ReactionKind::Love));
        w.device.net.online = true;
        w.settle(400'000);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(w.server.rows(w.stream, EntityType::Reaction).size(), 1);
        QCOMPARE(waitingOf(w), 0);
    }

    void sendingBecomesQueuedAfterACrash()
    {
        World w;
        w.device.net.delayMs = 100'000; // the answer does not come in time
        w.device.post(w.family, u"Cut off"_s);
        QCOMPARE(w.device.engine->pending().constFirst().row.state, ActionState::Sending);
        w.device.net.delayMs = 10;
        w.device.net.online = false;
        w.device.crash();
        const auto row = w.device.engine->pending().constFirst().row; // and on its way again already
        QCOMPARE(row.sentCount, 2);
        QCOMPARE(row.crashCount, 1);
        w.device.net.online = true;
        w.settle(400'000);
        QCOMPARE(w.server.applied, 1);
    }

    void threeCrashesOverOneActionParkIt()
    {
        World w;
        w.device.post(w.family, u"Warm up"_s);
        w.settle();
        w.device.net.delayMs = 1'000'000;
        w.device.post(w.family, u"Crash"_s);
        const OpId op = w.device.lastOp;
        for (int i = 0; i < 3; ++i) {
            w.device.crash();
            w.device.executor.drain();
            if (const auto now = w.device.engine->pendingAction(op);
                now && now->row.state == ActionState::Queued)
                w.device.executor.advance(400'000);
        }
        const auto parked = w.device.engine->pendingAction(op);
        QVERIFY(parked);
        QCOMPARE(parked->row.state, ActionState::Parked);
        QCOMPARE(parked->row.cause, ParkCause::LocalCrash);
        w.device.net.delayMs = 10;
        w.device.engine->retry(op); // maybe sent: the same op id, so that it cannot double
        w.settle(400'000);
        QCOMPARE(postsOnServer(w).size(), 2);
    }

    void aRefusedPostIsParkedWithItsWords()
    {
        World w;
        w.server.judge = [](const Action &) { return std::optional(makeProblem(ProblemCode::Rejected)); };
        const PostId id = w.device.post(w.family, u"Not allowed"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        QCOMPARE(w.device.refusals, QVector<OpId>{op});
        const auto parked = w.device.engine->pendingAction(op);
        QVERIFY(parked);
        QCOMPARE(parked->row.state, ActionState::Parked);
        QCOMPARE(parked->row.action.payload[u"text"_s].toString(), u"Not allowed"_s);
        QCOMPARE(w.device.engine->overlay().deliveryOf(id).state, Delivery::Refused);
        QVERIFY(w.device.shows(w.family, id));
        w.device.restart();
        QVERIFY(w.device.shows(w.family, id));
        // A retry is a new action: the old op id is refused for ever.
        w.server.judge = {};
        w.device.engine->retry(op);
        w.settle();
        QCOMPARE(postsOnServer(w).size(), 1);
        QVERIFY(!w.device.engine->pendingAction(op));
        QCOMPARE(w.device.engine->status().parked, 0);
    }

    void aRefusedReactionGivesWayToWhatOthersDid()
    {
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Hello"_s);
        w.settle(70'000);
        w.device.net.online = false;
        w.device.react(w.family, post, ReactionKind::Joy);
        QCOMPARE(w.device.view(w.family).constFirst().reactionTotal(), 1);
        w.server.react(w.family, w.father, post, ReactionKind::Hug);
        w.server.addComment(w.family, w.father, post, u"Look"_s);
        w.server.judge = [](const Action &) { return std::optional(makeProblem(ProblemCode::Rejected)); };
        w.device.net.online = true;
        w.device.engine->refresh();
        w.settle();
        const auto cards = w.device.view(w.family);
        const auto base = *w.device.cache->postCard(post);
        QCOMPARE(cards.constFirst().reactionCounts, base->reactionCounts);
        QCOMPARE(cards.constFirst().mine, std::nullopt);
        QCOMPARE(cards.constFirst().reactionTotal(), 1);
        QCOMPARE(cards.constFirst().commentCount, 1);
    }

    void aPostThatWasNeverSentIsCancelledByItsDelete()
    {
        World w;
        w.device.net.online = false;
        w.device.post(w.family, u"Finds out that the server is away"_s);
        w.settle(100);
        const PostId id = w.device.post(w.family, u"Never mind"_s);
        w.device.comment(w.family, id, u"Nor this"_s);
        QCOMPARE(waitingOf(w), 3);
        w.device.commit(draft::deletePost(w.stream, id));
        QVERIFY(!w.device.shows(w.family, id));
        QCOMPARE(waitingOf(w), 1);
        QCOMPARE(*w.device.outbox->trashCount(), 2);
    }

    void discardingWhatMayHaveArrivedTakesItBack()
    {
        World w;
        w.device.net.loseAnswers = 1;
        const PostId id = w.device.post(w.family, u"Oops"_s);
        const OpId op = w.device.lastOp;
        w.settle(11);
        QCOMPARE(postsOnServer(w).size(), 1);
        w.device.engine->discard(op);
        QVERIFY(!w.device.shows(w.family, id)); // hidden at once
        w.settle(20'000);
        QCOMPARE(postsOnServer(w).size(), 0);
        QVERIFY(!w.device.shows(w.family, id));
    }

    void aCommentWaitsForItsPost()
    {
        World w;
        QVector<ActionKind> order;
        w.server.judge = [&](const Action &action) {
            order.append(action.kind);
            return std::optional<Problem>();
        };
        const PostId id = w.device.post(w.family, u"Post"_s);
        w.device.comment(w.family, id, u"Comment"_s);
        w.settle();
        QCOMPARE(order, (QVector<ActionKind>{ActionKind::PostCreate, ActionKind::CommentCreate}));
        QCOMPARE(w.device.view(w.family).constFirst().commentCount, 1);
        QCOMPARE(w.device.cache->thread(id)->comments.size(), 1);
    }

    void a401IsRefreshedOnceAndThenSentAgain()
    {
        World w;
        w.device.net.before = [](const HttpRequest &request) -> std::optional<HttpAnswer> {
            for (const auto &[name, value] : request.headers) {
                if (name == "authorization" && value == "Bearer token-1")
                    return problemAnswer(makeProblem(ProblemCode::TokenExpired));
            }
            return std::nullopt;
        };
        w.device.post(w.family, u"Still me"_s);
        w.settle();
        QCOMPARE(w.device.tokens.rejections, 1);
        QCOMPARE(postsOnServer(w).size(), 1);
        QVERIFY(!w.device.status.signInNeeded);
    }

    void aDeadSessionPausesAndParksNothing()
    {
        World w;
        w.device.tokens.problem = makeProblem(ProblemCode::Unauthorized);
        w.device.post(w.family, u"Later"_s);
        w.settle(60'000);
        QVERIFY(w.device.engine->status().signInNeeded);
        QCOMPARE(w.device.engine->status().parked, 0);
        const int sent = w.device.net.sent;
        w.settle(600'000);
        QCOMPARE(w.device.net.sent, sent);
        w.device.tokens.problem.reset();
        w.device.engine->signedIn();
        w.settle();
        QCOMPARE(postsOnServer(w).size(), 1);
        QVERIFY(!w.device.engine->status().signInNeeded);
    }

    void offlineByTheSystemSendsNothing()
    {
        World w;
        w.device.net.online = false;
        w.device.post(w.family, u"Waiting"_s);
        w.settle(60'000);
        const int before = w.device.net.sent + w.device.ws.opens;
        w.settle(1'000'000);
        const int tries = w.device.net.sent + w.device.ws.opens - before;
        QVERIFY2(
            tries < 40, qPrintable(QString::number(tries))); // one probe a back-off of up to 300 s, jittered
        QVERIFY(tries > 0);
    }

    void aPoisonActionDoesNotHoldUpOthers()
    {
        World w;
        const PostId bad = w.device.engine->mint<PostId>();
        w.server.poison.insert(idCast<EntityId>(bad));
        PostCreate create;
        create.text = u"Poison"_s;
        w.device.commit(draft::createPost(w.stream, bad, create));
        for (int i = 0; i < 5; ++i)
            w.device.post(w.family, u"Fine %1"_s.arg(i));
        w.settle(60'000);
        QCOMPARE(postsOnServer(w).size(), 5);
        QCOMPARE(w.device.engine->status().parked, 0);
        QVERIFY(w.device.shows(w.family, bad));
        w.server.poison.clear();
        w.settle(400'000);
        QCOMPARE(postsOnServer(w).size(), 6);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "test_engine.moc"
