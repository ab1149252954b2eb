// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action.h"

#include <span>

namespace preggo {

/// How a payload of version `from` becomes one of the next. It loses nothing that the person wrote.
struct PayloadUpgrade
{
    ActionKind kind;
    int from;
    QJsonObject (*convert)(const QJsonObject &payload);
};

/// This version's: a step for each version of each kind below infoOf(kind).version. A released step never
/// changes.
[[nodiscard]] std::span<const PayloadUpgrade> payloadUpgrades();

/// Takes an action that was never sent as far up as the steps lead; true where that changed it. One that
/// may have been sent keeps its version: its fingerprint is what the server knows it by.
[[nodiscard]] bool upgradePayload(Action &action, std::span<const PayloadUpgrade> steps);

} // namespace preggo
