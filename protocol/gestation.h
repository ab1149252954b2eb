// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDate>

#include <optional>

namespace preggo {

/// How far a pregnancy is: completed weeks and days, as in "26 weeks 4 days". Zero-based.
struct GestationalAge
{
    int weeks = 0;
    int days = 0; ///< 0-6

    friend bool operator==(const GestationalAge &, const GestationalAge &) = default;
};

/// 40 weeks from the first day of the last period to the due date (Naegele's rule).
inline constexpr int kTermDays = 280;

/// The age on a day: 280 minus the days to the due date, counted on after 40 weeks. Nothing where a
/// date is invalid, before the beginning, or over 45 weeks. `today` is a date in the family's zone.
[[nodiscard]] std::optional<GestationalAge> gestationalAge(QDate dueDate, QDate today);

/// Days until the due date; negative after it.
[[nodiscard]] std::optional<int> daysUntilDue(QDate dueDate, QDate today);

} // namespace preggo
