// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace preggo::sim {

/// Whether this rule of docs/sync.md is broken in this process. Only the copies that make_mutants.py writes
/// ask; the product's own sources know nothing of it.
[[nodiscard]] bool isBroken(const char *rule);
void breakRule(const char *rule);

} // namespace preggo::sim
