// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/feed_query.h"

#include <QVector>

namespace preggo {

/// The scale of a scroll thumb that works by date: which share of all posts is newer than a moment.
/// Posts are taken as spread evenly within a month. Value type.
class FeedScale
{
public:
    FeedScale() = default;
    /// `months` newest first; `newestMs` bounds the first month above.
    FeedScale(const QVector<MonthCount> &months, qint64 newestMs);

    [[nodiscard]] bool isEmpty() const { return m_total == 0; }
    /// The moment at `fraction` of the feed: 0 is the newest post, 1 the oldest. 0 where it is empty.
    [[nodiscard]] qint64 timeAt(double fraction) const;
    /// The inverse: 0-1.
    [[nodiscard]] double fractionAt(qint64 publishedAtMs) const;

private:
    struct Stretch
    {
        qint64 fromMs = 0; ///< the older end
        qint64 toMs = 0;
        int posts = 0;
        int newer = 0; ///< posts in all stretches above
    };
    QVector<Stretch> m_stretches;
    int m_total = 0;
};

} // namespace preggo
