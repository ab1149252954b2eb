// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/diagnostics_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace preggo;

class TestDiagnosticsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsEachMetricAsItStoodAtTheLastLook()
    {
        PerformanceMonitor monitor;
        DiagnosticsModel model;
        model.refresh();
        QCOMPARE(model.rowCount(), 0); // nobody measures
        model.follow(monitor);
        model.refresh();
        QCOMPARE(model.rowCount(), kMetricCount);
        const QModelIndex disk = model.index(static_cast<int>(Metric::ImageFromDisk));
        QCOMPARE(disk.data(DiagnosticsModel::CountRole).toInt(), 0);

        for (int ms = 1; ms <= 100; ++ms)
            monitor.record(Metric::ImageFromDisk, ms * 3.0);
        monitor.recordFailure(Metric::ImageFromDisk);
        QCOMPARE(disk.data(DiagnosticsModel::CountRole).toInt(), 0); // numbers do not dance
        QSignalSpy changed(&model, &DiagnosticsModel::dataChanged);
        model.refresh();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(disk.data(DiagnosticsModel::CountRole).toInt(), 100);
        QCOMPARE(disk.data(DiagnosticsModel::HalfRole).toInt(), 150);
        QCOMPARE(disk.data(DiagnosticsModel::MostRole).toInt(), 285);
        QCOMPARE(disk.data(DiagnosticsModel::NearlyAllRole).toInt(), 297);
        QCOMPARE(disk.data(DiagnosticsModel::FailuresRole).toInt(), 1);
        QCOMPARE(disk.data(DiagnosticsModel::SeverityRole).toInt(), int(DiagnosticsModel::Slow));
    }

    void eachMetricHasAName()
    {
        PerformanceMonitor monitor;
        DiagnosticsModel model;
        model.follow(monitor);
        model.refresh();
        QSet<QString> titles;
        for (int row = 0; row < model.rowCount(); ++row)
            titles.insert(model.index(row).data(DiagnosticsModel::TitleRole).toString());
        QCOMPARE(titles.size(), kMetricCount);
        QVERIFY(!titles.contains(QString()));
    }
};

QTEST_GUILESS_MAIN(TestDiagnosticsModel)
#include "test_diagnostics_model.moc"
