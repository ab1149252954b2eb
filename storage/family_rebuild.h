// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "storage/sql/database.h"

namespace preggo {

/// Computes shown rows, counts and months of one family anew, after rows were replaced wholesale. Inside
/// the caller's transaction. Costs as much as the family is large.
[[nodiscard]] sql::Outcome<void> rebuildFamily(sql::Database &database, FamilyId family);

} // namespace preggo
