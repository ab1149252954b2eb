// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"

#include "server/services/access.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray membersPath(FamilyId family, const Someone &who)
{
    return "/api/v1/families/" + family.toString().toLatin1() + "/members/" + who.user.toString().toLatin1();
}

} // namespace

class FamiliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ownerMakesAFamilyOnce();
    void refusesBadFamilies();
    void strangersSeeTheSameAsNothing();
    void rolesByMatrix_data();
    void rolesByMatrix();
    void removalByMatrix_data();
    void removalByMatrix();
    void lastOwnerStays();
    void staleVersionIsRefused();
    void abilitiesAndRelation();
    void removalTakesEverythingAway();
    void audiencesChangeWhatIsRead();
    void audienceLimitsAndBadLists();

private:
    const Someone &who(const QString &role) const
    {
        return role == u"owner"      ? m_owner
            : role == u"co_parent"   ? m_coParent
            : role == u"contributor" ? m_contributor
                                     : m_viewer;
    }
    Response patch(
        const Someone &asker, const Someone &target, const QJsonObject &json, const QByteArray &version = {})
    {
        House::With with;
        with.json = json;
        const auto row = memberRow(*m_house->db, m_family, target.user);
        const QByteArray current = *row ? QByteArray::number((*row)->stamp.version) : "0";
        with.headers["if-match"] = '"' + (version.isEmpty() ? current : version) + '"';
        return m_house->call(Method::Patch, membersPath(m_family, target), with, asker.access);
    }

    std::unique_ptr<House> m_house;
    Someone m_owner, m_coParent, m_contributor, m_viewer, m_stranger;
    FamilyId m_family;
};

void FamiliesTest::init()
{
    m_house = std::make_unique<House>();
    m_owner = m_house->signUp(u"Olga"_s);
    m_coParent = m_house->signUp(u"Paul"_s);
    m_contributor = m_house->signUp(u"Carla"_s);
    m_viewer = m_house->signUp(u"Victor"_s);
    m_stranger = m_house->signUp(u"Tamar"_s);
    m_family = m_house->family(m_owner);
    m_house->join(m_family, m_owner, m_coParent, u"co_parent"_s);
    m_house->join(m_family, m_owner, m_contributor, u"contributor"_s);
    m_house->join(m_family, m_owner, m_viewer, u"viewer"_s);
}

void FamiliesTest::ownerMakesAFamilyOnce()
{
    const auto id = m_house->rng.mintV7<FamilyId>(m_house->clock.wallMs());
    const QJsonObject wish{{u"id"_s, id.toString()}, {u"name"_s, u"  Second "_s},
        {u"zone"_s, u"Asia/Tokyo"_s}, {u"relation"_s, u"Mother"_s}, {u"share_due_date"_s, false},
        {u"due_date"_s, u"2026-09-09"_s}};
    const auto made = m_house->post("/api/v1/families", wish, m_owner.access);
    QCOMPARE(made.status, 201);
    QCOMPARE(bodyOf(made)[u"name"].toString(), u"Second"_s);
    QCOMPARE(bodyOf(made)[u"due_date"].toString(), u"2026-09-09"_s);
    const auto membership = bodyOf(made)[u"membership"].toObject();
    QCOMPARE(membership[u"role"].toString(), u"owner"_s);
    QCOMPARE(membership[u"streams"].toArray().size(), 2);
    // The answer was lost: the same again, and no second family.
    QCOMPARE(rawBody(m_house->post("/api/v1/families", wish, m_owner.access)), rawBody(made));
    QCOMPARE(codeOf(m_house->post("/api/v1/families", wish, m_stranger.access)), ProblemCode::Conflict);
    const auto families = bodyOf(m_house->get("/api/v1/families", m_owner.access))[u"families"].toArray();
    QCOMPARE(families.size(), 2);
    QCOMPARE(families[1].toObject()[u"name"].toString(), u"Second"_s);
}

void FamiliesTest::refusesBadFamilies()
{
    const auto tryWith = [&](const QString &field, const QJsonValue &value) {
        QJsonObject wish{{u"name"_s, u"Bean"_s}, {u"zone"_s, u"UTC"_s}};
        wish[field] = value;
        return m_house->post("/api/v1/families", wish, m_stranger.access).status;
    };
    QCOMPARE(tryWith(u"zone"_s, u"Mars/Base"_s), 422);
    QCOMPARE(tryWith(u"name"_s, u" "_s), 422);
    QCOMPARE(tryWith(u"name"_s, QString(101, u'x')), 422);
    QCOMPARE(tryWith(u"due_date"_s, u"31.12.2026"_s), 422);
    QCOMPARE(tryWith(u"extra"_s, 1), 422);
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM pregnancy"_s), 1);
}

void FamiliesTest::strangersSeeTheSameAsNothing()
{
    const QByteArray real = "/api/v1/families/" + m_family.toString().toLatin1();
    const QByteArray none = "/api/v1/families/" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    for (const QByteArray rest : {"/members", "/invites"}) {
        const auto stranger = m_house->get(real + rest, m_stranger.access);
        QCOMPARE(stranger.status, 404);
        QCOMPARE(rawBody(m_house->get(none + rest, m_stranger.access)), rawBody(stranger));
        QCOMPARE(
            rawBody(m_house->get("/api/v1/families/nonsense" + rest, m_stranger.access)), rawBody(stranger));
        QCOMPARE(m_house->get(real + rest, {}).status, 401);
    }
    QCOMPARE(patch(m_stranger, m_viewer, {{u"role"_s, u"owner"_s}}).status, 404);
    QCOMPARE(bodyOf(m_house->get(real + "/members", m_viewer.access))[u"members"].toArray().size(), 4);
}

void FamiliesTest::rolesByMatrix_data()
{
    QTest::addColumn<QString>("asker");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("status");
    for (const auto &asker : {u"owner"_s, u"co_parent"_s, u"contributor"_s, u"viewer"_s}) {
        for (const auto &target : {u"owner"_s, u"co_parent"_s, u"contributor"_s, u"viewer"_s}) {
            const bool allowed = asker == u"owner" && target != asker;
            QTest::addRow("%s of %s", qPrintable(asker), qPrintable(target))
                << asker << target << (allowed ? 200 : 403);
        }
    }
}

void FamiliesTest::rolesByMatrix()
{
    QFETCH(QString, asker);
    QFETCH(QString, target);
    QFETCH(int, status);
    const auto response = patch(who(asker), who(target), {{u"role"_s, u"contributor"_s}});
    QCOMPARE(response.status, status);
    const auto access = memberAccess(*m_house->db, m_family, who(target).user);
    QCOMPARE(toWire((*access)->role), status == 200 ? u"contributor"_s : target);
    if (status != 200)
        return;
    QCOMPARE(m_house->effects.membersChanged.size(), 1);
    QCOMPARE(m_house->effects.membersChanged[0].second, who(target).user);
    // In everybody's stream the member, in her own the membership with what she reads now.
    const auto membership = membershipRow(*m_house->db, m_family, who(target).user);
    QCOMPARE((*membership)->streams, QVector<StreamId>{StreamId::all(m_family)});
}

void FamiliesTest::removalByMatrix_data()
{
    QTest::addColumn<QString>("asker");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const QString &asker, const QString &target, int status) {
        QTest::addRow("%s removes %s", qPrintable(asker), qPrintable(target)) << asker << target << status;
    };
    row(u"owner"_s, u"co_parent"_s, 204);
    row(u"owner"_s, u"contributor"_s, 204);
    row(u"owner"_s, u"viewer"_s, 204);
    row(u"owner"_s, u"owner"_s, 403); // the last one
    row(u"co_parent"_s, u"owner"_s, 403);
    row(u"co_parent"_s, u"co_parent"_s, 204); // leaves
    row(u"co_parent"_s, u"contributor"_s, 204);
    row(u"co_parent"_s, u"viewer"_s, 204);
    row(u"contributor"_s, u"viewer"_s, 403);
    row(u"contributor"_s, u"contributor"_s, 204); // leaves
    row(u"viewer"_s, u"owner"_s, 403);
    row(u"viewer"_s, u"viewer"_s, 204); // leaves
}

void FamiliesTest::removalByMatrix()
{
    QFETCH(QString, asker);
    QFETCH(QString, target);
    QFETCH(int, status);
    const auto response =
        m_house->call(Method::Delete, membersPath(m_family, who(target)), {}, who(asker).access);
    QCOMPARE(response.status, status);
    QCOMPARE(memberAccess(*m_house->db, m_family, who(target).user)->has_value(), status != 204);
}

void FamiliesTest::lastOwnerStays()
{
    QCOMPARE(patch(m_owner, m_coParent, {{u"role"_s, u"owner"_s}}).status, 200);
    // Now there are two: one may leave, and then the other may not.
    QCOMPARE(m_house->call(Method::Delete, membersPath(m_family, m_owner), {}, m_owner.access).status, 204);
    const auto response =
        m_house->call(Method::Delete, membersPath(m_family, m_coParent), {}, m_coParent.access);
    QCOMPARE(response.status, 403);
    QVERIFY(Problem::fromJson(bodyOf(response)).detail.contains(u"owner"_s));
}

void FamiliesTest::staleVersionIsRefused()
{
    QCOMPARE(patch(m_owner, m_viewer, {{u"role"_s, u"contributor"_s}}, "999").status, 412);
    QCOMPARE(patch(m_owner, m_viewer, {{u"role"_s, u"contributor"_s}}, "x").status, 412);
    QCOMPARE(patch(m_owner, m_viewer, {{u"role"_s, u"king"_s}}).status, 422);
    QCOMPARE(patch(m_owner, m_viewer, {{u"power"_s, 9}}).status, 422);
    House::With with;
    with.headers["if-match"] = "999";
    QCOMPARE(
        m_house->call(Method::Delete, membersPath(m_family, m_viewer), with, m_owner.access).status, 412);
    QCOMPARE(toWire((*memberAccess(*m_house->db, m_family, m_viewer.user))->role), u"viewer"_s);
}

void FamiliesTest::abilitiesAndRelation()
{
    const QJsonObject posts{{u"abilities"_s, QJsonArray{u"react"_s, u"post"_s}}};
    QCOMPARE(patch(m_coParent, m_viewer, posts).status, 200);
    const auto access = memberAccess(*m_house->db, m_family, m_viewer.user);
    QVERIFY((*access)->abilities.has(Ability::Post));
    QVERIFY(!(*access)->abilities.has(Ability::Comment));
    QCOMPARE(patch(m_viewer, m_viewer, posts).status, 403);
    QCOMPARE(patch(m_coParent, m_coParent, posts).status, 403);
    QCOMPARE(patch(m_coParent, m_owner, posts).status, 403);
    QCOMPARE(patch(m_owner, m_owner, posts).status, 403);
    QCOMPARE(patch(m_owner, m_viewer, {{u"abilities"_s, QJsonArray{u"fly"_s}}}).status, 422);
    const auto named = patch(m_viewer, m_viewer, {{u"relation"_s, u"Grandpa"_s}});
    QCOMPARE(named.status, 200);
    QCOMPARE(bodyOf(named)[u"relation"].toString(), u"Grandpa"_s);
    QCOMPARE(patch(m_viewer, m_contributor, {{u"relation"_s, u"Thief"_s}}).status, 403);
}

void FamiliesTest::removalTakesEverythingAway()
{
    QCOMPARE(patch(m_owner, m_viewer, {{u"abilities"_s, QJsonArray{u"invite"_s}}}).status, 200);
    const QByteArray path = "/api/v1/families/" + m_family.toString().toLatin1();
    const auto invite = m_house->post(path + "/invites", {{u"role"_s, u"viewer"_s}}, m_viewer.access);
    QCOMPARE(invite.status, 201);
    const auto audience = m_house->post(path + "/audiences",
        {{u"name"_s, u"Close"_s}, {u"members"_s, QJsonArray{m_viewer.user.toString()}}}, m_owner.access);
    QCOMPARE(audience.status, 201);
    QCOMPARE(m_house->call(Method::Delete, membersPath(m_family, m_viewer), {}, m_owner.access).status, 204);
    QVERIFY(m_house->effects.membersChanged.contains(qMakePair(m_family, m_viewer.user)));
    const auto membership = membershipRow(*m_house->db, m_family, m_viewer.user);
    QVERIFY((*membership)->removed);
    QVERIFY((*membership)->streams.isEmpty());
    QVERIFY((*memberRow(*m_house->db, m_family, m_viewer.user))->removed);
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM audience_member"_s), 0);
    // Her invite does not bring anybody in, and she does not come back by it.
    const QJsonObject opens{{u"token"_s, bodyOf(invite)[u"token"].toString()}};
    QCOMPARE(codeOf(m_house->post("/api/v1/invites/accept", opens, m_stranger.access)),
        ProblemCode::InviteInvalid);
    QCOMPARE(m_house->get(path + "/members", m_viewer.access).status, 404);
    // With a new one she does.
    m_house->join(m_family, m_owner, m_viewer, u"contributor"_s);
    QVERIFY(!(*memberRow(*m_house->db, m_family, m_viewer.user))->removed);
    QCOMPARE(m_house->get(path + "/members", m_viewer.access).status, 200);
}

void FamiliesTest::audiencesChangeWhatIsRead()
{
    const QByteArray path = "/api/v1/families/" + m_family.toString().toLatin1() + "/audiences";
    const auto list = [](const QVector<Someone> &people) {
        QJsonArray ids;
        for (const auto &one : people)
            ids.append(one.user.toString());
        return ids;
    };
    QCOMPARE(m_house->post(path, {{u"name"_s, u"Close"_s}}, m_contributor.access).status, 403);
    const auto made =
        m_house->post(path, {{u"name"_s, u"Close"_s}, {u"members"_s, list({m_viewer})}}, m_coParent.access);
    QCOMPARE(made.status, 201);
    const auto id = *AudienceId::parse(bodyOf(made)[u"id"].toString());
    const auto stream = StreamId::audience(m_family, id);
    const auto reads = [&](const Someone &one) {
        const auto membership = membershipRow(*m_house->db, m_family, one.user);
        return (*membership)->streams.contains(stream) && *mayRead(*m_house->db, stream, one.user);
    };
    QVERIFY(reads(m_owner) && reads(m_coParent) && reads(m_viewer) && !reads(m_contributor));
    House::With with;
    with.json = {{u"members"_s, list({m_contributor})}};
    const QByteArray one = path + '/' + id.toString().toLatin1();
    QCOMPARE(m_house->call(Method::Patch, one, with, m_owner.access).status, 412);
    with.headers["if-match"] = QByteArray::number(bodyOf(made)[u"version"].toInt());
    const auto changed = m_house->call(Method::Patch, one, with, m_owner.access);
    QCOMPARE(changed.status, 200);
    QVERIFY(reads(m_owner) && !reads(m_viewer) && reads(m_contributor));
    QCOMPARE(bodyOf(changed)[u"name"].toString(), u"Close"_s);
    House::With end;
    end.headers["if-match"] = QByteArray::number(bodyOf(changed)[u"version"].toInt());
    QCOMPARE(m_house->call(Method::Delete, one, end, m_viewer.access).status, 403);
    QCOMPARE(m_house->call(Method::Delete, one, end, m_owner.access).status, 204);
    QVERIFY(!reads(m_owner) && !reads(m_contributor));
    QCOMPARE(m_house->call(Method::Delete, one, end, m_owner.access).status, 404);
}

void FamiliesTest::audienceLimitsAndBadLists()
{
    const QByteArray path = "/api/v1/families/" + m_family.toString().toLatin1() + "/audiences";
    const QJsonArray stranger{m_stranger.user.toString()};
    QCOMPARE(
        m_house->post(path, {{u"name"_s, u"A"_s}, {u"members"_s, stranger}}, m_owner.access).status, 422);
    QCOMPARE(m_house->post(path, {{u"members"_s, QJsonArray()}}, m_owner.access).status, 422);
    QCOMPARE(m_house->post(path, {{u"name"_s, u" "_s}}, m_owner.access).status, 422);
    for (int i = 0; i < limits::kAudiencesPerFamily; ++i)
        QCOMPARE(m_house->post(path, {{u"name"_s, u"A%1"_s.arg(i)}}, m_owner.access).status, 201);
    const auto beyond = m_house->post(path, {{u"name"_s, u"One more"_s}}, m_owner.access);
    QCOMPARE(codeOf(beyond), ProblemCode::LimitReached);
}

QTEST_GUILESS_MAIN(FamiliesTest)
#include "tst_families.moc"
