// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/token_authenticator.h"

#include "server/services/accounts/account_routes.h"

namespace preggo::server {

TokenAuthenticator::TokenAuthenticator(TokenVerifier &verifier, const Clock &clock)
    : m_verifier(verifier)
    , m_clock(clock)
{ }

std::optional<Verified> TokenAuthenticator::remembered(QByteArrayView token)
{
    const auto known = m_verifier.remembered(token, m_clock.wallMs());
    return known ? std::optional(Verified{known->principal, known->expiresMs}) : std::nullopt;
}

Result<Verified> TokenAuthenticator::verify(QByteArrayView token, sql::Database &db)
{
    const qint64 now = m_clock.wallMs();
    const auto known = m_verifier.verifyUntil(token, now,
        [&db, now](const Principal &principal) { return sessionAlive(db, principal.session, now); });
    if (!known)
        return tl::make_unexpected(known.error());
    return Verified{known->principal, known->expiresMs};
}

} // namespace preggo::server
