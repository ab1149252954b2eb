// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/roles.h"

#include <span>

namespace preggo::demo {

/// The invented people of the demo.
enum class Who { Nora, Tomas, Emil, Ines };
inline constexpr int kPeople = 4;

/// One post as it was written for the demo. Value type.
struct Line
{
    int week; ///< completed weeks when it was posted; 0 fits any
    Who who;
    PostKind kind;
    const char16_t *pictures; ///< names of the album, with commas
    const char16_t *text;
    const char16_t *milestone = u"";
};

/// Weeks 5 to 12, 13 to 19 and 20 to 26, each week in the order of its days.
[[nodiscard]] std::span<const Line> firstTrimester();
[[nodiscard]] std::span<const Line> secondTrimester();
[[nodiscard]] std::span<const Line> lateWeeks();
/// Small posts that fit any week.
[[nodiscard]] std::span<const Line> everyday();
/// Short exchanges: their order matters, the weeks do not.
[[nodiscard]] std::span<const Line> smallTalk();

/// What people answer, by the kind of post; and answers to answers.
[[nodiscard]] std::span<const char16_t *const> commentsOn(PostKind kind);
[[nodiscard]] std::span<const char16_t *const> replies();

} // namespace preggo::demo
