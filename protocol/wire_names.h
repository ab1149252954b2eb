// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <cstddef>

namespace preggo {

/// A row of a table that pairs an enum's values with their names on the wire.
template <typename E> struct WireName
{
    E value;
    const char16_t *name;
};

/// The name of a value; every value must have a row.
template <typename E, std::size_t N> [[nodiscard]] QString wireNameOf(const WireName<E> (&table)[N], E value)
{
    for (const auto &row : table) {
        if (row.value == value)
            return QString::fromUtf16(row.name);
    }
    Q_UNREACHABLE();
}

/// False, and `out` untouched, where no row has this name.
template <typename E, std::size_t N>
[[nodiscard]] bool valueOfWireName(const WireName<E> (&table)[N], QStringView text, E &out)
{
    for (const auto &row : table) {
        if (text == QStringView(row.name)) {
            out = row.value;
            return true;
        }
    }
    return false;
}

} // namespace preggo
