// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/metrics/error_reporter.h"
#include "core/metrics/performance_monitor.h"
#include "tests/support/fake_clock.h"

#include <QTest>

#include <limits>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using Severity = PerformanceMonitor::Severity;

class TestMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsTheThresholds()
    {
        QCOMPARE(PerformanceMonitor::threshold(Metric::FeedLoad), 200.0);
        QCOMPARE(PerformanceMonitor::threshold(Metric::ImageFromNetwork), 1000.0);
        QCOMPARE(PerformanceMonitor::threshold(Metric::ApiResponse), 300.0);
        QCOMPARE(PerformanceMonitor::threshold(Metric::TimeToInteractive), 500.0);
        QCOMPARE(PerformanceMonitor::severityOf(Metric::FeedLoad, 200), Severity::Fine);
        QCOMPARE(PerformanceMonitor::severityOf(Metric::FeedLoad, 200.1), Severity::Warning);
        QCOMPARE(PerformanceMonitor::severityOf(Metric::FeedLoad, 400), Severity::Warning);
        QCOMPARE(PerformanceMonitor::severityOf(Metric::FeedLoad, 400.1), Severity::Critical);
    }

    void givesPercentilesByMetric()
    {
        PerformanceMonitor monitor;
        for (int i = 1; i <= 100; ++i)
            monitor.record(Metric::FeedLoad, i);
        monitor.record(Metric::ImageFromNetwork, 5000);
        const auto summary = monitor.summary(Metric::FeedLoad);
        QCOMPARE(summary.count, 100);
        QCOMPARE(summary.p50, 50.0);
        QCOMPARE(summary.p95, 95.0);
        QCOMPARE(summary.p99, 99.0);
        QCOMPARE(summary.severity, Severity::Fine);
        QCOMPARE(monitor.summary(Metric::ImageFromNetwork).severity, Severity::Critical);
        QCOMPARE(monitor.summary(Metric::ApiResponse).count, 0);
        for (const int ms : {10, 20, 30}) // a share between two ranks is the upper one
            monitor.record(Metric::TimeToInteractive, ms);
        QCOMPARE(monitor.summary(Metric::TimeToInteractive).p50, 20.0);
        QCOMPARE(monitor.summary(Metric::TimeToInteractive).p95, 30.0);
    }

    void keepsTheLastHundred()
    {
        PerformanceMonitor monitor;
        for (int i = 0; i < 100; ++i)
            monitor.record(Metric::FeedLoad, 9'000);
        for (int i = 0; i < 100; ++i)
            monitor.record(Metric::FeedLoad, 10);
        QCOMPARE(monitor.summary(Metric::FeedLoad).count, PerformanceMonitor::kRing);
        QCOMPARE(monitor.summary(Metric::FeedLoad).p99, 10.0);
    }

    void failuresAreNoDurations()
    {
        PerformanceMonitor monitor;
        monitor.recordFailure(Metric::ImageFromNetwork);
        monitor.record(Metric::ImageFromNetwork, -1);
        monitor.record(Metric::ImageFromNetwork, std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(monitor.summary(Metric::ImageFromNetwork).count, 0);
        QCOMPARE(monitor.summary(Metric::ImageFromNetwork).failures, 1);
    }

    void alertsAtMostOnceAMinute()
    {
        FakeClock clock;
        PerformanceMonitor monitor;
        int alerts = 0;
        monitor.setAlert([&] { return clock.steadyMs(); }, [&](Metric, double) { ++alerts; });
        for (int i = 0; i < 50; ++i)
            monitor.record(Metric::FeedLoad, 5'000);
        QCOMPARE(alerts, 1);
        monitor.record(Metric::ApiResponse, 5'000);
        QCOMPARE(alerts, 2);
        monitor.record(Metric::FeedLoad, 250); // a warning is no alert
        clock.advance(59'999);
        monitor.record(Metric::FeedLoad, 5'000);
        QCOMPARE(alerts, 2);
        clock.advance(1);
        monitor.record(Metric::FeedLoad, 5'000);
        QCOMPARE(alerts, 3);
    }

    void redactsWhatTellsWho_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        QTest::newRow("address") << u"no answer for anna@example.org today"_s << u"anna"_s;
        QTest::newRow("link") << u"see https://family.example/i/SECRET now"_s << u"SECRET"_s;
        QTest::newRow("id") << u"post 0190f5fe-7c00-7a00-8000-000000000001 failed"_s << u"0190f5fe"_s;
        QTest::newRow("typed") << u"“We heard the heart” is too long."_s << u"heart"_s;
        QTest::newRow("typed, plain quotes") << u"the name \"Mathilda\" failed"_s << u"Mathilda"_s;
        QTest::newRow("token") << u"bearer eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl refused"_s
                               << u"eyJ"_s;
        QTest::newRow("path") << u"cannot open /home/anna/Pictures/scan.jpg"_s << u"anna"_s;
        QTest::newRow("phone") << u"call 0301234567"_s << u"1234567"_s;
    }
    void redactsWhatTellsWho()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QVERIFY(text.contains(secret));
        QVERIFY2(!redacted(text).contains(secret), qPrintable(redacted(text)));
    }

    void plainSentencesStay()
    {
        const QString sentence = u"The server did not answer in time. Try again in 30 seconds."_s;
        QCOMPARE(redacted(sentence), sentence);
    }

    void countsRepeatsAndStaysBounded()
    {
        FakeClock clock;
        ErrorReporter reporter(clock);
        reporter.report(u"sync", makeProblem(ProblemCode::Internal, u"first"_s));
        for (int i = 0; i < 300; ++i) {
            clock.advance(1);
            reporter.report(u"sync", makeProblem(ProblemCode::Unavailable, u"busy"_s));
        }
        QCOMPARE(reporter.entries().size(), 2);
        QCOMPARE(reporter.entries().first().count, 300);
        QCOMPARE(reporter.entries().first().lastMs - reporter.entries().first().firstMs, 299);
        for (int i = 0; i < 300; ++i)
            reporter.report(u"media", makeProblem(ProblemCode::Internal, u"number %1"_s.arg(i)));
        QCOMPARE(reporter.entries().size(), ErrorReporter::kEntries);
        QCOMPARE(reporter.entries().first().detail, u"number 299"_s);
        reporter.report(u"media", makeProblem(ProblemCode::Internal, QString(10'000, u' ') + u"x"_s));
        QVERIFY(reporter.entries().first().detail.size() <= ErrorReporter::kDetailChars);
        reporter.clear();
        QVERIFY(reporter.entries().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "test_metrics.moc"
