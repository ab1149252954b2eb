// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <algorithm>
#include <optional>

namespace preggo::server {

/// A number as headers write it (RFC 9110: 1*DIGIT); nothing for signs, spaces and what is beyond 63 bits.
[[nodiscard]] inline std::optional<qint64> digits(const QByteArray &text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return plain && isNumber ? std::optional(number) : std::nullopt;
}

} // namespace preggo::server
