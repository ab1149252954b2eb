// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/secrets.h"
#include "server/services/accounts/tokens.h"

#include "protocol/limits.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sodium.h>

using namespace preggo;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kNow = 1'764'000'000'000;

QByteArray encoded(const QJsonObject &object)
{
    return toBase64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject partOf(const QByteArray &token, int index)
{
    return QJsonDocument::fromJson(fromBase64Url(token.split('.')[index]).value()).object();
}

/// A token with any header and claims, truly signed by the key.
QByteArray signedBy(const SigningKey &key, const QJsonObject &header, const QJsonObject &claims)
{
    QByteArray publicKey(crypto_sign_PUBLICKEYBYTES, '\0');
    QByteArray secretKey(crypto_sign_SECRETKEYBYTES, '\0');
    QByteArray signature(crypto_sign_BYTES, '\0');
    const auto raw = [](const QByteArray &array) {
        return reinterpret_cast<unsigned char *>(const_cast<char *>(array.data()));
    };
    crypto_sign_seed_keypair(raw(publicKey), raw(secretKey), raw(key.seed));
    const QByteArray content = encoded(header) + '.' + encoded(claims);
    crypto_sign_detached(raw(signature), nullptr, raw(content),
        static_cast<unsigned long long>(content.size()), raw(secretKey));
    return content + '.' + toBase64Url(signature);
}

} // namespace

class TokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(sodium_init() >= 0); }
    void acceptsItsOwn();
    void refusesForgeries_data();
    void refusesForgeries();
    void endedSessionIsForgotten();
    void endingDuringTheCheckIsNotForgotten();
    void memoryIsBounded();
    void oldKeyStillVerifies();
    void refreshTokensAreOurs();
    void keyFileIsPrivate();

private:
    SeededRng m_rng{3};
    ServerKeys m_keys = makeServerKeys(m_rng);
    TokenIssuer m_issuer{m_keys};
    Principal m_who{m_rng.mintV4<UserId>(), m_rng.mintV4<SessionId>(), m_rng.mintV4<DeviceId>()};
};

void TokensTest::acceptsItsOwn()
{
    TokenVerifier verifier(m_keys);
    const QByteArray token = m_issuer.accessToken(m_who, kNow);
    QVERIFY(!verifier.remembered(token, kNow));
    for (int i = 0; i < 2; ++i) {
        const auto who = verifier.verify(token, kNow + i);
        QVERIFY(who);
        QCOMPARE(who->user, m_who.user);
        QCOMPARE(who->session, m_who.session);
        QCOMPARE(who->device, m_who.device);
    }
    QVERIFY(verifier.remembered(token, kNow));
    QVERIFY(verifier.verify(token, kNow + limits::kAccessTokenMs - 1000));
    // Known by hash, and expired all the same.
    QCOMPARE(verifier.verify(token, kNow + limits::kAccessTokenMs).error().code, ProblemCode::TokenExpired);
    QVERIFY(!verifier.remembered(token, kNow + limits::kAccessTokenMs));
    QCOMPARE(TokenVerifier(m_keys).verify(token, kNow + limits::kAccessTokenMs).error().code,
        ProblemCode::TokenExpired);
}

void TokensTest::refusesForgeries_data()
{
    const QByteArray good = m_issuer.accessToken(m_who, kNow);
    const QJsonObject header = partOf(good, 0);
    const QJsonObject claims = partOf(good, 1);
    const SigningKey key = m_keys.signing.first();
    const auto with = [](QJsonObject object, const QString &name, const QJsonValue &value) {
        object[name] = value;
        return object;
    };
    const auto without = [](QJsonObject object, const QString &name) {
        object.remove(name);
        return object;
    };
    QTest::addColumn<QByteArray>("token");
    const auto header1 = [&](const char *name, const QJsonObject &changed) {
        QTest::newRow(name) << signedBy(key, changed, claims);
    };
    const auto claim1 = [&](const char *name, const QJsonObject &changed) {
        QTest::newRow(name) << signedBy(key, header, changed);
    };
    header1("alg none", with(header, u"alg"_s, u"none"_s));
    header1("alg HS256", with(header, u"alg"_s, u"HS256"_s));
    header1("alg lower case", with(header, u"alg"_s, u"eddsa"_s));
    header1("kid unknown", with(header, u"kid"_s, u"other"_s));
    header1("kid missing", without(header, u"kid"_s));
    header1("jku", with(header, u"jku"_s, u"https://example.org/keys"_s));
    header1("jwk", with(header, u"jwk"_s, QJsonObject()));
    header1("crit", with(header, u"crit"_s, QJsonArray{u"x"_s}));
    header1("typ JWT", with(header, u"typ"_s, u"JWT"_s));
    header1("typ missing", without(header, u"typ"_s));
    claim1("aud other", with(claims, u"aud"_s, u"else"_s));
    claim1("aud missing", without(claims, u"aud"_s));
    claim1("iss other", with(claims, u"iss"_s, u"else"_s));
    claim1("exp missing", without(claims, u"exp"_s));
    claim1("exp far", with(claims, u"exp"_s, kNow / 1000 + 86'400));
    claim1("exp text", with(claims, u"exp"_s, u"4102444800"_s));
    claim1("iat in the future", with(with(claims, u"iat"_s, kNow / 1000 + 120), u"exp"_s, kNow / 1000 + 600));
    claim1("sub no id", with(claims, u"sub"_s, u"me"_s));
    claim1("sid missing", without(claims, u"sid"_s));
    claim1("claim unknown", with(claims, u"role"_s, u"owner"_s));
    SeededRng other(99);
    SigningKey stranger = makeServerKeys(other).signing.first();
    stranger.kid = key.kid;
    QTest::newRow("signed by another key") << signedBy(stranger, header, claims);
    const auto parts = good.split('.');
    QTest::newRow("no signature") << parts[0] + '.' + parts[1] + '.';
    QTest::newRow("two parts") << parts[0] + '.' + parts[1];
    QTest::newRow("four parts") << good + ".x";
    QTest::newRow("padded") << good + "==";
    QTest::newRow("claims of another") << parts[0] + '.'
            + encoded(with(claims, u"sub"_s, UserId(QUuid::createUuid()).toString())) + '.' + parts[2];
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("dots") << QByteArray("..");
    QTest::newRow("huge") << QByteArray(100'000, 'a');
}

void TokensTest::refusesForgeries()
{
    QFETCH(QByteArray, token);
    const auto who = TokenVerifier(m_keys).verify(token, kNow);
    QVERIFY(!who);
    QCOMPARE(who.error().code, ProblemCode::Unauthorized);
}

void TokensTest::endedSessionIsForgotten()
{
    bool alive = true;
    int asked = 0;
    TokenVerifier verifier(m_keys, [&](const Principal &) {
        ++asked;
        return Result<bool>(alive);
    });
    const QByteArray token = m_issuer.accessToken(m_who, kNow);
    QVERIFY(verifier.verify(token, kNow));
    QVERIFY(verifier.verify(token, kNow));
    QCOMPARE(asked, 1);
    alive = false;
    verifier.endSession(m_who.session);
    QCOMPARE(verifier.verify(token, kNow).error().code, ProblemCode::Unauthorized);
    QCOMPARE(verifier.knownTokens(), 0);
}

void TokensTest::endingDuringTheCheckIsNotForgotten()
{
    TokenVerifier verifier(m_keys);
    const QByteArray token = m_issuer.accessToken(m_who, kNow);
    // The database said alive, and the session ended before the answer was remembered.
    QVERIFY(verifier.verifyUntil(token, kNow, [&](const Principal &) {
        verifier.endSession(m_who.session);
        return Result<bool>(true);
    }));
    QVERIFY(!verifier.remembered(token, kNow));
}

void TokensTest::memoryIsBounded()
{
    TokenVerifier verifier(m_keys, {}, 8);
    for (int i = 0; i < 50; ++i) {
        const Principal who{m_rng.mintV4<UserId>(), m_rng.mintV4<SessionId>(), m_rng.mintV4<DeviceId>()};
        QVERIFY(verifier.verify(m_issuer.accessToken(who, kNow), kNow));
        QVERIFY(verifier.knownTokens() <= 8);
    }
}

void TokensTest::oldKeyStillVerifies()
{
    const QByteArray token = m_issuer.accessToken(m_who, kNow);
    ServerKeys both = makeServerKeys(m_rng);
    QVERIFY(!TokenVerifier(both).verify(token, kNow));
    both.signing.append(m_keys.signing.first());
    QVERIFY(TokenVerifier(both).verify(token, kNow));
    QVERIFY(TokenVerifier(both).verify(TokenIssuer(both).accessToken(m_who, kNow), kNow));
}

void TokensTest::refreshTokensAreOurs()
{
    const QByteArray token = m_issuer.refreshToken(m_who.session, 5);
    QCOMPARE(m_issuer.refreshToken(m_who.session, 5), token);
    const auto claim = m_issuer.readRefreshToken(token);
    QVERIFY(claim);
    QCOMPARE(claim->session, m_who.session);
    QCOMPARE(claim->generation, 5);
    for (qsizetype i = 0; i < token.size(); ++i) {
        QByteArray changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        QVERIFY(!m_issuer.readRefreshToken(changed));
    }
    QVERIFY(!m_issuer.readRefreshToken(token.chopped(1)));
    QVERIFY(!m_issuer.readRefreshToken({}));
}

void TokensTest::keyFileIsPrivate()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(u"keys"_s);
    const auto made = loadServerKeys(path, m_rng);
    QVERIFY(made);
    QCOMPARE(QFile::permissions(path)
            & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
        QFile::Permissions());
    const auto again = loadServerKeys(path, m_rng);
    QVERIFY(again);
    QCOMPARE(again->secret, made->secret);
    QCOMPARE(again->signing.first().seed, made->signing.first().seed);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QVERIFY(!loadServerKeys(path, m_rng));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("nonsense\n");
    file.close();
    QVERIFY(!loadServerKeys(path, m_rng));
}

QTEST_GUILESS_MAIN(TokensTest)
#include "tst_tokens.moc"
