// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "server/http/authenticator.h"
#include "server/services/accounts/tokens.h"

namespace preggo::server {

/// The shell's Authenticator over access tokens: a signature once, then memory until the token expires.
class TokenAuthenticator final : public Authenticator
{
public:
    TokenAuthenticator(TokenVerifier &verifier, const Clock &clock);

    [[nodiscard]] std::optional<Verified> remembered(QByteArrayView token) override;
    [[nodiscard]] Result<Verified> verify(QByteArrayView token, sql::Database &db) override;

private:
    TokenVerifier &m_verifier;
    const Clock &m_clock;
};

} // namespace preggo::server
