// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/probe/process.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo::bench;
using namespace Qt::Literals::StringLiterals;

class TestBenchRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownNamesAreRefused()
    {
        QProcess bench;
        bench.start(siblingProgram(u"preggo-bench"_s), {u"no-such"_s, u"--quick"_s});
        QVERIFY(bench.waitForFinished(30'000));
        QCOMPARE(bench.exitCode(), 2);
    }

    void quickRunWritesEveryFigure_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::newRow("feed-server") << u"feed_server."_s;
        QTest::newRow("images") << u"images."_s;
        QTest::newRow("startup") << u"startup."_s;
        QTest::newRow("interaction") << u"interaction."_s;
        QTest::newRow("scroll") << u"scroll."_s;
        QTest::newRow("image-scroll") << u"image_scroll."_s;
        QTest::newRow("sync-drain") << u"sync_drain."_s;
        QTest::newRow("sync-catchup") << u"sync_catchup."_s;
        QTest::newRow("first-join") << u"first_join."_s;
    }

    void quickRunWritesEveryFigure()
    {
        QFETCH(const QString, prefix);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"out.json"_s);
        QProcess bench;
        bench.setProcessChannelMode(QProcess::ForwardedChannels);
        bench.start(siblingProgram(u"preggo-bench"_s),
            {QString::fromUtf8(QTest::currentDataTag()), u"--quick"_s, u"--json"_s, path});
        QVERIFY(bench.waitForFinished(600'000));
        QCOMPARE(bench.exitCode(), 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray figures = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(figures.size() >= 3);
        bool floors = false;
        for (const auto &figure : figures) {
            QVERIFY(figure[u"name"_s].toString().startsWith(prefix));
            const bool mayBeNone = figure[u"unit"_s].toString() == u"requests"_s;
            QVERIFY(figure[u"value"_s].toDouble() > 0 || mayBeNone);
            QVERIFY(!figure[u"unit"_s].toString().isEmpty());
            floors = floors || figure[u"floor"_s].toDouble() > 0;
        }
        QVERIFY(floors);
    }
};

QTEST_GUILESS_MAIN(TestBenchRun)
#include "test_run.moc"
