// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class InvitesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void linkAndCodeOpenTheSame();
    void usedOnce();
    void lostAnswerIsGivenAgain();
    void expiresAndIsTakenBack();
    void grantsNeverExceedTheGranters_data();
    void grantsNeverExceedTheGranters();
    void openInvitesAreLimited();
    void guessesAreLimited();
    void nothingIsKeptInClear();
    void badRequests();
    void signInLinkWorksOnce();
    void signInLinkByMatrix();
    void signInLinkExpiresAndIsReplaced();
    void signInLinkOpensNoOtherFamily();
    void signInLinkFallsWithWhatItRestsOn();
    void inviteFallsWithTheRoleOfItsMaker();
    void inviteIsAskedAgainWhenItIsUsed();

private:
    Response create(const Someone &asker, const QString &role, QJsonObject wish = {})
    {
        wish[u"role"_s] = role;
        return m_house->post(m_path + "/invites", wish, asker.access);
    }
    Response accept(const Someone &who, const QString &field, const QString &secret)
    {
        return m_house->post("/api/v1/invites/accept", {{field, secret}}, who.access);
    }
    Response linkFor(const Someone &asker, const Someone &member)
    {
        return m_house->post(
            m_path + "/members/" + member.user.toString().toLatin1() + "/sign-in-link", {}, asker.access);
    }
    Response changeRole(const Someone &member, const QJsonObject &wish)
    {
        House::With with;
        with.json = wish;
        with.headers["if-match"] =
            QByteArray::number((*memberRow(*m_house->db, m_family, member.user))->stamp.version);
        return m_house->call(
            Method::Patch, m_path + "/members/" + member.user.toString().toLatin1(), with, m_owner.access);
    }
    Response useLink(const Response &link, DeviceId device)
    {
        return m_house->post("/api/v1/auth/link",
            {{u"token"_s, bodyOf(link)[u"token"].toString()}, {u"device"_s, deviceJson(device)}});
    }

    std::unique_ptr<House> m_house;
    Someone m_owner, m_guest, m_other;
    FamilyId m_family;
    QByteArray m_path;
};

void InvitesTest::init()
{
    m_house = std::make_unique<House>();
    m_owner = m_house->signUp(u"Olga"_s);
    m_guest = m_house->signUp(u"Greta"_s);
    m_other = m_house->signUp(u"Otto"_s);
    m_family = m_house->family(m_owner);
    m_path = "/api/v1/families/" + m_family.toString().toLatin1();
}

void InvitesTest::linkAndCodeOpenTheSame()
{
    const auto invite = create(m_owner, u"viewer"_s, {{u"relation"_s, u"Grandma"_s}, {u"name"_s, u"Oma"_s}});
    QCOMPARE(invite.status, 201);
    const auto body = bodyOf(invite);
    QVERIFY(body[u"link"].toString().endsWith(u'#' + body[u"token"].toString()));
    QCOMPARE(body[u"code"].toString().size(), 9);
    QCOMPARE(qint64(body[u"expires_at"].toDouble()), m_house->clock.wallMs() + limits::kInviteMs);
    const auto preview =
        m_house->post("/api/v1/invites/preview", {{u"token"_s, body[u"token"]}}, m_guest.access);
    QCOMPARE(preview.status, 200);
    QCOMPARE(bodyOf(preview)[u"family_name"].toString(), u"Bean"_s);
    QCOMPARE(bodyOf(preview)[u"inviter"].toString(), u"Olga"_s);
    QCOMPARE(bodyOf(preview)[u"role"].toString(), u"viewer"_s);
    QCOMPARE(bodyOf(m_house->get(m_path + "/invites", m_owner.access))[u"invites"].toArray().size(), 1);
    // Typed as people do.
    const QString typed = u" "_s + body[u"code"].toString().toLower().replace(u'-', u' ');
    const auto joined = accept(m_guest, u"code"_s, typed);
    QCOMPARE(joined.status, 200);
    QCOMPARE(bodyOf(joined)[u"family"].toString(), m_family.toString());
    QCOMPARE(bodyOf(joined)[u"streams"].toArray(), QJsonArray{StreamId::all(m_family).toString()});
    const auto row = memberRow(*m_house->db, m_family, m_guest.user);
    QCOMPARE((*row)->relation, u"Grandma"_s);
    QCOMPARE((*row)->name, u"Greta"_s);
    QVERIFY(bodyOf(m_house->get(m_path + "/invites", m_owner.access))[u"invites"].toArray().isEmpty());
}

void InvitesTest::usedOnce()
{
    const auto body = bodyOf(create(m_owner, u"viewer"_s));
    const QString token = body[u"token"].toString();
    QCOMPARE(accept(m_owner, u"token"_s, token).status, 403);
    QCOMPARE(codeOf(accept(m_owner, u"token"_s, token)), ProblemCode::AlreadyMember);
    QCOMPARE(accept(m_guest, u"token"_s, token).status, 200);
    const auto second = accept(m_other, u"token"_s, token);
    QCOMPARE(second.status, 409);
    QCOMPARE(codeOf(second), ProblemCode::InviteUsed);
    QCOMPARE(codeOf(accept(m_other, u"code"_s, body[u"code"].toString())), ProblemCode::InviteUsed);
    // Used by her, who was removed since: it does not bring her back.
    QCOMPARE(m_house
                 ->call(Method::Delete, m_path + "/members/" + m_guest.user.toString().toLatin1(), {},
                     m_owner.access)
                 .status,
        204);
    QCOMPARE(codeOf(accept(m_guest, u"token"_s, token)), ProblemCode::InviteUsed);
}

void InvitesTest::lostAnswerIsGivenAgain()
{
    const QString token = bodyOf(create(m_owner, u"viewer"_s))[u"token"].toString();
    const auto joined = accept(m_guest, u"token"_s, token);
    QCOMPARE(rawBody(accept(m_guest, u"token"_s, token)), rawBody(joined));
    QCOMPARE(m_house->number(u"SELECT COUNT(*) FROM member"_s), 2);
}

void InvitesTest::expiresAndIsTakenBack()
{
    const auto first = bodyOf(create(m_owner, u"viewer"_s));
    m_house->clock.advance(limits::kInviteMs);
    m_guest.access = bodyOf(
        m_house->post("/api/v1/auth/refresh", {{u"refresh_token"_s, m_guest.refresh}}))[u"access_token"]
                         .toString();
    m_owner.access = bodyOf(
        m_house->post("/api/v1/auth/refresh", {{u"refresh_token"_s, m_owner.refresh}}))[u"access_token"]
                         .toString();
    const auto expired = accept(m_guest, u"token"_s, first[u"token"].toString());
    QCOMPARE(expired.status, 404);
    QCOMPARE(codeOf(expired), ProblemCode::InviteInvalid);
    const auto unknown = accept(m_guest, u"token"_s, u"AAAAAAAAAAAAAAAAAAAAAA"_s);
    QCOMPARE(rawBody(unknown), rawBody(expired));
    const auto second = bodyOf(create(m_owner, u"viewer"_s));
    const QByteArray path = m_path + "/invites/" + second[u"id"].toString().toLatin1();
    QCOMPARE(m_house->call(Method::Delete, path, {}, m_guest.access).status, 404);
    QCOMPARE(m_house->call(Method::Delete, path, {}, m_owner.access).status, 204);
    QCOMPARE(rawBody(accept(m_guest, u"token"_s, second[u"token"].toString())), rawBody(expired));
}

void InvitesTest::grantsNeverExceedTheGranters_data()
{
    QTest::addColumn<QString>("asker");
    QTest::addColumn<QString>("role");
    QTest::addColumn<int>("status");
    const auto row = [](const QString &asker, const QString &role, int status) {
        QTest::addRow("%s invites %s", qPrintable(asker), qPrintable(role)) << asker << role << status;
    };
    row(u"owner"_s, u"owner"_s, 403);
    row(u"owner"_s, u"co_parent"_s, 201);
    row(u"co_parent"_s, u"co_parent"_s, 403);
    row(u"co_parent"_s, u"contributor"_s, 201);
    row(u"contributor"_s, u"viewer"_s, 403); // without the ability
    row(u"inviting contributor"_s, u"contributor"_s, 201);
    row(u"inviting contributor"_s, u"co_parent"_s, 403);
    row(u"inviting viewer"_s, u"viewer"_s, 201);
    row(u"inviting viewer"_s, u"contributor"_s, 403);
}

void InvitesTest::grantsNeverExceedTheGranters()
{
    QFETCH(QString, asker);
    QFETCH(QString, role);
    QFETCH(int, status);
    Someone who = m_owner;
    if (asker != u"owner") {
        who = m_guest;
        m_house->join(m_family, m_owner, m_guest, asker.section(u' ', -1));
    }
    if (asker.startsWith(u"inviting")) {
        House::With with;
        with.json = {{u"abilities"_s, QJsonArray{u"invite"_s}}};
        with.headers["if-match"] =
            QByteArray::number((*memberRow(*m_house->db, m_family, who.user))->stamp.version);
        const QByteArray path = m_path + "/members/" + who.user.toString().toLatin1();
        QCOMPARE(m_house->call(Method::Patch, path, with, m_owner.access).status, 200);
    }
    QCOMPARE(create(who, role).status, status);
    QCOMPARE(create(m_other, role).status, 404);
}

void InvitesTest::openInvitesAreLimited()
{
    for (int i = 0; i < limits::kOpenInvitesPerFamily; ++i)
        QCOMPARE(create(m_owner, u"viewer"_s).status, 201);
    QCOMPARE(codeOf(create(m_owner, u"viewer"_s)), ProblemCode::LimitReached);
}

void InvitesTest::guessesAreLimited()
{
    RateLimits rates = RateLimits::none();
    rates.invitePerUser = {5, 30'000};
    m_house = std::make_unique<House>(rates);
    const auto guesser = m_house->signUp(u"Eve"_s);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(
            m_house->post("/api/v1/invites/preview", {{u"code"_s, u"ABCDEFGH"_s}}, guesser.access).status,
            404);
    QCOMPARE(
        m_house->post("/api/v1/invites/preview", {{u"code"_s, u"ABCDEFGH"_s}}, guesser.access).status, 429);
    QCOMPARE(
        m_house->post("/api/v1/invites/accept", {{u"code"_s, u"ABCDEFGH"_s}}, guesser.access).status, 429);
}

void InvitesTest::nothingIsKeptInClear()
{
    const auto body = bodyOf(create(m_owner, u"viewer"_s));
    const auto count = [&](const QString &needle) {
        return m_house->number(
            u"SELECT COUNT(*) FROM invite WHERE instr(token_hash, '%1') OR instr(code_hash, '%1')"_s.arg(
                needle));
    };
    QCOMPARE(count(body[u"token"].toString()), 0);
    QCOMPARE(count(body[u"code"].toString().remove(u'-')), 0);
    QCOMPARE(m_house->number(u"SELECT length(token_hash) + length(code_hash) FROM invite"_s), 64);
}

void InvitesTest::badRequests()
{
    QCOMPARE(create(m_owner, u"queen"_s).status, 422);
    QCOMPARE(create(m_owner, u"viewer"_s, {{u"relation"_s, QString(41, u'x')}}).status, 422);
    QCOMPARE(m_house->post("/api/v1/invites/accept", {{u"x"_s, 1}}, m_guest.access).status, 422);
    QCOMPARE(
        m_house->post("/api/v1/invites/accept", {{u"token"_s, u"a"_s}, {u"code"_s, u"b"_s}}, m_guest.access)
            .status,
        422);
    QCOMPARE(
        m_house->post("/api/v1/invites/accept", {{u"code"_s, QString(1000, u'A')}}, m_guest.access).status,
        422);
    QCOMPARE(m_house->post("/api/v1/invites/accept", {{u"code"_s, u"ABCD"_s}}).status, 401);
}

void InvitesTest::signInLinkWorksOnce()
{
    m_house->join(m_family, m_owner, m_guest, u"viewer"_s);
    const auto link = linkFor(m_owner, m_guest);
    QCOMPARE(link.status, 201);
    // Her devices hear of it before it is used.
    QCOMPARE(m_house->effects.published.size(), 1);
    const auto &news = m_house->effects.published[0];
    QCOMPARE(news.stream, StreamId::user(m_guest.user));
    QCOMPARE(news.item.row[u"kind"].toString(), u"sign_in_link"_s);
    QVERIFY(news.item.row[u"name"].toString().contains(u"Olga"_s));
    const auto device = m_house->rng.mintV4<DeviceId>();
    const auto signedIn = useLink(link, device);
    QCOMPARE(signedIn.status, 200);
    QCOMPARE(bodyOf(signedIn)[u"user_id"].toString(), m_guest.user.toString());
    QCOMPARE(m_house->get("/api/v1/account", bodyOf(signedIn)[u"access_token"].toString()).status, 200);
    // What she had open stays open.
    QCOMPARE(m_house->get("/api/v1/account", m_guest.access).status, 200);
    QCOMPARE(useLink(link, device).status, 401);
    QCOMPARE(
        m_house->number(u"SELECT COUNT(*) FROM device WHERE kind = 'sign_in_link' AND removed_ms IS NULL"_s),
        0);
}

void InvitesTest::signInLinkByMatrix()
{
    m_house->join(m_family, m_owner, m_guest, u"co_parent"_s);
    m_house->join(m_family, m_owner, m_other, u"viewer"_s);
    const auto stranger = m_house->signUp(u"Tamar"_s);
    QCOMPARE(linkFor(m_guest, m_other).status, 201);
    QCOMPARE(linkFor(m_guest, m_owner).status, 403); // it would make her owner
    QCOMPARE(linkFor(m_other, m_guest).status, 403);
    QCOMPARE(linkFor(stranger, m_guest).status, 404);
    QCOMPARE(linkFor(m_owner, stranger).status, 404);
}

void InvitesTest::signInLinkExpiresAndIsReplaced()
{
    m_house->join(m_family, m_owner, m_guest, u"viewer"_s);
    const auto device = m_house->rng.mintV4<DeviceId>();
    const auto first = linkFor(m_owner, m_guest);
    const auto second = linkFor(m_owner, m_guest);
    QCOMPARE(useLink(first, device).status, 401);
    m_house->clock.advance(limits::kSignInLinkMs);
    const auto late = useLink(second, device);
    QCOMPARE(late.status, 401);
    QVERIFY(Problem::fromJson(bodyOf(late)).detail.contains(u"new one"_s));
}

void InvitesTest::signInLinkOpensNoOtherFamily()
{
    m_house->join(m_family, m_owner, m_guest, u"viewer"_s);
    const auto hers = m_house->family(m_guest);
    const auto refused = linkFor(m_owner, m_guest);
    QCOMPARE(refused.status, 403);
    QVERIFY(Problem::fromJson(bodyOf(refused)).detail.contains(u"recovery code"_s));
    // A parent there too, but no owner, who the member is: still more than she has.
    m_house->join(hers, m_guest, m_owner, u"co_parent"_s);
    QCOMPARE(linkFor(m_owner, m_guest).status, 403);
    // A family of somebody else, of which both are members.
    const auto third = m_house->family(m_other);
    m_house->join(m_family, m_owner, m_other, u"viewer"_s);
    QCOMPARE(linkFor(m_owner, m_other).status, 403);
    m_house->join(third, m_other, m_owner, u"viewer"_s);
    QCOMPARE(linkFor(m_owner, m_other).status, 403);
    // Parents of the same two families: nothing is new to either.
    const auto both = m_house->signUp(u"Berta"_s);
    m_house->join(m_family, m_owner, both, u"co_parent"_s);
    m_house->join(hers, m_guest, both, u"viewer"_s);
    QCOMPARE(linkFor(m_owner, both).status, 201);
}

void InvitesTest::signInLinkFallsWithWhatItRestsOn()
{
    m_house->join(m_family, m_owner, m_guest, u"viewer"_s);
    m_house->join(m_family, m_owner, m_other, u"co_parent"_s);
    const auto device = m_house->rng.mintV4<DeviceId>();
    const auto byCoParent = linkFor(m_other, m_guest);
    QCOMPARE(byCoParent.status, 201);
    QCOMPARE(changeRole(m_other, {{u"role"_s, u"viewer"_s}}).status, 200);
    QCOMPARE(useLink(byCoParent, device).status, 401);
    const auto early = linkFor(m_owner, m_guest);
    QCOMPARE(early.status, 201);
    static_cast<void>(m_house->family(m_guest));
    QCOMPARE(useLink(early, device).status, 401);
}

void InvitesTest::inviteFallsWithTheRoleOfItsMaker()
{
    m_house->join(m_family, m_owner, m_other, u"co_parent"_s);
    const QString large = bodyOf(create(m_other, u"contributor"_s))[u"token"].toString();
    QCOMPARE(changeRole(m_other, {{u"relation"_s, u"Aunt"_s}}).status, 200);
    QCOMPARE(m_house->post("/api/v1/invites/preview", {{u"token"_s, large}}, m_guest.access).status, 200);
    QCOMPARE(changeRole(m_other, {{u"role"_s, u"viewer"_s}}).status, 200);
    const auto unknown = accept(m_guest, u"token"_s, u"AAAAAAAAAAAAAAAAAAAAAA"_s);
    QCOMPARE(rawBody(accept(m_guest, u"token"_s, large)), rawBody(unknown));
    QCOMPARE(m_house->post("/api/v1/invites/preview", {{u"token"_s, large}}, m_guest.access).status, 404);
    // Nothing comes back with the role, and parents see no invite that opens nothing.
    QCOMPARE(changeRole(m_other, {{u"role"_s, u"co_parent"_s}}).status, 200);
    QCOMPARE(accept(m_guest, u"token"_s, large).status, 404);
    QVERIFY(bodyOf(m_house->get(m_path + "/invites", m_owner.access))[u"invites"].toArray().isEmpty());
    // What the smaller role may give as well stays.
    const QJsonObject inviting{{u"role"_s, u"contributor"_s}, {u"abilities"_s, QJsonArray{u"invite"_s}}};
    const QString small = bodyOf(create(m_other, u"viewer"_s))[u"token"].toString();
    QCOMPARE(changeRole(m_other, inviting).status, 200);
    QCOMPARE(accept(m_guest, u"token"_s, small).status, 200);
}

void InvitesTest::inviteIsAskedAgainWhenItIsUsed()
{
    m_house->join(m_family, m_owner, m_other, u"co_parent"_s);
    const QString token = bodyOf(create(m_other, u"viewer"_s))[u"token"].toString();
    // However the right went, the invite does not outlive it.
    auto query = m_house->db->query(u"UPDATE member SET role = 'viewer', abilities = 0 WHERE user_id = ?"_s);
    QVERIFY(query.bind(m_other.user).run().has_value());
    QCOMPARE(m_house->post("/api/v1/invites/preview", {{u"token"_s, token}}, m_guest.access).status, 404);
    QCOMPARE(accept(m_guest, u"token"_s, token).status, 404);
}

QTEST_GUILESS_MAIN(InvitesTest)
#include "tst_invites.moc"
