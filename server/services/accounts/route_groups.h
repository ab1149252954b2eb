// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/accounts/account_routes.h"

namespace preggo::server {

// The parts that accountRoutes() is put together from, one a source file.

[[nodiscard]] QVector<Route> registerRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> loginRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> recoveryRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> signInLinkRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> sessionRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> familyRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> memberRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> audienceRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> inviteRoutes(const AccountDeps &deps);
[[nodiscard]] QVector<Route> inviteAcceptRoutes(const AccountDeps &deps);

} // namespace preggo::server
