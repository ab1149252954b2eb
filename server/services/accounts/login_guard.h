// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/accounts/account_routes.h"

namespace preggo::server {

/// Counts one try to get into the account at `address` from the request's peer, in the writer:
/// RateLimited where one of the buckets is empty. An address without an account is counted alike.
[[nodiscard]] Result<void> countTry(
    Context &context, const AccountDeps &deps, const Request &request, const QString &address);

/// After success: her next mistakes count from nought.
void forgetTries(Context &context, const AccountDeps &deps, const Request &request, const QString &address);

} // namespace preggo::server
