// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"
#include "server/services/accounts/server_keys.h"
#include "server/services/message.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <mutex>
#include <optional>

namespace preggo::server {

/// Signs access tokens: compact JWT (RFC 7519) with EdDSA (RFC 8037), valid for limits::kAccessTokenMs.
/// Immutable; any thread.
class TokenIssuer
{
public:
    explicit TokenIssuer(const ServerKeys &keys);

    [[nodiscard]] QByteArray accessToken(const Principal &principal, qint64 nowMs) const;
    /// The refresh token of one generation of a session: always the same bytes for the same arguments.
    [[nodiscard]] QByteArray refreshToken(SessionId session, qint64 generation) const;

    struct RefreshClaim
    {
        SessionId session;
        qint64 generation = 0;
    };
    /// What a refresh token says, or Unauthorized for one that this server did not make.
    [[nodiscard]] Result<RefreshClaim> readRefreshToken(QByteArrayView token) const;

private:
    QByteArray m_kid;
    QByteArray m_secretKey;
    QByteArray m_refreshSecret;
};

/// Reads access tokens: the signature is checked once, then the token is known by its SHA-256 until it
/// expires. Safe from any thread.
class TokenVerifier
{
public:
    /// Whether a session is alive, asked at the first sight of a token; called without a lock held.
    using SessionCheck = std::function<Result<bool>(const Principal &)>;

    /// What a token says, as long as it does.
    struct Known
    {
        Principal principal;
        qint64 expiresMs = 0;
    };

    /// Without `alive`, the signature and the dates decide alone. At most `capacity` tokens are kept.
    explicit TokenVerifier(const ServerKeys &keys, SessionCheck alive = {}, int capacity = 20'000);

    /// Unauthorized for anything that is no token of ours, TokenExpired for one that was.
    [[nodiscard]] Result<Principal> verify(QByteArrayView bearer, qint64 nowMs);
    /// The same with the moment of expiry, and with a check for this one call, such as one on the
    /// caller's own connection.
    [[nodiscard]] Result<Known> verifyUntil(QByteArrayView bearer, qint64 nowMs, const SessionCheck &alive);
    /// What memory alone knows of a token: nothing where it was not seen, or has expired. Never blocks.
    [[nodiscard]] std::optional<Known> remembered(QByteArrayView bearer, qint64 nowMs) const;

    /// Call after the COMMIT that ended the session: its tokens are refused from now on.
    void endSession(SessionId session);

    [[nodiscard]] int knownTokens() const;

private:
    [[nodiscard]] Result<Known> readToken(QByteArrayView token, qint64 nowMs) const;
    void remember(const QByteArray &hash, const Known &known, quint64 generation, qint64 nowMs);

    QHash<QByteArray, QByteArray> m_publicKeys; ///< by kid
    SessionCheck m_alive;
    int m_capacity;
    mutable std::mutex m_mutex;
    QHash<QByteArray, Known> m_known;
    quint64 m_generation = 0; ///< rises with every endSession
};

} // namespace preggo::server
