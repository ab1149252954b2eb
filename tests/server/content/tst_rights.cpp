// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What the matrix of docs/security.md allows to an outsider, a role, and the author of the thing.
enum class Answer { Yes, Refused, Unknown };

struct Who
{
    const char *name;
    Person World::*person;
};

constexpr Who kEverybody[] = {{"owner", &World::owner}, {"co-parent", &World::coParent},
    {"contributor", &World::contributor}, {"viewer", &World::viewer}, {"removed", &World::removed},
    {"stranger", &World::stranger}};

Answer answerOf(const PushResult &result)
{
    if (result.status == PushStatus::Applied)
        return Answer::Yes;
    if (result.problem && result.problem->code == ProblemCode::NotFound)
        return Answer::Unknown;
    return result.problem && result.problem->code == ProblemCode::Rejected ? Answer::Refused : Answer(-1);
}

Answer answerOf(const Response &response)
{
    return response.status == 200 ? Answer::Yes : response.status == 404 ? Answer::Unknown : Answer(-1);
}

Answer expected(const Who &who, const char *allowed)
{
    const QString names = QString::fromLatin1(allowed);
    if (names.split(u',').contains(QLatin1String(who.name)))
        return Answer::Yes;
    const bool isMember = who.person != &World::removed && who.person != &World::stranger;
    return isMember ? Answer::Refused : Answer::Unknown;
}

} // namespace

/// The authorisation matrix for pushes and stream reads, over all roles.
class RightsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actions_data();
    void actions();
    void authorsMayChangeTheirOwn();
    void abilitiesOutrankRoles();
    void streams_data();
    void streams();
    void unreadableThingsLookUnknown();
    void reportsReachParentsAlone();
    void ownSettingsStayOwn();
};

void RightsTest::actions_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("allowed");
    QTest::newRow("post.create") << u"post.create"_s << QByteArray("owner,co-parent,contributor");
    QTest::newRow("post.edit") << u"post.edit"_s << QByteArray("owner,co-parent");
    QTest::newRow("post.move") << u"post.move"_s << QByteArray("owner,co-parent");
    QTest::newRow("post.delete") << u"post.delete"_s << QByteArray("owner,co-parent");
    QTest::newRow("post.restore") << u"post.restore"_s << QByteArray("owner,co-parent");
    QTest::newRow("post.hold") << u"post.hold"_s << QByteArray("owner,co-parent");
    QTest::newRow("post.release") << u"post.release"_s << QByteArray("owner,co-parent");
    QTest::newRow("comment.create") << u"comment.create"_s
                                    << QByteArray("owner,co-parent,contributor,viewer");
    QTest::newRow("comment.edit") << u"comment.edit"_s << QByteArray("");
    QTest::newRow("comment.delete") << u"comment.delete"_s << QByteArray("owner,co-parent");
    QTest::newRow("comment.restore") << u"comment.restore"_s << QByteArray("owner,co-parent");
    QTest::newRow("reaction.set") << u"reaction.set"_s << QByteArray("owner,co-parent,contributor,viewer");
    QTest::newRow("family.update") << u"family.update"_s << QByteArray("owner,co-parent");
    QTest::newRow("family.pause") << u"family.pause"_s << QByteArray("owner,co-parent");
    QTest::newRow("report.create") << u"report.create"_s << QByteArray("owner,co-parent,contributor,viewer");
}

/// An action of the kind on things that somebody else wrote.
static Action actionOf(
    World &w, ActionKind kind, const Person &who, PostId post, CommentId comment, const QString &audience)
{
    const auto postEntity = idCast<EntityId>(post);
    const QJsonObject ofPost{{u"post"_s, post.toString()}};
    switch (kind) {
    case ActionKind::PostCreate:
        return w.newPost(w.all);
    case ActionKind::PostEdit:
        return w.action(kind, w.all, postEntity, {{u"text"_s, u"new"_s}});
    case ActionKind::PostMove:
        return w.action(kind, w.all, postEntity, {{u"audience"_s, audience}});
    case ActionKind::PostRelease:
        return w.action(kind, w.all, postEntity, {{u"audience"_s, audience}});
    case ActionKind::CommentCreate:
        return w.newComment(w.all, post);
    case ActionKind::CommentEdit:
        return w.action(
            kind, w.all, idCast<EntityId>(comment), {{u"post"_s, post.toString()}, {u"text"_s, u"new"_s}});
    case ActionKind::CommentDelete:
    case ActionKind::CommentRestore:
        return w.action(kind, w.all, idCast<EntityId>(comment), ofPost);
    case ActionKind::ReactionSet:
        return w.react(w.all, post, who, ReactionKind::Hug);
    case ActionKind::FamilyUpdate:
        return w.action(kind, w.all, idCast<EntityId>(w.family), {{u"name"_s, u"Bean and Pea"_s}});
    case ActionKind::FamilyPause:
        return w.action(
            kind, w.all, idCast<EntityId>(w.family), FamilyPause{PauseMode::Paused, {}, {}}.toJson());
    case ActionKind::ReportCreate:
        return w.action(
            kind, w.all, w.rng.mintV7<EntityId>(0), ReportCreate{u"post"_s, postEntity, u"?"_s}.toJson());
    default:
        return w.action(kind, w.all, postEntity);
    }
}

void RightsTest::actions()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, allowed);
    ActionKind wanted = ActionKind::PostCreate;
    QVERIFY(fromWire(kind, wanted));
    for (const auto &who : kEverybody) {
        World w;
        const auto listed = w.audience({w.contributor, w.viewer}).toString();
        // Written by a member who is none of those asked.
        const Person author = w.person();
        w.join(w.family, author, Role::Contributor);
        const auto post = w.posted(author, w.all);
        const auto remark = w.newComment(w.all, post);
        QCOMPARE(w.pushOne(author, remark).status, PushStatus::Applied);
        const auto asked = w.*who.person;
        const auto action = actionOf(w, wanted, asked, post, idCast<CommentId>(remark.entityId), listed);
        const auto result = w.pushOne(asked, action);
        const auto answer = answerOf(result);
        QVERIFY2(answer == expected(who, allowed.constData()), who.name);
        if (answer != Answer::Yes)
            QVERIFY2(result.seqs.isEmpty() && result.entities.isEmpty() && w.effects.published.isEmpty(),
                who.name);
    }
}

void RightsTest::authorsMayChangeTheirOwn()
{
    World w;
    w.setAbilities(w.viewer, defaultAbilities(Role::Contributor));
    const auto listed = w.audience({w.viewer}).toString();
    const auto post = w.posted(w.viewer, w.all);
    const auto remark = w.newComment(w.all, post);
    QCOMPARE(w.pushOne(w.viewer, remark).status, PushStatus::Applied);
    for (const auto kind :
        {ActionKind::PostEdit, ActionKind::CommentEdit, ActionKind::CommentDelete, ActionKind::CommentRestore,
            ActionKind::PostDelete, ActionKind::PostRestore, ActionKind::PostMove}) {
        const auto action = actionOf(w, kind, w.viewer, post, idCast<CommentId>(remark.entityId), listed);
        QVERIFY2(w.pushOne(w.viewer, action).status == PushStatus::Applied, qPrintable(toWire(kind)));
    }
}

void RightsTest::abilitiesOutrankRoles()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    w.setAbilities(w.contributor, {});
    for (const auto &action :
        {w.newPost(w.all), w.newComment(w.all, post), w.react(w.all, post, w.contributor, ReactionKind::Joy)})
        QCOMPARE(answerOf(w.pushOne(w.contributor, action)), Answer::Refused);
    Abilities onlyPost;
    onlyPost.set(Ability::Post, true);
    w.setAbilities(w.viewer, onlyPost);
    QCOMPARE(answerOf(w.pushOne(w.viewer, w.newPost(w.all))), Answer::Yes);
    QCOMPARE(answerOf(w.pushOne(w.viewer, w.newComment(w.all, post))), Answer::Refused);
}

void RightsTest::streams_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QByteArray>("allowed");
    QTest::newRow("all") << 0 << QByteArray("owner,co-parent,contributor,viewer");
    QTest::newRow("an audience that lists the viewer") << 1 << QByteArray("owner,co-parent,viewer");
    QTest::newRow("parents") << 2 << QByteArray("owner,co-parent");
    QTest::newRow("the viewer's own") << 3 << QByteArray("viewer");
    QTest::newRow("unknown") << 4 << QByteArray();
}

void RightsTest::streams()
{
    QFETCH(int, which);
    QFETCH(QByteArray, allowed);
    World w;
    const StreamId streams[] = {w.all, StreamId::audience(w.family, w.audience({w.viewer})), w.parents,
        StreamId::user(w.viewer.user), StreamId::all(w.rng.mintV4<FamilyId>())};
    const StreamId stream = streams[which];
    const auto path = "/api/v1/streams/" + stream.toString().toLatin1();
    const QString epoch = u"epoch="_s + w.heads({stream}).value(stream).epoch.toString();
    const auto unknown = w.call(w.owner, Method::Get,
        "/api/v1/streams/p:" + w.rng.mintV4<FamilyId>().toString().toLatin1() + ":all/snapshot");
    for (const auto &who : kEverybody) {
        const bool reads = QString::fromLatin1(allowed).split(u',').contains(QLatin1String(who.name));
        for (const auto &response : {w.call(w.*who.person, Method::Get, path + "/snapshot"),
                 w.call(w.*who.person, Method::Get, path + "/changes", epoch)}) {
            QVERIFY2(answerOf(response) == (reads ? Answer::Yes : Answer::Unknown), who.name);
            if (!reads)
                QCOMPARE(*response.body, *unknown.body);
        }
        const auto heads =
            bodyOf(w.call(w.*who.person, Method::Get, "/api/v1/sync/heads"))[u"heads"].toObject();
        QVERIFY2(heads.contains(stream.toString()) == reads, who.name);
    }
}

void RightsTest::unreadableThingsLookUnknown()
{
    World w;
    const auto held = w.posted(w.owner, w.parents);
    const auto foreign = w.posted(w.stranger, w.otherAll);
    const auto unknown = w.rng.mintV7<PostId>(0);
    QVector<PushResult> results;
    for (const auto post : {held, foreign, unknown})
        results.append(w.pushOne(w.contributor, w.react(w.all, post, w.contributor, ReactionKind::Love)));
    for (const auto &result : results) {
        QCOMPARE(result.status, results[2].status);
        QCOMPARE(result.problem->toJson(), results[2].problem->toJson());
    }
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM reaction"_s), 0);
    // A stream that a member cannot read is no place to write to either.
    QCOMPARE(w.pushOne(w.contributor, w.newPost(w.parents)).problem->code, ProblemCode::NotFound);
}

void RightsTest::reportsReachParentsAlone()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    const auto report = w.action(ActionKind::ReportCreate, w.all, w.rng.mintV7<EntityId>(0),
        ReportCreate{u"post"_s, idCast<EntityId>(post), u"please look"_s}.toJson());
    const auto result = w.pushOne(w.viewer, report);
    QCOMPARE(result.status, PushStatus::Applied);
    QVERIFY(result.seqs.isEmpty());
    QVERIFY(result.entities.isEmpty());
    Replica seen;
    seen.apply(w.snapshot(w.coParent, w.parents).items);
    QVERIFY(seen.visible().contains(u"report/"_s + report.entityId.toString()));
}

void RightsTest::ownSettingsStayOwn()
{
    World w;
    const auto own = StreamId::user(w.viewer.user);
    const auto pref = [&](const StreamId &stream) {
        return w.action(
            ActionKind::PrefSet, stream, w.rng.mintV4<EntityId>(), PrefSet{u"mute"_s, true}.toJson());
    };
    QCOMPARE(answerOf(w.pushOne(w.viewer, pref(own))), Answer::Yes);
    QCOMPARE(answerOf(w.pushOne(w.owner, pref(own))), Answer::Unknown);
    QCOMPARE(w.pushOne(w.owner, pref(w.all)).status, PushStatus::Rejected);
    const auto mark = [&](const StreamId &read) {
        return w.action(ActionKind::ReadMark, own, w.rng.mintV4<EntityId>(),
            ReadMark{read, 5, w.rng.mintV7<PostId>(0)}.toJson());
    };
    QCOMPARE(answerOf(w.pushOne(w.viewer, mark(w.all))), Answer::Yes);
    QCOMPARE(answerOf(w.pushOne(w.viewer, mark(w.parents))), Answer::Unknown);
    QCOMPARE(answerOf(w.pushOne(w.viewer, mark(w.otherAll))), Answer::Unknown);
}

QTEST_GUILESS_MAIN(RightsTest)
#include "tst_rights.moc"
