// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/byte_range.h"

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
    bool firstOk = false;
    bool lastOk = false;
    const qint64 first = spec.left(dash).toLongLong(&firstOk);
    const qint64 last = spec.mid(dash + 1).toLongLong(&lastOk);
    const bool openEnd = dash + 1 == spec.size();
    if (dash == 0) {
        if (!lastOk)
            return RangeAnswer::Whole;
        const qint64 length = std::min(last, size);
        out = {size - length, length};
        return length > 0 ? RangeAnswer::Part : RangeAnswer::Invalid;
    }
    if (!firstOk || (!lastOk && !openEnd) || (lastOk && last < first))
        return RangeAnswer::Whole;
    if (first >= size)
        return RangeAnswer::Invalid;
    const qint64 end = openEnd ? size - 1 : std::min(last, size - 1);
    out = {first, end - first + 1};
    return RangeAnswer::Part;
}

} // namespace preggo::server
