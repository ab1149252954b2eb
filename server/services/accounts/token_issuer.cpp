// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/tokens.h"

#include "server/services/accounts/secrets.h"
#include "server/services/accounts/token_format.h"

#include <QJsonDocument>
#include <QtEndian>

#include <sodium.h>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kIdBytes = 16;
constexpr int kGenerationBytes = 8;
constexpr int kMacBytes = 32;
constexpr QByteArrayView kRefreshPurpose = "refresh";

QByteArray part(const QJsonObject &object)
{
    return toBase64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

TokenIssuer::TokenIssuer(const ServerKeys &keys)
    : m_kid(keys.signing.first().kid)
    , m_secretKey(crypto_sign_SECRETKEYBYTES, Qt::Uninitialized)
    , m_refreshSecret(keys.secret)
{
    QByteArray publicKey(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized);
    crypto_sign_seed_keypair(token_format::bytes(publicKey), token_format::bytes(m_secretKey),
        token_format::bytes(keys.signing.first().seed));
}

QByteArray TokenIssuer::accessToken(const Principal &principal, qint64 nowMs) const
{
    const QJsonObject header{{u"alg"_s, token_format::kAlgorithm.toString()},
        {u"kid"_s, QString::fromLatin1(m_kid)}, {u"typ"_s, token_format::kType.toString()}};
    const qint64 now = nowMs / 1000;
    const QJsonObject claims{{u"iss"_s, token_format::kIssuer.toString()},
        {u"aud"_s, token_format::kAudience.toString()}, {u"sub"_s, principal.user.toString()},
        {u"sid"_s, principal.session.toString()}, {u"did"_s, principal.device.toString()}, {u"iat"_s, now},
        {u"exp"_s, now + limits::kAccessTokenMs / 1000}};
    const QByteArray content = part(header) + '.' + part(claims);
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    crypto_sign_detached(token_format::bytes(signature), nullptr, token_format::bytes(content),
        static_cast<unsigned long long>(content.size()), token_format::bytes(m_secretKey));
    return content + '.' + toBase64Url(signature);
}

QByteArray TokenIssuer::refreshToken(SessionId session, qint64 generation) const
{
    QByteArray content = session.toBytes();
    const qint64 ordered = qToBigEndian(generation);
    content.append(reinterpret_cast<const char *>(&ordered), sizeof ordered);
    return toBase64Url(content + keyedHash(m_refreshSecret, kRefreshPurpose, content));
}

Result<TokenIssuer::RefreshClaim> TokenIssuer::readRefreshToken(QByteArrayView token) const
{
    const auto refused = [] {
        return fail(ProblemCode::Unauthorized, u"This sign-in is not valid. Sign in again."_s);
    };
    if (token.size() > 2 * (kIdBytes + kGenerationBytes + kMacBytes))
        return refused();
    const auto bytes = fromBase64Url(token);
    if (!bytes || bytes->size() != kIdBytes + kGenerationBytes + kMacBytes)
        return refused();
    const QByteArray content = bytes->left(kIdBytes + kGenerationBytes);
    if (!equalSecrets(bytes->mid(content.size()), keyedHash(m_refreshSecret, kRefreshPurpose, content)))
        return refused();
    return RefreshClaim{
        SessionId::fromBytes(content.left(kIdBytes)), qFromBigEndian<qint64>(content.constData() + kIdBytes)};
}

} // namespace preggo::server
