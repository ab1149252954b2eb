// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_routes.h"

#include "server/services/accounts/route_groups.h"

namespace preggo::server {

QVector<Route> accountRoutes(const AccountDeps &deps)
{
    return registerRoutes(deps) + loginRoutes(deps) + recoveryRoutes(deps) + signInLinkRoutes(deps)
        + sessionRoutes(deps) + familyRoutes(deps) + memberRoutes(deps) + audienceRoutes(deps)
        + inviteRoutes(deps) + inviteAcceptRoutes(deps);
}

} // namespace preggo::server
