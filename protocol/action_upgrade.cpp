// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/action_upgrade.h"

#include <algorithm>

namespace preggo {

std::span<const PayloadUpgrade> payloadUpgrades()
{
    return {}; // every kind is at its first version
}

bool upgradePayload(Action &action, std::span<const PayloadUpgrade> steps)
{
    const int before = action.v;
    for (;;) {
        const auto step = std::find_if(steps.begin(), steps.end(),
            [&](const PayloadUpgrade &each) { return each.kind == action.kind && each.from == action.v; });
        if (step == steps.end())
            break;
        action.payload = step->convert(action.payload);
        ++action.v;
    }
    if (action.v == before)
        return false;
    action.orderKey = orderKeyFor(action.kind, action.stream, action.entityId, action.payload);
    return true;
}

} // namespace preggo
