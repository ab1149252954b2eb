// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action_upgrade.h"
#include "storage/sql/database.h"

namespace preggo {

/// Writes the payloads of actions that were never sent anew, as far up as `steps` lead: all or none, in a
/// transaction of its own.
[[nodiscard]] sql::Outcome<void> upgradeUnsent(
    sql::Database &database, std::span<const PayloadUpgrade> steps);

} // namespace preggo
