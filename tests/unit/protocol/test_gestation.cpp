// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/engagement.h"
#include "protocol/gestation.h"

#include <QTest>

using namespace preggo;

class TestGestation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void age_data()
    {
        QTest::addColumn<QDate>("today");
        QTest::addColumn<int>("weeks");
        QTest::addColumn<int>("days");
        const QDate due(2027, 2, 23);
        QTest::newRow("due today") << due << 40 << 0;
        QTest::newRow("day before") << due.addDays(-1) << 39 << 6;
        QTest::newRow("26 weeks 4 days") << due.addDays(-(280 - 186)) << 26 << 4;
        QTest::newRow("first day") << due.addDays(-280) << 0 << 0;
        QTest::newRow("overdue") << due.addDays(9) << 41 << 2;
        QTest::newRow("before the beginning") << due.addDays(-281) << -1 << -1;
        QTest::newRow("long over") << due.addDays(36) << -1 << -1;
    }
    void age()
    {
        QFETCH(QDate, today);
        QFETCH(int, weeks);
        QFETCH(int, days);
        const auto age = gestationalAge(QDate(2027, 2, 23), today);
        QCOMPARE(age.has_value(), weeks >= 0);
        if (age)
            QCOMPARE(*age, (GestationalAge{weeks, days}));
    }

    void invalidDatesGiveNothing()
    {
        QVERIFY(!gestationalAge(QDate(), QDate(2026, 1, 1)));
        QVERIFY(!daysUntilDue(QDate(2026, 1, 1), QDate()));
    }

    void leapDayCounts() { QCOMPARE(*daysUntilDue(QDate(2028, 3, 1), QDate(2028, 2, 28)), 2); }

    void engagement()
    {
        QCOMPARE(engagementScore(0, 0), 0);
        QCOMPARE(engagementScore(3, 4), 26);
    }
};

QTEST_GUILESS_MAIN(TestGestation)
#include "test_gestation.moc"
