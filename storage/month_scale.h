// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/feed_query.h"
#include "storage/sql/database.h"

#include <QVector>

namespace preggo {

/// Maps places of the scroll thumb to instants by the months' counts: a few rows, however many posts.
class MonthScale
{
public:
    /// Newest month first; `newestMs` and `oldestMs` are the outermost posts.
    MonthScale(QVector<MonthCount> months, qint64 newestMs, qint64 oldestMs);
    [[nodiscard]] static sql::Outcome<MonthScale> load(
        sql::Database &database, FamilyId family, std::optional<PostKind> filter);

    /// 0 is the newest post's instant, 1 the oldest's; 0 without posts.
    [[nodiscard]] qint64 dateAt(double fraction) const;
    [[nodiscard]] double fractionAt(qint64 publishedAtMs) const;
    [[nodiscard]] const QVector<MonthCount> &months() const { return m_months; }

private:
    /// The span of a month in which there are posts.
    [[nodiscard]] qint64 from(qsizetype month) const;
    [[nodiscard]] qint64 to(qsizetype month) const;

    QVector<MonthCount> m_months;
    qint64 m_newestMs = 0;
    qint64 m_oldestMs = 0;
    qint64 m_total = 0;
};

} // namespace preggo
