// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/probe/figure.h"
#include "tests/bench/probe/process.h"
#include "tests/bench/probe/samples.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace preggo::bench;
using namespace Qt::Literals::StringLiterals;

class TestBenchProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentilesAreSamples()
    {
        Samples samples;
        QCOMPARE(samples.percentile(0.5), 0.0);
        for (int i = 100; i >= 1; --i)
            samples.add(i);
        QCOMPARE(samples.percentile(0.5), 50.0);
        QCOMPARE(samples.percentile(0.99), 99.0);
        QCOMPARE(samples.shareUpTo(25.0), 0.25);
        QCOMPARE(Samples().shareUpTo(25.0), 0.0);
        QCOMPARE(samples.largest(), 100.0);
        QJsonObject object;
        samples.writeTo(object, u"x"_s);
        QCOMPARE(object[u"x_count"_s].toInt(), 100);
    }

    void ratioIsOneAtTheFloorAndAboveItWhenWorse()
    {
        QCOMPARE((Figure{u"a"_s, 30, u"ms"_s, 15}).ratio(), std::optional(2.0));
        QCOMPARE((Figure{u"a"_s, 500, u"req/s"_s, 1'000}).ratio(), std::optional(2.0));
        QCOMPARE((Figure{u"a"_s, 30, u"ms"_s, std::nullopt}).ratio(), std::nullopt);
        QCOMPARE((Figure{u"a"_s, 30, u"ms"_s, 0}).ratio(), std::nullopt);
    }

    void jsonNamesEveryMember()
    {
        const QByteArray json = toJson({{u"a.b"_s, 1.23456, u"ms"_s, std::nullopt}, {u"c"_s, 2, u"us"_s, 1}});
        const QJsonArray array = QJsonDocument::fromJson(json).array();
        QCOMPARE(array.size(), 2);
        QCOMPARE(array[0].toObject().keys(),
            QStringList({u"floor"_s, u"name"_s, u"ratio"_s, u"unit"_s, u"value"_s}));
        QCOMPARE(array[0][u"value"_s].toDouble(), 1.235);
        QVERIFY(array[0][u"floor"_s].isNull());
        QCOMPARE(array[1][u"ratio"_s].toDouble(), 2.0);
    }

    void ownProcessHasTimeAndMemory()
    {
        const qint64 begin = monotonicUs();
        double sum = 0;
        while (monotonicUs() - begin < 60'000)
            sum += static_cast<double>(monotonicUs() % 7);
        QVERIFY(sum >= 0);
        const qint64 pid = QCoreApplication::applicationPid();
        QVERIFY(cpuUs(pid) > 0);
        QVERIFY(pssMib(pid) > 1);
        QCOMPARE(cpuUs(-1), 0.0);
        QCOMPARE(pssMib(-1), 0.0);
    }

    void programsThatFailGiveNothing()
    {
        QVERIFY(!runForJson(u"/bin/false"_s, {}, 5'000));
        QVERIFY(!runForJson(u"/bin/echo"_s, {u"no object"_s}, 5'000));
        const auto object = runForJson(u"/bin/sh"_s, {u"-c"_s, u"echo first; echo '{\"a\":1}'"_s}, 5'000);
        QVERIFY(object);
        QCOMPARE(object->value(u"a").toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestBenchProbe)
#include "test_probe.moc"
