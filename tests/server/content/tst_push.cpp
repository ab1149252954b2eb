// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/world.h"

#include "protocol/json.h"
#include "server/services/push_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// POST /api/v1/sync/push and GET /api/v1/ops: the ledger and what stands around it.
class PushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appliesOnceAndAnswersDuplicates();
    void aKeyWithAnotherContentIsRefused();
    void aRejectionIsFinal();
    void soIsThatOfAFormerMember();
    void soIsThatOfAStreamSheMayNotRead();
    void aTransientProblemLeavesNothing();
    void aLostMemberStillLearnsWhatBecameOfHers();
    void aNonMemberGetsTheBytesOfAnUnknownFamily();
    void laterActionsOfAKeyWaitForEarlierOnes();
    void anotherEpochStopsTheWholeBatch();
    void aMissingEpochStopsTheWholeBatch();
    void somebodyElsesDeviceAndOperationDoNotExist();
    void seqsHaveNoGap();
    void operationsAreOwn();
    void oneBadActionDoesNotSpoilTheBatch();
    void hostileBodies_data();
    void hostileBodies();
    void publishesOneFrameAChange();
    void theAnswersTextIsItsJson();
};

void PushTest::appliesOnceAndAnswersDuplicates()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    const auto reaction = w.react(w.all, post, w.viewer, ReactionKind::Love);
    const auto firstTime = w.pushOne(w.viewer, reaction);
    QCOMPARE(firstTime.status, PushStatus::Applied);
    QCOMPARE(firstTime.entities.size(), 1);
    const qint64 head = w.heads({w.all})[w.all].head;
    const auto again = w.push(w.viewer, {reaction, reaction});
    for (const auto &result : again.results) {
        QCOMPARE(result.status, PushStatus::Duplicate);
        QCOMPARE(result.seqs, firstTime.seqs);
        QVERIFY(result.entities.isEmpty());
    }
    QCOMPARE(again.heads[w.all].head, head);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM reaction"_s), 1);
    QCOMPARE(w.number(u"SELECT reaction_count FROM post"_s), 1);
}

void PushTest::aKeyWithAnotherContentIsRefused()
{
    World w;
    auto post = w.newPost(w.all, u"one"_s);
    QCOMPARE(w.pushOne(w.owner, post).status, PushStatus::Applied);
    post.payload[u"text"_s] = u"two"_s;
    const auto result = w.pushOne(w.owner, post);
    QCOMPARE(result.status, PushStatus::Rejected);
    QCOMPARE(result.problem->code, ProblemCode::KeyReused);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post WHERE text='one'"_s), 1);
    // What the fingerprint does not cover may differ.
    post.payload[u"text"_s] = u"one"_s;
    post.occurredAtMs += 5'000;
    post.baseVersion = 7;
    QCOMPARE(w.pushOne(w.owner, post).status, PushStatus::Duplicate);
}

void PushTest::aRejectionIsFinal()
{
    World w;
    const auto post = w.newPost(w.all);
    const auto refused = w.pushOne(w.viewer, post);
    QCOMPARE(refused.status, PushStatus::Rejected);
    QCOMPARE(refused.problem->code, ProblemCode::Rejected);
    w.setAbilities(w.viewer, defaultAbilities(Role::Owner));
    const auto again = w.pushOne(w.viewer, post);
    QCOMPARE(again.status, PushStatus::Rejected);
    QCOMPARE(again.problem->code, ProblemCode::Rejected);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 0);
    QCOMPARE(w.pushOne(w.viewer, w.newPost(w.all)).status, PushStatus::Applied);
}

void PushTest::soIsThatOfAFormerMember()
{
    World w;
    const auto post = w.newPost(w.all);
    w.remove(w.family, w.contributor);
    for (int i = 0; i < 2; ++i) { // a late copy, when she is back
        const auto result = w.pushOne(w.contributor, post);
        QCOMPARE(result.status, PushStatus::Rejected);
        QCOMPARE(result.problem->code, ProblemCode::NotFound);
        w.join(w.family, w.contributor, Role::Contributor);
    }
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 0);
    QCOMPARE(w.pushOne(w.contributor, w.newPost(w.all)).status, PushStatus::Applied);
}

void PushTest::soIsThatOfAStreamSheMayNotRead()
{
    World w;
    const auto post = w.newPost(w.parents);
    const auto mark = w.action(ActionKind::ReadMark, StreamId::user(w.contributor.user),
        w.rng.mintV4<EntityId>(), ReadMark{w.parents, 5, w.rng.mintV7<PostId>(0)}.toJson());
    for (const auto &action : {post, mark}) {
        QCOMPARE(w.pushOne(w.contributor, action).problem->code, ProblemCode::NotFound);
        w.join(w.family, w.contributor, Role::CoParent);
        QCOMPARE(w.pushOne(w.contributor, action).status, PushStatus::Rejected);
        w.join(w.family, w.contributor, Role::Contributor);
    }
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 0);
}

void PushTest::aTransientProblemLeavesNothing()
{
    World w;
    auto create = w.newPost(w.all);
    const auto comment = w.newComment(w.all, idCast<PostId>(create.entityId));
    const auto early = w.pushOne(w.viewer, comment);
    QCOMPARE(early.status, PushStatus::Retry);
    QCOMPARE(early.problem->code, ProblemCode::DependencyMissing);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM op"_s), 0);
    QCOMPARE(w.pushOne(w.owner, create).status, PushStatus::Applied);
    QCOMPARE(w.pushOne(w.viewer, comment).status, PushStatus::Applied);
}

void PushTest::aLostMemberStillLearnsWhatBecameOfHers()
{
    World w;
    const auto post = w.newPost(w.all);
    const auto applied = w.pushOne(w.contributor, post);
    w.remove(w.family, w.contributor);
    const auto reply = w.push(w.contributor, {post});
    QCOMPARE(reply.results[0].status, PushStatus::Duplicate);
    QCOMPARE(reply.results[0].seqs, applied.seqs);
    QVERIFY(reply.results[0].entities.isEmpty());
    QVERIFY(!reply.heads.contains(w.all));
    const auto fresh = w.pushOne(w.contributor, w.newPost(w.all));
    QCOMPARE(fresh.problem->code, ProblemCode::NotFound);
}

void PushTest::aNonMemberGetsTheBytesOfAnUnknownFamily()
{
    World w;
    const auto unknown = StreamId::all(w.rng.mintV4<FamilyId>());
    for (const auto &who : {w.stranger, w.removed}) {
        auto known = w.newPost(w.all);
        auto other = known;
        other.stream = unknown;
        other.opId = w.rng.mintV4<OpId>();
        for (int i = 0; i < 2; ++i) {
            const auto a = w.rawPush(who, {known});
            const auto b = w.rawPush(who, {other});
            QCOMPARE(a.status, b.status);
            QByteArray body = *b.body;
            body.replace(other.opId.toString().toUtf8(), known.opId.toString().toUtf8());
            QCOMPARE(*a.body, body);
            QCOMPARE(PushReply::fromJson(bodyOf(a))->results[0].problem->code, ProblemCode::NotFound);
        }
    }
    // A stranger leaves nothing behind; of her who was a member it is remembered, for she may come back.
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM op"_s), 1);
}

void PushTest::laterActionsOfAKeyWaitForEarlierOnes()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    const PostId missing = w.rng.mintV7<PostId>(0);
    const auto reply = w.push(w.contributor,
        {w.newComment(w.all, missing), w.newComment(w.all, missing), w.newComment(w.all, post)});
    QCOMPARE(reply.results[0].status, PushStatus::Retry);
    QCOMPARE(reply.results[1].status, PushStatus::Skipped);
    QCOMPARE(reply.results[2].status, PushStatus::Applied);
    const auto edits = w.push(w.viewer,
        {w.action(ActionKind::PostEdit, w.all, idCast<EntityId>(post), {{u"text"_s, u"mine now"_s}}),
            w.action(ActionKind::PostDelete, w.all, idCast<EntityId>(post))});
    QCOMPARE(edits.results[0].status, PushStatus::Rejected);
    QCOMPARE(edits.results[1].status, PushStatus::Skipped);
    QVERIFY(!edits.results[1].problem);
}

void PushTest::anotherEpochStopsTheWholeBatch()
{
    World w;
    const auto mine = w.action(ActionKind::PrefSet, StreamId::user(w.owner.user), w.rng.mintV4<EntityId>(),
        PrefSet{u"mute"_s, true}.toJson());
    const auto post = w.newPost(w.all);
    PushRequest request;
    request.device = w.owner.device;
    request.actions = {mine, post};
    request.epochs.insert(mine.stream, w.heads({mine.stream})[mine.stream].epoch);
    request.epochs.insert(w.all, w.rng.mintV4<EpochId>());
    const auto response =
        w.call(w.owner, Method::Post, "/api/v1/sync/push", {}, toJsonBytes(request.toJson()));
    QCOMPARE(response.status, 409);
    QCOMPARE(codeOf(response), ProblemCode::EpochChanged);
    QCOMPARE(headsFromJson(bodyOf(response)[u"heads"].toObject())->value(w.all).epoch,
        w.heads({w.all})[w.all].epoch);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM op"_s), 0);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM pref"_s), 0);
}

void PushTest::aMissingEpochStopsTheWholeBatch()
{
    World w;
    PushRequest request;
    request.device = w.owner.device;
    request.actions = {w.newPost(w.all)};
    const auto response =
        w.call(w.owner, Method::Post, "/api/v1/sync/push", {}, toJsonBytes(request.toJson()));
    QCOMPARE(response.status, 409);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 0);
}

void PushTest::somebodyElsesDeviceAndOperationDoNotExist()
{
    World w;
    const auto post = w.newPost(w.all);
    QCOMPARE(w.rawPush(w.owner, {post}, w.viewer.device).status, 404);
    QCOMPARE(w.rawPush(w.owner, {post}, w.rng.mintV4<DeviceId>()).status, 404);
    QCOMPARE(w.pushOne(w.owner, post).status, PushStatus::Applied);
    const auto stolen = w.pushOne(w.contributor, post);
    QCOMPARE(stolen.status, PushStatus::Rejected);
    QCOMPARE(stolen.problem->code, ProblemCode::NotFound);
    QVERIFY(stolen.seqs.isEmpty());
}

void PushTest::seqsHaveNoGap()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    for (const auto &who : {w.owner, w.viewer, w.stranger, w.contributor}) {
        w.rawPush(
            who, {w.newComment(w.all, post), w.newPost(w.all), w.react(w.all, post, who, ReactionKind::Wow)});
        w.rawPush(who, {w.action(ActionKind::PostDelete, w.all, w.rng.mintV4<EntityId>())});
    }
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM (SELECT stream_id FROM change GROUP BY stream_id"
                      " HAVING MIN(seq)<>1 OR MAX(seq)<>COUNT(*))"_s),
        0);
    QCOMPARE(
        w.number(u"SELECT COUNT(*) FROM stream s WHERE head_seq<>(SELECT COALESCE(MAX(seq),0) FROM change c"
                 " WHERE c.stream_id=s.stream_id)"_s),
        0);
}

void PushTest::operationsAreOwn()
{
    World w;
    const auto post = w.newPost(w.all);
    const auto seqs = w.pushOne(w.owner, post).seqs;
    const QByteArray path = "/api/v1/ops/" + post.opId.toString().toLatin1();
    const auto mine = w.call(w.owner, Method::Get, path);
    QCOMPARE(mine.status, 200);
    QCOMPARE(PushResult::fromJson(bodyOf(mine))->seqs, seqs);
    QCOMPARE(PushResult::fromJson(bodyOf(mine))->status, PushStatus::Applied);
    const auto foreign = w.call(w.coParent, Method::Get, path);
    const auto unknown =
        w.call(w.coParent, Method::Get, "/api/v1/ops/" + w.rng.mintV4<OpId>().toString().toLatin1());
    QCOMPARE(foreign.status, 404);
    QCOMPARE(*foreign.body, *unknown.body);
    QCOMPARE(*w.call(w.coParent, Method::Get, "/api/v1/ops/nonsense").body, *unknown.body);
}

void PushTest::oneBadActionDoesNotSpoilTheBatch()
{
    World w;
    auto bad = w.newPost(w.all).toJson();
    bad[u"surprise"_s] = 1;
    const auto good = w.newPost(w.all);
    const QJsonObject body{{u"device_id"_s, w.owner.device.toString()},
        {u"epochs"_s, QJsonObject{{w.all.toString(), w.heads({w.all})[w.all].epoch.toString()}}},
        {u"actions"_s, QJsonArray{bad, good.toJson()}}};
    const auto response = w.call(w.owner, Method::Post, "/api/v1/sync/push", {}, toJsonBytes(body));
    QCOMPARE(response.status, 200);
    const auto reply = PushReply::fromJson(bodyOf(response)).value();
    QCOMPARE(reply.results[0].status, PushStatus::Rejected);
    QCOMPARE(reply.results[0].problem->code, ProblemCode::UnknownField);
    QCOMPARE(reply.results[1].status, PushStatus::Applied);
}

void PushTest::hostileBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    World w;
    const QByteArray device = w.owner.device.toString().toLatin1();
    QTest::newRow("empty") << QByteArray() << 400;
    QTest::newRow("list") << QByteArray("[]") << 400;
    QTest::newRow("cut") << QByteArray("{\"device_id\":") << 400;
    QTest::newRow("invalid UTF-8") << QByteArray("{\"device_id\":\"\xff\"}") << 400;
    QTest::newRow("deep") << QByteArray(100, '[') + QByteArray(100, ']') << 400;
    QTest::newRow("no device") << QByteArray("{\"actions\":[]}") << 422;
    QTest::newRow("unknown field") << "{\"device_id\":\"" + device + "\",\"actions\":[],\"x\":1}" << 422;
    QTest::newRow("actions of another type") << "{\"device_id\":\"" + device + "\",\"actions\":{}}" << 422;
    QTest::newRow("an action without an id") << "{\"device_id\":\"" + device + "\",\"actions\":[5]}" << 422;
    QTest::newRow("too many") << "{\"device_id\":\"" + device + "\",\"actions\":["
            + QByteArray("{},").repeated(50)
            + "{}]}" << 422;
    QTest::newRow("too large") << QByteArray(limits::kPushBytes + 1, ' ') << 413;
}

void PushTest::hostileBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    World w;
    const auto response = w.call(w.owner, Method::Post, "/api/v1/sync/push", {}, body);
    QCOMPARE(response.status, status);
    QVERIFY(!bodyOf(response)[u"detail"].toString().isEmpty());
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM op"_s), 0);
}

void PushTest::publishesOneFrameAChange()
{
    World w;
    const qint64 before = w.heads({w.all})[w.all].head;
    const auto media = w.picture(w.owner);
    QCOMPARE(w.pushOne(w.owner, w.newPost(w.all, u"look"_s, {media})).status, PushStatus::Applied);
    QCOMPARE(w.effects.published.size(), 2);
    qint64 seq = before;
    for (const auto &change : std::as_const(w.effects.published)) {
        QCOMPARE(change.stream, w.all);
        QCOMPARE(change.item.seq, ++seq);
        QCOMPARE(change.item.row[u"seq"].toInteger(), seq);
    }
    QCOMPARE(w.pushOne(w.viewer, w.newPost(w.all)).status, PushStatus::Rejected);
    QVERIFY(w.effects.published.isEmpty());
}

/// The answer is written without PushReply::toJson(): it must say the same.
void PushTest::theAnswersTextIsItsJson()
{
    World w;
    const auto id = w.rng.mintV7<EntityId>(1);
    PushResult moved{w.rng.mintV7<OpId>(1), PushStatus::Applied, {{w.all, 7}, {w.parents, 3}}, {}, {}};
    moved.entities.append({w.all, {7, EntityType::Post, id, ChangeOp::MovedOut, {}}});
    moved.entities.append({w.parents,
        {3, EntityType::Post, id, ChangeOp::Upsert, {{u"text"_s, u"a \"b\"\n👶"_s}, {u"n"_s, 1.5}}}});
    PushResult refused{
        w.rng.mintV7<OpId>(1), PushStatus::Rejected, {}, {}, makeProblem(ProblemCode::Rejected)};
    const PushReply reply{{moved, refused}, w.heads({w.all, w.parents}), 1'700'000'000'123};
    QCOMPARE(QJsonDocument::fromJson(pushReplyText(reply)).object(), reply.toJson());
    QCOMPARE(QJsonDocument::fromJson(pushReplyText({})).object(), PushReply().toJson());
}

QTEST_GUILESS_MAIN(PushTest)
#include "tst_push.moc"
