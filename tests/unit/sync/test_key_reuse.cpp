// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "pending_row.h"

#include "protocol/payloads.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// 422 key_reused: the server knows the op id as something else, as after an old backup of the phone. What it
/// holds counts as sent, the rest follows as an edit, and nothing is lost.
class TestKeyReuse : public QObject
{
    Q_OBJECT

private:
    struct World : EngineWorld
    {
        /// The row stands in the outbox under an op id that the server knows as something else, and those
        /// behind it follow.
        void restart(const ActionRow &row, const QVector<ActionRow> &behind = {})
        {
            OutboxBatch batch;
            batch.put = QVector{row} + behind;
            for (qsizetype i = 0; i < batch.put.size(); ++i) {
                batch.put[i].localSeq = 900 + i;
                batch.put[i].createdMs = clock.wallMs();
            }
            (void)device.outbox->write(batch);
            device.restart();
            settle();
        }
        [[nodiscard]] ActionRow stale(
            OpId op, ActionKind kind, EntityId entity, const QJsonObject &payload) const
        {
            ActionRow row = pendingRow(1, kind, stream, entity, payload);
            row.action.opId = op;
            return row;
        }
        [[nodiscard]] ActionRow stalePost(OpId op, PostId id, const PostCreate &post) const
        {
            return stale(op, ActionKind::PostCreate, idCast<EntityId>(id), post.toJson());
        }
        /// What it says when it is asked what the op id stands for.
        void answerRepairs(const HttpAnswer &answer)
        {
            device.net.before = [answer](const HttpRequest &request) -> std::optional<HttpAnswer> {
                return request.path.contains(u"/ops/"_s) ? std::optional(answer) : std::nullopt;
            };
        }
        [[nodiscard]] int repairs() const
        {
            return static_cast<int>(device.net.paths.filter(u"/ops/"_s).size());
        }
    };
    static PostCreate words(const QString &text)
    {
        PostCreate post;
        post.text = text;
        return post;
    }

private Q_SLOTS:
    void aPostBecomesAnEditOfAllItsFields()
    {
        World w;
        const PostId id = w.device.post(w.family, u"What was meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        PostCreate other = words(u"Other words"_s);
        other.kind = PostKind::Milestone;
        other.milestone = u"First smile"_s;
        other.occurredOn = QDate(2026, 3, 1);
        w.restart(w.stalePost(op, id, other));
        const auto posts = postsOnServer(w);
        QCOMPARE(posts.size(), 1);
        QCOMPARE(posts[0][u"text"_s].toString(), u"Other words"_s);
        QCOMPARE(posts[0][u"milestone"_s].toString(), u"First smile"_s);
        QCOMPARE(posts[0][u"occurred_on"_s].toString(), u"2026-03-01"_s);
        QVERIFY(w.device.engine->pending().isEmpty());
        QCOMPARE(w.repairs(), 1);
    }

    void whatSheWroteSinceStays()
    {
        World w;
        const PostId id = w.device.post(w.family, u"What was meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        PostCreate other = words(u"Other words"_s);
        other.kind = PostKind::Milestone;
        other.milestone = u"First smile"_s;
        w.restart(w.stalePost(op, id, other),
            {w.stale(numbered<OpId>(5), ActionKind::PostEdit, idCast<EntityId>(id),
                {{u"text"_s, u"The last words"_s}})});
        const auto posts = postsOnServer(w);
        QCOMPARE(posts[0][u"text"_s].toString(), u"The last words"_s);
        QCOMPARE(posts[0][u"milestone"_s].toString(), u"First smile"_s);
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void whatALaterEditSaysWhollyIsNotSentOnceMore()
    {
        World w;
        const PostId post = w.device.post(w.family, u"Post"_s);
        const CommentId id = w.device.comment(w.family, post, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.restart(w.stale(op, ActionKind::CommentCreate, idCast<EntityId>(id),
                      CommentCreate{post, {}, u"Other"_s, {}}.toJson()),
            {w.stale(numbered<OpId>(5), ActionKind::CommentEdit, idCast<EntityId>(id),
                draft::editComment(w.stream, id, post, u"The last"_s).payload)});
        QCOMPARE(w.server.rows(w.stream, EntityType::Comment)[0][u"text"_s].toString(), u"The last"_s);
        QVERIFY(w.device.engine->pending().isEmpty());
        QCOMPARE(w.repairs(), 1);
    }

    void aCommentBecomesAnEdit()
    {
        World w;
        const PostId post = w.device.post(w.family, u"Post"_s);
        const CommentId id = w.device.comment(w.family, post, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.restart(w.stale(op, ActionKind::CommentCreate, idCast<EntityId>(id),
            CommentCreate{post, {}, u"Other"_s, {}}.toJson()));
        const auto comments = w.server.rows(w.stream, EntityType::Comment);
        QCOMPARE(comments.size(), 1);
        QCOMPARE(comments[0][u"text"_s].toString(), u"Other"_s);
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void aReactionIsSetOnceMore()
    {
        World w;
        const PostId post = w.device.post(w.family, u"Post"_s);
        w.settle();
        w.device.react(w.family, post, ReactionKind::Love);
        const OpId op = w.device.lastOp;
        w.settle();
        w.restart(w.stale(op, ActionKind::ReactionSet, idCast<EntityId>(reactionIdFor(post, w.mother)),
            ReactionSet{post, ReactionKind::Wow}.toJson()));
        const auto rows = w.server.rows(w.stream, EntityType::Reaction);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(Reaction::fromJson(rows[0])->kind, std::optional(ReactionKind::Wow));
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void whatTheServerRefusedUnderThisIdIsParked()
    {
        World w;
        w.server.judge = [](const Action &) { return makeProblem(ProblemCode::Rejected); };
        const PostId id = w.device.post(w.family, u"Refused"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.server.judge = {};
        w.device.close();
        w.device.open();
        OutboxBatch gone;
        gone.purge.append(op);
        QVERIFY(w.device.outbox->write(gone));
        w.restart(w.stalePost(op, id, words(u"Other words"_s)));
        const auto parked = w.device.engine->pendingAction(op);
        QVERIFY(parked);
        QCOMPARE(parked->row.state, ActionState::Parked);
        QCOMPARE(parked->row.cause, ParkCause::Rejected);
        QCOMPARE(parked->row.problem->code, ProblemCode::KeyReused);
        w.device.engine->retry(op); // as a new action, under a new id
        w.settle();
        QCOMPARE(postsOnServer(w).constFirst()[u"text"_s].toString(), u"Other words"_s);
    }

    void whatTheServerDoesNotKnowAnyMoreIsParked()
    {
        World w;
        const PostId id = w.device.post(w.family, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.answerRepairs(problemAnswer(makeProblem(ProblemCode::NotFound)));
        w.restart(w.stalePost(op, id, words(u"Other"_s)));
        QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Parked);
        QCOMPARE(w.device.engine->pendingAction(op)->row.action.payload[u"text"_s].toString(), u"Other"_s);
    }

    void aRepairThatFailsIsTriedAgain_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        QTest::newRow("no network") << HttpAnswer{NetFailure::Offline, 0, {}, {}};
        QTest::newRow("503") << problemAnswer(makeProblem(ProblemCode::Unavailable));
        QTest::newRow("no JSON") << HttpAnswer{
            NetFailure::None, 200, {{"content-type", "application/json"}}, "<html>"};
        QTest::newRow("no result") << jsonAnswer(200, {{u"op_id"_s, 7}});
    }
    void aRepairThatFailsIsTriedAgain()
    {
        QFETCH(HttpAnswer, answer);
        World w;
        const PostId id = w.device.post(w.family, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.answerRepairs(answer);
        w.restart(w.stalePost(op, id, words(u"Other"_s)));
        QVERIFY(w.repairs() >= 1);
        QCOMPARE(w.device.engine->status().parked, 0);
        w.settle(60'000);
        QVERIFY2(w.repairs() < 30, qPrintable(QString::number(w.repairs()))); // with pauses in between
        QVERIFY(w.device.engine->pendingAction(op));
        w.device.net.before = {};
        w.settle(400'000);
        QCOMPARE(postsOnServer(w).constFirst()[u"text"_s].toString(), u"Other"_s);
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void whatThisVersionCannotReadIsParkedAndNotCalledDone()
    {
        World w;
        const PostId id = w.device.post(w.family, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        ActionRow row = w.stalePost(op, id, words(u"Other"_s));
        row.action.payload[u"of_a_newer_version"_s] = true;
        row.sentCount = 1;
        w.device.net.before = [op](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith(u"/push"_s))
                return std::nullopt;
            PushResult result;
            result.opId = op;
            result.status = PushStatus::Rejected;
            result.problem = makeProblem(ProblemCode::KeyReused);
            PushReply reply;
            reply.results = {result};
            return jsonAnswer(200, reply.toJson());
        };
        w.restart(row);
        const auto parked = w.device.engine->pendingAction(op);
        QVERIFY(parked);
        QCOMPARE(parked->row.state, ActionState::Parked);
        QCOMPARE(parked->row.action.payload[u"text"_s].toString(), u"Other"_s);
        QCOMPARE(w.device.refusals, QVector<OpId>{op}); // and she is told
    }

    void nothingCountsAsSentBeforeItsEditIsSaved()
    {
        World w;
        const PostId id = w.device.post(w.family, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.device.net.before = [&w](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.contains(u"/ops/"_s))
                w.device.refuseWrites(w.device.outbox->database());
            return std::nullopt;
        };
        w.restart(w.stalePost(op, id, words(u"Other"_s)));
        QCOMPARE(w.device.engine->pendingAction(op)->row.action.payload[u"text"_s].toString(), u"Other"_s);
        QVERIFY(w.device.engine->status().storageProblem);
        w.device.net.before = {};
        w.device.refuseWrites(w.device.outbox->database(), false);
        w.settle(400'000);
        QCOMPARE(postsOnServer(w).constFirst()[u"text"_s].toString(), u"Other"_s);
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void aFamilyThatClosesDuringTheRepairParksIt()
    {
        World w;
        goLive(w);
        const PostId id = w.device.post(w.family, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.device.net.before = [&w](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!request.path.contains(u"/ops/"_s))
                return std::nullopt;
            w.device.net.delayMs = 20'000;
            return HttpAnswer{NetFailure::Timeout, 0, {}, {}};
        };
        w.restart(w.stalePost(op, id, words(u"Other"_s)));
        w.device.net.delayMs = 10;
        QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Sending);
        w.server.removeMember(w.family, w.mother);
        w.device.engine->refresh();
        w.settle(60'000);
        QCOMPARE(w.device.engine->pendingAction(op)->row.cause, ParkCause::NotMember);
        QCOMPARE(w.device.refusals, QVector<OpId>{op});
    }

    void anAnswerToARepairThatComesTooLateIsIgnored()
    {
        World w;
        const PostId id = w.device.post(w.family, u"Meant"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.device.net.before = [&w](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.contains(u"/ops/"_s))
                w.device.net.delayMs = 50'000;
            return std::nullopt;
        };
        w.restart(w.stalePost(op, id, words(u"Other"_s)));
        QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Sending);
        w.device.engine->stop();
        w.settle(60'000);
        QCOMPARE(postsOnServer(w).constFirst()[u"text"_s].toString(), u"Meant"_s);
        w.device.net.before = {};
        w.device.net.delayMs = 10;
        w.device.restart();
        w.settle(60'000);
        QCOMPARE(postsOnServer(w).constFirst()[u"text"_s].toString(), u"Other"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeyReuse)
#include "test_key_reuse.moc"
