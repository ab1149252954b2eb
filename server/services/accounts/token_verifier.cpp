// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/tokens.h"

#include "protocol/json.h"
#include "server/services/accounts/secrets.h"
#include "server/services/accounts/token_format.h"

#include <QCryptographicHash>

#include <sodium.h>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Problem> refused()
{
    return fail(ProblemCode::Unauthorized);
}

std::optional<QJsonObject> objectOf(QByteArrayView part)
{
    const auto bytes = fromBase64Url(part);
    if (!bytes)
        return std::nullopt;
    const auto object = parseJsonObject(*bytes, token_format::kTokenBytesMax, 2);
    return object ? std::optional(*object) : std::nullopt;
}

/// The key that the header names. Any member beside the three (jku, jwk, x5u, crit, …) is refused: each
/// has been used to make a verifier trust the token's own key.
QByteArray keyNamedBy(const QJsonObject &header, const QHash<QByteArray, QByteArray> &keys)
{
    const bool known = header.size() == 3 && header[u"alg"].toString() == token_format::kAlgorithm
        && header[u"typ"].toString() == token_format::kType;
    return known ? keys.value(header[u"kid"].toString().toLatin1()) : QByteArray();
}

struct Claims
{
    Principal principal;
    qint64 issuedMs = 0;
    qint64 expiresMs = 0;
};

std::optional<Claims> claimsOf(const QJsonObject &object)
{
    Claims claims;
    QString issuer;
    QString audience;
    constexpr qint64 kSecondsMax = 1LL << 40;
    JsonReader reader(object);
    reader.text(u"iss", issuer, 64);
    reader.text(u"aud", audience, 64);
    reader.id(u"sub", claims.principal.user);
    reader.id(u"sid", claims.principal.session);
    reader.id(u"did", claims.principal.device);
    reader.integer(u"iat", claims.issuedMs, 0, kSecondsMax);
    reader.integer(u"exp", claims.expiresMs, 0, kSecondsMax);
    if (!reader.finish() || issuer != token_format::kIssuer || audience != token_format::kAudience)
        return std::nullopt;
    claims.issuedMs *= 1000;
    claims.expiresMs *= 1000;
    return claims;
}

} // namespace

TokenVerifier::TokenVerifier(const ServerKeys &keys, SessionCheck alive, int capacity)
    : m_alive(std::move(alive))
    , m_capacity(capacity)
{
    for (const auto &key : keys.signing) {
        QByteArray publicKey(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized);
        QByteArray secretKey(crypto_sign_SECRETKEYBYTES, Qt::Uninitialized);
        crypto_sign_seed_keypair(
            token_format::bytes(publicKey), token_format::bytes(secretKey), token_format::bytes(key.seed));
        m_publicKeys.insert(key.kid, publicKey);
    }
}

Result<Principal> TokenVerifier::verify(QByteArrayView bearer, qint64 nowMs)
{
    return verifyUntil(bearer, nowMs, m_alive).map([](const Known &known) { return known.principal; });
}

std::optional<TokenVerifier::Known> TokenVerifier::remembered(QByteArrayView bearer, qint64 nowMs) const
{
    if (bearer.isEmpty() || bearer.size() > token_format::kTokenBytesMax)
        return std::nullopt;
    const QByteArray hash = QCryptographicHash::hash(bearer, QCryptographicHash::Sha256);
    const std::lock_guard lock(m_mutex);
    const auto known = m_known.constFind(hash);
    const bool isKnown = known != m_known.cend() && nowMs < known->expiresMs;
    return isKnown ? std::optional(*known) : std::nullopt;
}

Result<TokenVerifier::Known> TokenVerifier::verifyUntil(
    QByteArrayView bearer, qint64 nowMs, const SessionCheck &alive)
{
    if (bearer.isEmpty() || bearer.size() > token_format::kTokenBytesMax)
        return refused();
    const QByteArray hash = QCryptographicHash::hash(bearer, QCryptographicHash::Sha256);
    quint64 generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        generation = m_generation;
        if (const auto known = m_known.constFind(hash); known != m_known.cend()) {
            if (nowMs >= known->expiresMs)
                return fail(ProblemCode::TokenExpired);
            return *known;
        }
    }
    const auto token = readToken(bearer, nowMs);
    if (!token)
        return tl::make_unexpected(token.error());
    if (alive) {
        const auto living = alive(token->principal);
        if (!living)
            return tl::make_unexpected(living.error());
        if (!*living)
            return fail(ProblemCode::Unauthorized, u"This sign-in has ended. Sign in again."_s);
    }
    remember(hash, *token, generation, nowMs);
    return *token;
}

Result<TokenVerifier::Known> TokenVerifier::readToken(QByteArrayView token, qint64 nowMs) const
{
    const qsizetype first = token.indexOf('.');
    const qsizetype last = token.lastIndexOf('.');
    if (first <= 0 || last <= first || token.sliced(first + 1, last - first - 1).contains('.'))
        return refused();
    const QByteArray content = token.first(last).toByteArray();
    const auto header = objectOf(token.first(first));
    const auto signature = fromBase64Url(token.sliced(last + 1));
    const QByteArray key = header ? keyNamedBy(*header, m_publicKeys) : QByteArray();
    if (key.isEmpty() || !signature || signature->size() != crypto_sign_BYTES)
        return refused();
    if (crypto_sign_verify_detached(token_format::bytes(*signature), token_format::bytes(content),
            static_cast<unsigned long long>(content.size()), token_format::bytes(key))
        != 0)
        return refused();
    const auto object = objectOf(token.sliced(first + 1, last - first - 1));
    const auto claims = object ? claimsOf(*object) : std::nullopt;
    if (!claims || claims->issuedMs > nowMs + token_format::kSkewMs
        || claims->expiresMs - claims->issuedMs > limits::kAccessTokenMs)
        return refused();
    if (nowMs >= claims->expiresMs)
        return fail(ProblemCode::TokenExpired);
    return Known{claims->principal, claims->expiresMs};
}

void TokenVerifier::remember(const QByteArray &hash, const Known &known, quint64 generation, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    // A session that ended between the check and here must not come back by way of the memory.
    if (generation != m_generation)
        return;
    if (m_known.size() >= m_capacity)
        m_known.removeIf([nowMs](const auto &entry) { return entry.value().expiresMs <= nowMs; });
    if (m_known.size() >= m_capacity)
        m_known.erase(m_known.cbegin());
    m_known.insert(hash, known);
}

void TokenVerifier::endSession(SessionId session)
{
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    m_known.removeIf([session](const auto &entry) { return entry.value().principal.session == session; });
}

int TokenVerifier::knownTokens() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_known.size());
}

} // namespace preggo::server
