// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/realtime/session.h"
#include "storage/sql/database.h"

#include <QByteArrayView>

#include <optional>

namespace preggo::server {

/// Who a bearer token names. Safe from any thread.
class Authenticator
{
public:
    virtual ~Authenticator() = default;
    /// From memory alone, nothing where the token was not seen before. Never blocks.
    [[nodiscard]] virtual std::optional<Verified> remembered(QByteArrayView token) = 0;
    /// Checks the signature and that the session is alive. `db` is the calling thread's.
    [[nodiscard]] virtual Result<Verified> verify(QByteArrayView token, sql::Database &db) = 0;
};

/// The token of an Authorization header, or nothing where it is not of the Bearer scheme.
[[nodiscard]] std::optional<QByteArray> bearerToken(const QByteArray &authorization);

} // namespace preggo::server
