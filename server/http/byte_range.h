// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <optional>

namespace preggo::server {

struct ByteRange
{
    qint64 first = 0;
    qint64 length = 0;
};

enum class RangeAnswer { Whole, Part, Invalid };

/// What a Range header asks of a body of `size` bytes (RFC 9110, section 14). Several ranges, or
/// words that are not understood, are answered with the whole.
[[nodiscard]] RangeAnswer readRange(const QByteArray &header, qint64 size, ByteRange &out);

} // namespace preggo::server
