// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "server/services/service.h"

#include <optional>

namespace preggo::server {

/// A way in that a parent made for a member who lost hers: used once, gone after limits::kSignInLinkMs.
/// Its id is also that of its announcement among the member's devices.
struct SignInLinkRow
{
    DeviceId id;
    UserId user;
    FamilyId family;
    UserId issuedBy;
    qint64 expiresMs = 0;
};

/// Adds a link; an earlier one for the same member and family is void from then on.
[[nodiscard]] Result<void> insertSignInLink(
    Context &context, const QByteArray &secret, const SignInLinkRow &link, const QString &token);
/// The unused, unexpired link with this token, if its member is still in the family.
[[nodiscard]] Result<std::optional<SignInLinkRow>> openSignInLink(
    sql::Database &db, const QByteArray &secret, const QString &token, qint64 nowMs);
[[nodiscard]] Result<void> useSignInLink(Context &context, DeviceId link);

} // namespace preggo::server
