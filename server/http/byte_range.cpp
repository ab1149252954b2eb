// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/byte_range.h"

#include "server/services/digits.h"

#include <algorithm>

namespace preggo::server {

RangeAnswer readRange(const QByteArray &header, qint64 size, ByteRange &out)
{
    constexpr qsizetype kUnitLength = 6;
    if (!header.startsWith("bytes=") || header.contains(','))
        return RangeAnswer::Whole;
    const QByteArray spec = header.mid(kUnitLength).trimmed();
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0)
        return RangeAnswer::Whole;
    const auto first = digits(spec.left(dash));
    const auto last = digits(spec.mid(dash + 1));
    const bool openEnd = dash + 1 == spec.size();
    if (dash == 0) {
        if (!last)
            return RangeAnswer::Whole;
        const qint64 length = std::min(*last, size);
        out = {size - length, length};
        return length > 0 ? RangeAnswer::Part : RangeAnswer::Invalid;
    }
    if (!first || (!last && !openEnd) || (last && *last < *first))
        return RangeAnswer::Whole;
    if (*first >= size)
        return RangeAnswer::Invalid;
    const qint64 end = openEnd ? size - 1 : std::min(*last, size - 1);
    out = {*first, end - *first + 1};
    return RangeAnswer::Part;
}

} // namespace preggo::server
