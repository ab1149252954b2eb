// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QVector>

namespace preggo::bench {

/// Figures of one kind that were taken one after the other. Value type.
class Samples
{
public:
    void add(double value) { m_values.append(value); }
    void add(const Samples &others) { m_values += others.m_values; }
    [[nodiscard]] qsizetype count() const { return m_values.size(); }
    /// The value that `share` of the samples do not exceed, 0.5 being the median; 0 without samples.
    [[nodiscard]] double percentile(double share) const;
    [[nodiscard]] double largest() const { return percentile(1.0); }
    /// How many of the samples, 0 to 1, do not exceed `limit`; 0 without samples.
    [[nodiscard]] double shareUpTo(double limit) const;
    /// {"p50", "p99", "max", "count"}, each name after `prefix`.
    void writeTo(QJsonObject &object, const QString &prefix) const;

private:
    QVector<double> m_values;
};

} // namespace preggo::bench
