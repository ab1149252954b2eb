// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/feed/feed_scale.h"

#include <algorithm>
#include <cmath>

namespace preggo {

namespace {

constexpr qint64 kLongestMonthMs = 31LL * 24 * 3600 * 1000;

} // namespace

FeedScale::FeedScale(const QVector<MonthCount> &months, qint64 newestMs)
{
    qint64 end = newestMs;
    for (const MonthCount &month : months) {
        // Months without posts are missing from the list: a stretch is never longer than a month.
        const qint64 to = std::clamp(end, month.monthStartMs, month.monthStartMs + kLongestMonthMs);
        m_stretches.append({month.monthStartMs, to, month.posts, m_total});
        m_total += month.posts;
        end = month.monthStartMs;
    }
}

qint64 FeedScale::timeAt(double fraction) const
{
    if (isEmpty())
        return 0;
    const double place = std::clamp(fraction, 0.0, 1.0) * m_total;
    for (const Stretch &stretch : m_stretches) {
        if (place > stretch.newer + stretch.posts)
            continue;
        const double share = stretch.posts > 0 ? (place - stretch.newer) / stretch.posts : 0;
        return stretch.toMs - std::llround(share * static_cast<double>(stretch.toMs - stretch.fromMs));
    }
    return m_stretches.last().fromMs;
}

double FeedScale::fractionAt(qint64 publishedAtMs) const
{
    if (isEmpty())
        return 0;
    for (const Stretch &stretch : m_stretches) {
        if (publishedAtMs < stretch.fromMs)
            continue;
        const double length = static_cast<double>(std::max<qint64>(stretch.toMs - stretch.fromMs, 1));
        const double share = std::clamp(static_cast<double>(stretch.toMs - publishedAtMs) / length, 0.0, 1.0);
        return (stretch.newer + share * stretch.posts) / m_total;
    }
    return 1;
}

} // namespace preggo
