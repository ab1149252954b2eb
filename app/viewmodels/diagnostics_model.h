// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/row_model.h"
#include "core/metrics/performance_monitor.h"

#include <QString>
#include <qqmlregistration.h>

namespace preggo {

/// How long things took on this device lately, for its owner's eyes. Numbers stand still until refresh().
class DiagnosticsModel : public preggo::RowModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.diagnostics")

public:
    enum Role {
        TitleRole = Qt::UserRole + 1, ///< string: what was timed
        CountRole, ///< int: how often, of the last PerformanceMonitor::kRing
        HalfRole, ///< int, milliseconds: half of them took no longer
        MostRole, ///< int: 95 of 100
        NearlyAllRole, ///< int: 99 of 100
        FailuresRole, ///< int: since the start
        SeverityRole, ///< DiagnosticsModel.Severity
    };
    Q_ENUM(Role)
    enum Severity { Fine, Slow, VerySlow };
    Q_ENUM(Severity)

    explicit DiagnosticsModel(QObject *parent = nullptr);

    /// Outlives the model.
    void follow(const PerformanceMonitor &monitor) { m_monitor = &monitor; }
    Q_INVOKABLE void refresh();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    struct Row
    {
        Metric metric = Metric::FeedLoad;
        PerformanceMonitor::Summary summary;
        friend bool operator==(const Row &, const Row &) = default;
    };
    [[nodiscard]] static QString titleOf(Metric metric);
    [[nodiscard]] static QVariant valueOf(const Row &row, int role);

    const PerformanceMonitor *m_monitor = nullptr;
    QVector<Row> m_rows;
};

} // namespace preggo
