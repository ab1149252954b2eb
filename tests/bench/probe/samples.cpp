// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/probe/samples.h"

#include <algorithm>
#include <cmath>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

double Samples::percentile(double share) const
{
    if (m_values.isEmpty())
        return 0;
    QVector<double> sorted = m_values;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<qsizetype>(std::ceil(share * static_cast<double>(sorted.size()))) - 1;
    return sorted[std::clamp<qsizetype>(rank, 0, sorted.size() - 1)];
}

double Samples::shareUpTo(double limit) const
{
    if (m_values.isEmpty())
        return 0;
    const auto within =
        std::count_if(m_values.cbegin(), m_values.cend(), [&](double value) { return value <= limit; });
    return static_cast<double>(within) / static_cast<double>(m_values.size());
}

void Samples::writeTo(QJsonObject &object, const QString &prefix) const
{
    object[prefix + u"_p50"_s] = percentile(0.50);
    object[prefix + u"_p99"_s] = percentile(0.99);
    object[prefix + u"_max"_s] = largest();
    object[prefix + u"_count"_s] = static_cast<double>(count());
}

} // namespace preggo::bench
