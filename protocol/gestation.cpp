// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/gestation.h"

namespace preggo {

namespace {
constexpr int kLongestDays = 45 * 7;
}

std::optional<int> daysUntilDue(QDate dueDate, QDate today)
{
    if (!dueDate.isValid() || !today.isValid())
        return std::nullopt;
    return static_cast<int>(today.daysTo(dueDate));
}

std::optional<GestationalAge> gestationalAge(QDate dueDate, QDate today)
{
    const auto left = daysUntilDue(dueDate, today);
    if (!left)
        return std::nullopt;
    const int days = kTermDays - *left;
    if (days < 0 || days > kLongestDays)
        return std::nullopt;
    return GestationalAge{days / 7, days % 7};
}

} // namespace preggo
