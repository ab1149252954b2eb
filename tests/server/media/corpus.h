// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QSize>
#include <QVector>

#include <optional>

namespace preggo::test {

/// A file as somebody may send it, made from nothing, and what must become of it.
struct Sample
{
    QByteArray name;
    QByteArray bytes;
    QSize size; ///< upright, where it is taken
    std::optional<ProblemCode> refused;
};

/// Truncated, renamed, animated, CMYK, 16-bit, tiny, huge, bombs, polyglots, GPS-laden, turned, HEIC.
[[nodiscard]] QVector<Sample> corpus();

} // namespace preggo::test
