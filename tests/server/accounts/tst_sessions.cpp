// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class SessionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lostAnswerIsGivenAgain();
    void laterRepeatGivesAFreshAccessToken();
    void repeatAfterTheGraceEndsTheSession();
    void olderTokenEndsTheSession();
    void expires();
    void restoredBackupKnowsItsOwnTokens();
    void nonsenseIsRefused();

private:
    static Response refresh(House &house, const QString &token)
    {
        return house.post("/api/v1/auth/refresh", {{u"refresh_token"_s, token}});
    }
};

void SessionsTest::lostAnswerIsGivenAgain()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    house.clock.advance(5'000);
    const auto lost = refresh(house, ada.refresh);
    QCOMPARE(lost.status, 200);
    house.clock.advance(60'000);
    const auto again = refresh(house, ada.refresh);
    QCOMPARE(again.status, 200);
    QCOMPARE(bodyOf(again)[u"refresh_token"], bodyOf(lost)[u"refresh_token"]);
    QCOMPARE(bodyOf(again)[u"access_token"], bodyOf(lost)[u"access_token"]);
    QCOMPARE(bodyOf(again)[u"expires_in"].toInt(), 540);
    QVERIFY(bodyOf(again)[u"refresh_token"].toString() != ada.refresh);
    const auto next = refresh(house, bodyOf(again)[u"refresh_token"].toString());
    QCOMPARE(next.status, 200);
    QCOMPARE(house.get("/api/v1/account", bodyOf(next)[u"access_token"].toString()).status, 200);
}

void SessionsTest::laterRepeatGivesAFreshAccessToken()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const auto lost = refresh(house, ada.refresh);
    house.clock.advance(limits::kRefreshGraceMs);
    const auto again = refresh(house, ada.refresh);
    QCOMPARE(again.status, 200);
    QCOMPARE(bodyOf(again)[u"refresh_token"], bodyOf(lost)[u"refresh_token"]);
    QCOMPARE(house.get("/api/v1/account", bodyOf(again)[u"access_token"].toString()).status, 200);
}

void SessionsTest::repeatAfterTheGraceEndsTheSession()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const auto first = refresh(house, ada.refresh);
    house.clock.advance(limits::kRefreshGraceMs + 1);
    QCOMPARE(refresh(house, ada.refresh).status, 401);
    QCOMPARE(house.effects.sessionsEnded.size(), 1);
    QCOMPARE(refresh(house, bodyOf(first)[u"refresh_token"].toString()).status, 401);
}

void SessionsTest::olderTokenEndsTheSession()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const auto second = bodyOf(refresh(house, ada.refresh));
    const auto third = bodyOf(refresh(house, second[u"refresh_token"].toString()));
    // Somebody uses what two generations ago was hers: the thief, or she after the thief.
    QCOMPARE(refresh(house, ada.refresh).status, 401);
    QCOMPARE(refresh(house, third[u"refresh_token"].toString()).status, 401);
    QCOMPARE(house.get("/api/v1/account", third[u"access_token"].toString()).status, 401);
}

void SessionsTest::expires()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    house.clock.advance(limits::kRefreshTokenMs - 1);
    const auto kept = refresh(house, ada.refresh);
    QCOMPARE(kept.status, 200);
    house.clock.advance(limits::kRefreshTokenMs);
    QCOMPARE(refresh(house, bodyOf(kept)[u"refresh_token"].toString()).status, 401);
}

void SessionsTest::restoredBackupKnowsItsOwnTokens()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    const auto second = bodyOf(refresh(house, ada.refresh));
    const auto third = bodyOf(refresh(house, second[u"refresh_token"].toString()));
    QVERIFY(house.db->exec(u"UPDATE session SET generation = 1"_s));
    const auto next = refresh(house, third[u"refresh_token"].toString());
    QCOMPARE(next.status, 200);
    QVERIFY(bodyOf(next)[u"refresh_token"] != third[u"refresh_token"]);
}

void SessionsTest::nonsenseIsRefused()
{
    House house;
    const auto ada = house.signUp(u"Ada"_s);
    QCOMPARE(refresh(house, u"nonsense"_s).status, 401);
    QCOMPARE(refresh(house, ada.access.left(120)).status, 401);
    QCOMPARE(house.post("/api/v1/auth/refresh", {{u"refresh_token"_s, 7}}).status, 422);
    House::With broken;
    broken.body = "{\"refresh_token\": ";
    QCOMPARE(codeOf(house.call(Method::Post, "/api/v1/auth/refresh", broken)), ProblemCode::InvalidJson);
    // A token that another server signed.
    SeededRng rng(8);
    const TokenIssuer stranger(makeServerKeys(rng));
    const auto mine = house.issuer.readRefreshToken(ada.refresh.toLatin1());
    QVERIFY(mine);
    QCOMPARE(refresh(house, QString::fromLatin1(stranger.refreshToken(mine->session, 1))).status, 401);
    QCOMPARE(refresh(house, ada.refresh).status, 200);
}

QTEST_GUILESS_MAIN(SessionsTest)
#include "tst_sessions.moc"
