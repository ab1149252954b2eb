// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/feed/feed_scale.h"

#include <QTest>

using namespace preggo;

namespace {

constexpr qint64 kDay = 24LL * 3600 * 1000;

} // namespace

class FeedScaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyScaleAnswersZero();
    void goesFromNewestToOldest();
    void bothWaysAgree();
    void monthsWithoutPostsTakeNoRoom();
};

void FeedScaleTest::emptyScaleAnswersZero()
{
    QCOMPARE(FeedScale().timeAt(0.5), 0);
    QCOMPARE(FeedScale().fractionAt(5), 0.0);
}

void FeedScaleTest::goesFromNewestToOldest()
{
    const FeedScale scale({{100 * kDay, 10}, {70 * kDay, 30}}, 110 * kDay);
    QCOMPARE(scale.timeAt(0), 110 * kDay);
    QCOMPARE(scale.timeAt(0.25), 100 * kDay);
    QCOMPARE(scale.timeAt(1), 70 * kDay);
    QCOMPARE(scale.timeAt(2), 70 * kDay);
}

void FeedScaleTest::bothWaysAgree()
{
    const FeedScale scale({{100 * kDay, 10}, {70 * kDay, 30}, {40 * kDay, 5}}, 110 * kDay);
    for (int i = 0; i <= 20; ++i)
        QVERIFY(qAbs(scale.fractionAt(scale.timeAt(i / 20.0)) - i / 20.0) < 1e-6);
}

void FeedScaleTest::monthsWithoutPostsTakeNoRoom()
{
    const FeedScale scale({{1000 * kDay, 10}, {100 * kDay, 10}}, 1010 * kDay);
    QVERIFY(scale.timeAt(0.51) < 132 * kDay);
}

QTEST_GUILESS_MAIN(FeedScaleTest)
#include "feed_scale_test.moc"
