// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/accounts/password_hasher.h"
#include "server/services/accounts/rate_limit.h"
#include "server/services/accounts/tokens.h"
#include "server/services/service.h"

#include <QVector>

namespace preggo::server {

/// What the account routes need. The referenced objects outlive the routes.
struct AccountDeps
{
    const TokenIssuer &tokens;
    const PasswordHasher &passwords;
    QByteArray secret; ///< ServerKeys::secret
    /// Links are this and the token; the token stands after '#', which browsers do not send.
    QString linkBase = QStringLiteral("preggo://");
    RateLimits rates = {};
};

/// Sign-up, sign-in, sessions, devices, families, members, audiences and invites.
[[nodiscard]] QVector<Route> accountRoutes(const AccountDeps &deps);

/// For TokenVerifier's check: whether the session has neither ended nor expired.
[[nodiscard]] Result<bool> sessionAlive(sql::Database &db, SessionId session, qint64 nowMs);

} // namespace preggo::server
