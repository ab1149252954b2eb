// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/diagnostics_model.h"

#include <cmath>

namespace preggo {

DiagnosticsModel::DiagnosticsModel(QObject *parent)
    : RowModel(parent)
{ }

void DiagnosticsModel::refresh()
{
    if (!m_monitor)
        return;
    QVector<Row> rows;
    for (int i = 0; i < kMetricCount; ++i) {
        const auto metric = static_cast<Metric>(i);
        rows.append({metric, m_monitor->summary(metric)});
    }
    applyRows(
        m_rows, rows, [](const Row &row) { return static_cast<int>(row.metric); }, valueOf);
}

int DiagnosticsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DiagnosticsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return valueOf(m_rows.at(index.row()), role);
}

QString DiagnosticsModel::titleOf(Metric metric)
{
    switch (metric) {
    case Metric::FeedLoad:
        return tr("Opening the feed");
    case Metric::ImageFromMemory:
        return tr("A picture seen just before");
    case Metric::ImageFromDisk:
        return tr("A picture kept on this device");
    case Metric::ImageFromNetwork:
        return tr("A picture from the server");
    case Metric::ApiResponse:
        return tr("An answer of the server");
    case Metric::TimeToInteractive:
        return tr("From the start until the feed stands");
    }
    Q_UNREACHABLE();
}

QVariant DiagnosticsModel::valueOf(const Row &row, int role)
{
    const auto whole = [](double ms) { return static_cast<int>(std::lround(ms)); };
    switch (role) {
    case TitleRole:
        return titleOf(row.metric);
    case CountRole:
        return row.summary.count;
    case HalfRole:
        return whole(row.summary.p50);
    case MostRole:
        return whole(row.summary.p95);
    case NearlyAllRole:
        return whole(row.summary.p99);
    case FailuresRole:
        return row.summary.failures;
    case SeverityRole:
        return static_cast<int>(row.summary.severity);
    default:
        return {};
    }
}

QHash<int, QByteArray> DiagnosticsModel::roleNames() const
{
    return namesOf<Role>();
}

} // namespace preggo
