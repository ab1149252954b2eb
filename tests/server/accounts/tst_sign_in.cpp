// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"

#include "server/services/accounts/common_passwords.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class SignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registersOnce();
    void refusesBadRegistrations_data();
    void refusesBadRegistrations();
    void refusedRegistrationLeavesNothing();
    void logsIn();
    void unknownAddressLooksLikeAWrongPassword();
    void loginEndsTheDevicesEarlierSession();
    void limitsTries();
    void limitsSurviveInTheDatabase();
    void commonPasswordsAreKnown();
    void recoversWithACode();
    void weakNewPasswordCostsNoCode();
    void deviceOfAnotherIsRefused();
    void devicesAreListedAndRemoved();
    void oldestDeviceMakesRoom();
    void failedCommitIsNoSuccess();

private:
    static QJsonObject login(const Someone &who, const QString &password = {})
    {
        return {{u"address"_s, who.address}, {u"password"_s, password.isEmpty() ? who.password : password},
            {u"device"_s, deviceJson(who.device)}};
    }
};

void SignInTest::registersOnce()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    QCOMPARE(ada.recoveryCodes.size(), limits::kRecoveryCodes);
    const auto account = bodyOf(house.get("/api/v1/account", ada.access));
    QCOMPARE(account[u"name"].toString(), u"Ada"_s);
    QCOMPARE(account[u"address"].toString(), ada.address);
    // Letters and blanks around do not make another address.
    auto again = login(ada);
    again[u"name"_s] = u"Else"_s;
    again[u"address"_s] = u" ADA@Example.org "_s;
    again[u"device"_s] = deviceJson(house.rng.mintV4<DeviceId>());
    const auto response = house.post("/api/v1/auth/register", again);
    QCOMPARE(response.status, 409);
    QCOMPARE(codeOf(response), ProblemCode::AddressTaken);
    // Her own stream exists and shows her device.
    QCOMPARE(
        house.number(u"SELECT head_seq FROM stream WHERE stream_id = 'u:%1'"_s.arg(ada.user.toString())), 1);
}

void SignInTest::refusesBadRegistrations_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("no address") << u"address"_s << QJsonValue(u"nobody"_s) << 422;
    QTest::newRow("two lines") << u"address"_s << QJsonValue(u"a@b\nc"_s) << 422;
    QTest::newRow("long address") << u"address"_s << QJsonValue(QString(300, u'a') + u"@b"_s) << 422;
    QTest::newRow("short password") << u"password"_s << QJsonValue(u"short"_s) << 422;
    QTest::newRow("common password") << u"password"_s << QJsonValue(u"Password123"_s) << 422;
    QTest::newRow("one character") << u"password"_s << QJsonValue(QString(12, u'z')) << 422;
    QTest::newRow("a run") << u"password"_s << QJsonValue(u"23456789:;"_s) << 422;
    QTest::newRow("own name") << u"password"_s << QJsonValue(u"marguerite"_s) << 422;
    QTest::newRow("endless password") << u"password"_s << QJsonValue(QString(1000, u'a') + u"b"_s) << 422;
    QTest::newRow("empty name") << u"name"_s << QJsonValue(u" \n "_s) << 422;
    QTest::newRow("long name") << u"name"_s << QJsonValue(QString(101, u'n')) << 422;
    QTest::newRow("number as name") << u"name"_s << QJsonValue(7) << 422;
    QTest::newRow("unknown field") << u"admin"_s << QJsonValue(true) << 422;
    QTest::newRow("device no object") << u"device"_s << QJsonValue(u"x"_s) << 422;
}

void SignInTest::refusesBadRegistrations()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QFETCH(int, status);
    House house;
    QJsonObject wish{{u"name"_s, u"Marguerite"_s}, {u"address"_s, u"m@example.org"_s},
        {u"password"_s, u"seven quiet herons"_s}, {u"device"_s, deviceJson(house.rng.mintV4<DeviceId>())}};
    wish[field] = value;
    const auto response = house.post("/api/v1/auth/register", wish);
    QCOMPARE(response.status, status);
    const auto problem = Problem::fromJson(bodyOf(response));
    QVERIFY(problem.field.startsWith(field));
    QVERIFY(problem.detail.size() > 10);
    QCOMPARE(house.number(u"SELECT COUNT(*) FROM account"_s), 0);
}

void SignInTest::refusedRegistrationLeavesNothing()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    auto wish = login(ada);
    wish[u"name"_s] = u"Eve"_s;
    wish[u"address"_s] = u"eve@example.org"_s;
    const auto response = house.post("/api/v1/auth/register", wish); // with Ada's device
    QCOMPARE(response.status, 422);
    QCOMPARE(Problem::fromJson(bodyOf(response)).field, u"device.id"_s);
    QCOMPARE(house.number(u"SELECT COUNT(*) FROM account"_s), 1);
}

void SignInTest::logsIn()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const auto response = house.post("/api/v1/auth/login", login(ada));
    QCOMPARE(response.status, 200);
    QCOMPARE(headerOf(response, "cache-control"), "no-store");
    const auto body = bodyOf(response);
    QCOMPARE(body[u"name"].toString(), u"Ada"_s);
    QCOMPARE(body[u"expires_in"].toInt(), 600);
    QCOMPARE(house.get("/api/v1/account", body[u"access_token"].toString()).status, 200);
    QCOMPARE(house.post("/api/v1/auth/logout", {}, body[u"access_token"].toString()).status, 204);
    QCOMPARE(house.get("/api/v1/account", body[u"access_token"].toString()).status, 401);
    const auto refreshed =
        house.post("/api/v1/auth/refresh", {{u"refresh_token"_s, body[u"refresh_token"].toString()}});
    QCOMPARE(refreshed.status, 401);
}

void SignInTest::unknownAddressLooksLikeAWrongPassword()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const auto wrong = house.post("/api/v1/auth/login", login(ada, u"not her password"_s));
    auto nobody = ada;
    nobody.address = u"nobody@example.org"_s;
    const auto unknown = house.post("/api/v1/auth/login", login(nobody));
    nobody.address = u"no address at all"_s;
    const auto nonsense = house.post("/api/v1/auth/login", login(nobody));
    QCOMPARE(wrong.status, 401);
    QCOMPARE(codeOf(wrong), ProblemCode::BadCredentials);
    QCOMPARE(rawBody(unknown), rawBody(wrong));
    QCOMPARE(rawBody(nonsense), rawBody(wrong));
    // The hasher works as long for nobody as for somebody: it hashes in both cases.
    QVERIFY(!house.passwords.verify({}, ada.password));
}

void SignInTest::loginEndsTheDevicesEarlierSession()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    QCOMPARE(house.post("/api/v1/auth/login", login(ada)).status, 200);
    QCOMPARE(house.get("/api/v1/account", ada.access).status, 401);
    QCOMPARE(house.number(u"SELECT COUNT(*) FROM session WHERE ended_ms IS NULL"_s), 1);
}

void SignInTest::limitsTries()
{
    RateLimits rates = RateLimits::none();
    rates.loginPerAccountAndPeer = {3, 30'000};
    House house(rates);
    const auto ada = house.signUp(u"Ada"_s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(house.post("/api/v1/auth/login", login(ada, u"wrong password"_s)).status, 401);
    const auto limited = house.post("/api/v1/auth/login", login(ada));
    QCOMPARE(limited.status, 429);
    QCOMPARE(headerOf(limited, "retry-after"), "30");
    // Others are not hit: another account from here, the same account from elsewhere.
    const auto bob = house.signUp(u"Bob"_s);
    QCOMPARE(house.post("/api/v1/auth/login", login(bob)).status, 200);
    House::With elsewhere;
    elsewhere.json = login(ada);
    elsewhere.remote = "198.51.100.1";
    QCOMPARE(house.call(Method::Post, "/api/v1/auth/login", elsewhere).status, 200);
    house.clock.advance(30'000);
    QCOMPARE(house.post("/api/v1/auth/login", login(ada)).status, 200);
    // A success gives all tries back.
    for (int i = 0; i < 3; ++i)
        QCOMPARE(house.post("/api/v1/auth/login", login(ada, u"wrong password"_s)).status, 401);
}

void SignInTest::limitsSurviveInTheDatabase()
{
    RateLimits rates = RateLimits::none();
    rates.loginPerAccountAndPeer = {1, 1'000};
    House house(rates);
    const auto ada = house.signUp(u"Ada"_s);
    QCOMPARE(house.post("/api/v1/auth/login", login(ada, u"wrong password"_s)).status, 401);
    // A clock that is set back neither locks out for long nor fills the bucket.
    house.clock.setWall(house.clock.wallMs() - 86'400'000);
    QCOMPARE(house.post("/api/v1/auth/login", login(ada)).status, 429);
    QVERIFY(house.number(u"SELECT COUNT(*) FROM login_attempt"_s) > 0);
    QCOMPARE(house.number(u"SELECT COUNT(*) FROM login_attempt WHERE instr(bucket, 'ada') > 0"_s), 0);
}

void SignInTest::commonPasswordsAreKnown()
{
    // The list is searched by halves: its ends and something in its middle must be found.
    for (const auto *word : {u"!qaz2wsx", u"zxcvbnm123", u"motdepasse", u"ILoveYou", u"babybump"})
        QVERIFY2(isCommonPassword(QStringView(word)), qPrintable(QStringView(word).toString()));
    QVERIFY(!isCommonPassword(u"seven quiet herons"));
}

void SignInTest::recoversWithACode()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const auto other = house.post("/api/v1/auth/login",
        {{u"address"_s, ada.address}, {u"password"_s, ada.password},
            {u"device"_s, deviceJson(house.rng.mintV4<DeviceId>())}});
    const auto recover = [&](const QString &code, const QString &password) {
        return house.post("/api/v1/auth/recover",
            {{u"address"_s, ada.address}, {u"code"_s, code}, {u"new_password"_s, password},
                {u"device"_s, deviceJson(ada.device)}});
    };
    QCOMPARE(recover(u"AAAA-BBBB-CCCC-DDDD"_s, u"eleven loud geese"_s).status, 401);
    // As she would type it: small letters, without dashes.
    const auto response = recover(ada.recoveryCodes[3].toLower().remove(u'-'), u"eleven loud geese"_s);
    QCOMPARE(response.status, 200);
    // Everybody who was in is out.
    QCOMPARE(house.get("/api/v1/account", ada.access).status, 401);
    QCOMPARE(house.get("/api/v1/account", bodyOf(other)[u"access_token"].toString()).status, 401);
    QCOMPARE(house.get("/api/v1/account", bodyOf(response)[u"access_token"].toString()).status, 200);
    QCOMPARE(house.post("/api/v1/auth/login", login(ada)).status, 401);
    QCOMPARE(house.post("/api/v1/auth/login", login(ada, u"eleven loud geese"_s)).status, 200);
    const auto used = recover(ada.recoveryCodes[3], u"thirteen calm swans"_s);
    QCOMPARE(used.status, 401);
    QCOMPARE(codeOf(used), ProblemCode::BadCredentials);
    QCOMPARE(recover(ada.recoveryCodes[4], u"thirteen calm swans"_s).status, 200);
}

void SignInTest::weakNewPasswordCostsNoCode()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const QJsonObject weak{{u"address"_s, ada.address}, {u"code"_s, ada.recoveryCodes[0]},
        {u"new_password"_s, u"password1"_s}, {u"device"_s, deviceJson(ada.device)}};
    const auto response = house.post("/api/v1/auth/recover", weak);
    QCOMPARE(codeOf(response), ProblemCode::WeakPassword);
    QCOMPARE(Problem::fromJson(bodyOf(response)).field, u"new_password"_s);
    QCOMPARE(house.number(u"SELECT COUNT(*) FROM recovery_code WHERE used_ms IS NOT NULL"_s), 0);
}

void SignInTest::deviceOfAnotherIsRefused()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    auto bob = house.signUp(u"Bob"_s);
    bob.device = ada.device;
    QCOMPARE(house.post("/api/v1/auth/login", login(bob)).status, 422);
    QCOMPARE(house.get("/api/v1/account", ada.access).status, 200);
}

void SignInTest::devicesAreListedAndRemoved()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    auto tablet = ada;
    tablet.device = house.rng.mintV4<DeviceId>();
    house.clock.advance(1000);
    const QString tabletAccess =
        bodyOf(house.post("/api/v1/auth/login", login(tablet)))[u"access_token"].toString();
    const auto devices = bodyOf(house.get("/api/v1/devices", tabletAccess))[u"devices"].toArray();
    QCOMPARE(devices.size(), 2);
    QCOMPARE(devices[0].toObject()[u"id"].toString(), tablet.device.toString());
    QVERIFY(devices[0].toObject()[u"current"].toBool());
    QVERIFY(!devices[1].toObject()[u"current"].toBool());
    const QByteArray path = "/api/v1/devices/" + ada.device.toString().toLatin1();
    QCOMPARE(house.call(Method::Delete, path, {}, house.signUp(u"Bob"_s).access).status, 404);
    QCOMPARE(house.call(Method::Delete, path, {}, tabletAccess).status, 204);
    QCOMPARE(house.effects.sessionsEnded.size(), 1);
    QCOMPARE(house.get("/api/v1/account", ada.access).status, 401);
    QCOMPARE(house.call(Method::Delete, path, {}, tabletAccess).status, 404);
    QCOMPARE(house.call(Method::Delete, "/api/v1/devices/nonsense", {}, tabletAccess).status, 404);
}

void SignInTest::oldestDeviceMakesRoom()
{
    House house;
    auto ada = house.signUp(u"Ada"_s);
    const QString first = ada.access;
    for (int i = 0; i < limits::kDevicesPerUser; ++i) {
        house.clock.advance(1000);
        ada.device = house.rng.mintV4<DeviceId>();
        QCOMPARE(house.post("/api/v1/auth/login", login(ada)).status, 200);
    }
    QCOMPARE(
        house.number(u"SELECT COUNT(*) FROM device WHERE removed_ms IS NULL"_s), limits::kDevicesPerUser);
    QCOMPARE(house.get("/api/v1/account", first).status, 401);
}

void SignInTest::failedCommitIsNoSuccess()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    house.failWrites = 1;
    const auto response = house.post("/api/v1/auth/login", login(ada));
    QCOMPARE(response.status, 503);
    QVERIFY(!bodyOf(response).contains(u"access_token"));
}

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_sign_in.moc"
