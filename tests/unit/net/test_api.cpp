// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/api_client.h"
#include "core/net/auth_api.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/scripted_http.h"
#include "tests/support/virtual_executor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kId = "0190f5fe-7c00-7a00-8000-000000000001";

/// ' for " and ID for a user's id: moc loses its way among raw strings.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"').replace("ID", kId);
}

template <typename T> struct Got
{
    int calls = 0;
    std::optional<Result<T>> result;
    ApiDone<T> slot()
    {
        return [this](Result<T> value) {
            ++calls;
            result = std::move(value);
        };
    }
    [[nodiscard]] bool succeeded() const { return calls == 1 && *result; }
    [[nodiscard]] const Problem &problem() const { return result->error(); }
};

struct World
{
    FakeClock clock;
    VirtualExecutor main{clock};
    ScriptedHttp http{main};
    FakeTokens tokens;
    AuthApi auth{http};
    ApiClient api{http, tokens};
    FamilyId family = *FamilyId::parse(QString::fromLatin1(kId));
    UserId user = *UserId::parse(QString::fromLatin1(kId));

    [[nodiscard]] const HttpRequest &request() const { return http.pending.first().request; }
    [[nodiscard]] QJsonObject body() const { return QJsonDocument::fromJson(request().body).object(); }
};

} // namespace

class TestApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsUp()
    {
        World world;
        Got<SignedIn> got;
        world.auth.signUp(u"Änna"_s, u"a@example.org"_s, u"pass word"_s,
            {*DeviceId::parse(QString::fromLatin1(kId)), u"Laptop"_s}, got.slot());
        QCOMPARE(world.request().path, u"/api/v1/auth/register"_s);
        QCOMPARE(world.request().lane, NetLane::Actions);
        QCOMPARE(world.body()[u"name"_s].toString(), u"Änna"_s);
        QCOMPARE(world.body()[u"address"_s].toString(), u"a@example.org"_s);
        QCOMPARE(world.body()[u"password"_s].toString(), u"pass word"_s);
        QCOMPARE(world.body()[u"device"_s].toObject()[u"name"_s].toString(), u"Laptop"_s);
        QVERIFY(world.http.pending.first().header("Authorization").isEmpty());
        world.http.answerJson(201,
            json("{'user_id':'ID','access_token':'a','refresh_token':'r','expires_in':600,'recovery_codes':['"
                 "one','two'],'new':1}"));
        QVERIFY(got.succeeded());
        QCOMPARE((*got.result)->name, u"Änna"_s);
        QCOMPARE((*got.result)->tokens.accessLivesMs, 600'000);
        QCOMPARE((*got.result)->recoveryCodes.size(), 2);
    }

    void problemsOfTheServerComeThrough()
    {
        World world;
        Got<SignedIn> got;
        world.auth.signIn(u"a@example.org"_s, u"x"_s, {}, got.slot());
        world.http.answerProblem(ProblemCode::BadCredentials);
        QCOMPARE(got.problem().code, ProblemCode::BadCredentials);
        QVERIFY(got.problem().detail.contains(u"recovery"_s));
    }

    void aProblemWithoutASentenceHasOurs()
    {
        World world;
        Got<SignedIn> got;
        world.auth.signIn(u"a@example.org"_s, u"x"_s, {}, got.slot());
        Problem bare = makeProblem(ProblemCode::BadCredentials);
        bare.detail.clear();
        world.http.answerJson(bare.status(), bare.toBody());
        QCOMPARE(got.problem().detail, makeProblem(ProblemCode::BadCredentials).detail);
    }

    void onlyASuccessIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("success");
        for (const int status : {200, 201, 299})
            QTest::addRow("%d", status) << status << true;
        for (const int status : {100, 199, 300, 302, 304, 400, 500})
            QTest::addRow("%d", status) << status << false;
    }
    void onlyASuccessIsAnAnswer()
    {
        QFETCH(const int, status);
        const auto answer = readJsonAnswer(
            {NetFailure::None, status, {{"content-type", "application/json"}}, R"({"name":"Anna"})"});
        QTEST(answer.has_value(), "success");
    }

    void whatIsNotOurServerIsTransient_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        const auto html = [](int status) {
            return HttpAnswer{
                NetFailure::None, status, {{"content-type", "text/html"}}, "<html>Welcome to Hotel</html>"};
        };
        for (const int status : {200, 302, 401, 403, 404, 407, 511})
            QTest::addRow("page %d", status) << html(status);
        QTest::newRow("offline") << HttpAnswer{NetFailure::Offline, 0, {}, {}};
        QTest::newRow("timeout") << HttpAnswer{NetFailure::Timeout, 0, {}, {}};
        QTest::newRow("unsafe") << HttpAnswer{NetFailure::Tls, 0, {}, {}};
        QTest::newRow("half") << HttpAnswer{
            NetFailure::None, 200, {{"content-type", "application/json"}}, "{\"us"};
        QTest::newRow("list") << HttpAnswer{
            NetFailure::None, 200, {{"content-type", "application/json"}}, "[]"};
        QTest::newRow("empty") << HttpAnswer{NetFailure::None, 200, {}, {}};
        QTest::newRow("deep") << HttpAnswer{
            NetFailure::None, 200, {{"content-type", "application/json"}}, QByteArray(5000, '[')};
    }
    void whatIsNotOurServerIsTransient()
    {
        QFETCH(HttpAnswer, answer);
        const auto result = readJsonAnswer(answer);
        QVERIFY(!result);
        QVERIFY2(result.error().isTransient(), qPrintable(problemName(result.error().code)));
        QVERIFY(result.error().detail.endsWith(u'.') || result.error().detail.endsWith(u'?'));
    }

    void anAnswerWithoutWhatIsNeededIsRefused()
    {
        World world;
        Got<Account> got;
        world.api.account(got.slot());
        world.http.answerJson(200, json("{'name':'Anna'}"));
        QVERIFY(!got.succeeded());
        QCOMPARE(got.problem().code, ProblemCode::Unavailable);
    }

    void tokensMayNotBeEmpty()
    {
        const auto refreshed = [](const char *answer) {
            World world;
            Got<TokenPair> got;
            world.auth.refresh("old", got.slot());
            world.http.answerJson(200, json(answer));
            return got.succeeded();
        };
        QVERIFY(refreshed("{'access_token':'a','refresh_token':'r','expires_in':600}"));
        QVERIFY(!refreshed("{'access_token':'','refresh_token':'r','expires_in':600}"));
        QVERIFY(!refreshed("{'access_token':'a','refresh_token':'','expires_in':600}"));
        QVERIFY(!refreshed("{'access_token':'a','refresh_token':'r','expires_in':0}"));
    }

    void retryAfterIsRead()
    {
        const Problem problem = problemOfAnswer({NetFailure::None, 429, {{"retry-after", "17"}}, {}});
        QCOMPARE(problem.code, ProblemCode::RateLimited);
        QCOMPARE(problem.retryAfterSeconds, std::optional(17));
        QVERIFY(!problem.detail.isEmpty());
    }

    void anOldTokenIsRenewedOnce()
    {
        World world;
        Got<Account> got;
        world.api.account(got.slot());
        QCOMPARE(world.http.pending.first().header("Authorization"), "Bearer token-1");
        world.http.answerProblem(ProblemCode::TokenExpired);
        QCOMPARE(got.calls, 0);
        QCOMPARE(world.http.pending.first().header("Authorization"), "Bearer token-2");
        QCOMPARE(world.tokens.rejections, 1);
        world.http.answerProblem(ProblemCode::TokenExpired);
        QCOMPARE(got.calls, 1);
        QCOMPARE(got.problem().code, ProblemCode::TokenExpired);
        QVERIFY(world.http.pending.isEmpty());
    }

    void withoutATokenNothingIsSent()
    {
        World world;
        world.tokens.problem = makeProblem(ProblemCode::Unauthorized);
        Got<Account> got;
        world.api.account(got.slot());
        QCOMPARE(got.problem().code, ProblemCode::Unauthorized);
        QCOMPARE(world.http.sent, 0);
    }

    void answersAfterItsEndAreDropped()
    {
        FakeClock clock;
        VirtualExecutor main(clock);
        ScriptedHttp http(main);
        FakeTokens tokens;
        Got<Account> got;
        {
            ApiClient api(http, tokens);
            api.account(got.slot());
        }
        http.answerJson(200, "{}");
        QCOMPARE(got.calls, 0);
    }

    void changesCarryTheVersionTheyBuildOn()
    {
        World world;
        Got<Member> got;
        MemberChange change;
        change.role = Role::Contributor;
        change.abilities = defaultAbilities(Role::Contributor);
        world.api.changeMember(world.family, world.user, 7, change, got.slot());
        QCOMPARE(world.request().method, "PATCH");
        QCOMPARE(world.http.pending.first().header("If-Match"), "\"7\"");
        QCOMPARE(world.body()[u"role"_s].toString(), toWire(Role::Contributor));
        QVERIFY(!world.body().contains(u"relation"_s));
        world.http.answerProblem(ProblemCode::PreconditionFailed);
        QCOMPARE(got.problem().code, ProblemCode::PreconditionFailed);
    }

    void readsMembersFamiliesInvitesAndDevices()
    {
        World world;
        Member member;
        member.user = world.user;
        member.name = u"Grandpa"_s;
        Got<QVector<Member>> members;
        world.api.members(world.family, members.slot());
        world.http.answerJson(
            200, QJsonDocument(QJsonObject{{u"members"_s, QJsonArray{member.toJson()}}}).toJson());
        QVERIFY(members.succeeded());
        QCOMPARE((*members.result)->first().name, u"Grandpa"_s);

        Membership membership;
        membership.family = world.family;
        QJsonObject entry = membership.toJson();
        entry[u"name"_s] = u"The Bergs"_s;
        Got<QVector<FamilyEntry>> families;
        world.api.families(families.slot());
        world.http.answerJson(200, QJsonDocument(QJsonObject{{u"families"_s, QJsonArray{entry}}}).toJson());
        QVERIFY(families.succeeded());
        QCOMPARE((*families.result)->first().name, u"The Bergs"_s);
        QCOMPARE((*families.result)->first().membership.family, world.family);

        Got<Invite> invite;
        const auto id = *InviteId::parse(QString::fromLatin1(kId));
        world.api.createInvite(world.family, {id, Role::Viewer, u"Aunt"_s, {}}, invite.slot());
        QCOMPARE(world.body()[u"id"_s].toString().toLatin1(), kId);
        QVERIFY(!world.body().contains(u"name"_s));
        world.http.answerJson(201,
            json("{'id':'ID','token':'t','link':'https://x/"
                 "#t','code':'ABCD-2345','role':'viewer','expires_at':1764000000000}"));
        QVERIFY(invite.succeeded());
        QCOMPARE((*invite.result)->code, u"ABCD-2345"_s);
        QCOMPARE((*invite.result)->expiresAt.toMSecsSinceEpoch(), 1'764'000'000'000);

        Got<QVector<DeviceEntry>> devices;
        world.api.devices(devices.slot());
        world.http.answerJson(200,
            json("{'devices':[{'id':'ID','name':'Phone','last_seen_at':1764000000000,'current':true}]}"));
        QVERIFY(devices.succeeded());
        QVERIFY((*devices.result)->first().current);
        QCOMPARE((*devices.result)->first().lastSeenMs, 1'764'000'000'000);
        Got<QVector<DeviceEntry>> strange;
        world.api.devices(strange.slot());
        world.http.answerJson(200, json("{'devices':[{'id':'ID','last_seen_at':1e300}]}"));
        QVERIFY(strange.succeeded());
        QCOMPARE((*strange.result)->first().lastSeenMs, 0);
    }

    void secretsStandInBodiesNeverInAddresses()
    {
        World world;
        Got<InvitePreview> preview;
        world.api.previewInvite({u"SECRETTOKEN"_s, {}}, preview.slot());
        QVERIFY(!world.request().path.contains(u"SECRET"_s));
        QCOMPARE(world.body()[u"token"_s].toString(), u"SECRETTOKEN"_s);
        world.http.answerJson(200, json("{'family_name':'The Bergs','role':'viewer','inviter':'Anna'}"));
        QVERIFY(preview.succeeded());
        Got<Membership> accepted;
        world.api.acceptInvite({{}, u"ABCD2345"_s}, u"Opa"_s, u"Grandpa"_s, accepted.slot());
        QVERIFY(!world.request().path.contains(u"ABCD"_s));
        QCOMPARE(world.body()[u"code"_s].toString(), u"ABCD2345"_s);
        world.http.answerProblem(ProblemCode::InviteUsed);
        QCOMPARE(accepted.problem().code, ProblemCode::InviteUsed);
    }

    void aRepeatedCreationIsTheSameFamily()
    {
        World world;
        Got<Family> got;
        const NewFamily family{
            world.family, u"The Bergs"_s, QDate(2026, 9, 1), u"Europe/Berlin"_s, true, u"Mum"_s};
        world.api.createFamily(family, got.slot());
        QCOMPARE(world.body()[u"id"_s].toString().toLatin1(), kId);
        QCOMPARE(world.body()[u"due_date"_s].toString(), u"2026-09-01"_s);
        world.http.fail(NetFailure::Timeout);
        QVERIFY(got.problem().isTransient());
    }
};

QTEST_GUILESS_MAIN(TestApi)
#include "test_api.moc"
