// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/month_scale.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

qint64 nextMonth(qint64 startMs)
{
    return QDateTime::fromMSecsSinceEpoch(startMs, QTimeZone::utc()).addMonths(1).toMSecsSinceEpoch();
}

Outcome<qint64> outermost(
    sql::Database &database, FamilyId family, std::optional<PostKind> filter, bool newest)
{
    auto query = database.query(u"SELECT published_at FROM post WHERE shown=1 AND family=?"_s
        + (filter ? u" AND kind=?"_s : QString()) + u" ORDER BY published_at "_s
        + (newest ? u"DESC"_s : u"ASC"_s) + u" LIMIT 1"_s);
    query.bind(family);
    if (filter)
        query.bind(static_cast<int>(*filter));
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? query.int64(0) : 0;
}

} // namespace

MonthScale::MonthScale(QVector<MonthCount> months, qint64 newestMs, qint64 oldestMs)
    : m_months(std::move(months))
    , m_newestMs(newestMs)
    , m_oldestMs(oldestMs)
{
    for (const auto &month : std::as_const(m_months))
        m_total += month.posts;
}

Outcome<MonthScale> MonthScale::load(sql::Database &database, FamilyId family, std::optional<PostKind> filter)
{
    auto query = database.query(u"SELECT start_ms, SUM(posts) FROM month WHERE family=?"_s
        + (filter ? u" AND kind=?"_s : QString())
        + u" GROUP BY start_ms HAVING SUM(posts)>0 ORDER BY start_ms DESC"_s);
    query.bind(family);
    if (filter)
        query.bind(static_cast<int>(*filter));
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<MonthCount> months;
    while (query.next())
        months.append({query.int64(0), query.integer(1)});
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    const auto newest = outermost(database, family, filter, true);
    if (!newest)
        return tl::make_unexpected(newest.error());
    const auto oldest = outermost(database, family, filter, false);
    if (!oldest)
        return tl::make_unexpected(oldest.error());
    return MonthScale(std::move(months), *newest, *oldest);
}

qint64 MonthScale::from(qsizetype month) const
{
    return std::max(m_months[month].monthStartMs, m_oldestMs);
}

qint64 MonthScale::to(qsizetype month) const
{
    return std::min(nextMonth(m_months[month].monthStartMs), m_newestMs);
}

qint64 MonthScale::dateAt(double fraction) const
{
    if (m_total == 0)
        return 0;
    double left = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(m_total);
    for (qsizetype i = 0; i < m_months.size(); ++i) {
        const double posts = m_months[i].posts;
        if (left <= posts || i + 1 == m_months.size()) {
            const double part = std::min(1.0, left / posts);
            return to(i) - static_cast<qint64>(part * static_cast<double>(to(i) - from(i)));
        }
        left -= posts;
    }
    return m_oldestMs;
}

double MonthScale::fractionAt(qint64 publishedAtMs) const
{
    if (m_total == 0)
        return 0;
    double newer = 0;
    for (qsizetype i = 0; i < m_months.size(); ++i) {
        const double posts = m_months[i].posts;
        if (publishedAtMs >= from(i)) {
            const auto span = static_cast<double>(std::max<qint64>(1, to(i) - from(i)));
            newer += posts * std::clamp(static_cast<double>(to(i) - publishedAtMs) / span, 0.0, 1.0);
            break;
        }
        newer += posts;
    }
    return newer / static_cast<double>(m_total);
}

} // namespace preggo
