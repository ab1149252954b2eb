// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace preggo {

inline constexpr int kReactionWeight = 2;
inline constexpr int kCommentWeight = 5;

/// How much a post moved the family: reactions × 2 + comments × 5. Both ends sort by this figure.
[[nodiscard]] int engagementScore(int reactions, int comments);

} // namespace preggo
