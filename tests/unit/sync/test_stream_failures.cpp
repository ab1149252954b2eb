// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "stream_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// A stream whose server refuses, cannot be read, leads nowhere, or which ends in the middle.
class TestStreamFailures : public QObject
{
    Q_OBJECT

private:
    using Bench = StreamBench;

private Q_SLOTS:
    void refusals_data()
    {
        QTest::addColumn<ProblemCode>("code");
        QTest::addColumn<QString>("then");
        QTest::newRow("410") << ProblemCode::CursorTooOld << u"/snapshot"_s;
        QTest::newRow("ahead") << ProblemCode::CursorAhead << u"/snapshot"_s;
        QTest::newRow("epoch") << ProblemCode::EpochChanged << u"/snapshot"_s;
        QTest::newRow("404") << ProblemCode::NotFound << QString();
        QTest::newRow("403") << ProblemCode::Rejected << QString();
        QTest::newRow("503") << ProblemCode::Unavailable << QString();
        QTest::newRow("429") << ProblemCode::RateLimited << QString();
    }
    void refusals()
    {
        QFETCH(ProblemCode, code);
        QFETCH(QString, then);
        Bench b;
        b.joined();
        b.sync->pull();
        b.refuse(code);
        const bool gone = code == ProblemCode::NotFound || code == ProblemCode::Rejected;
        QCOMPARE(b.sync->isGone(), gone);
        QCOMPARE(b.events.notFound.size(), gone ? 1 : 0);
        QCOMPARE(b.isSilent(), then.isEmpty());
        if (!then.isEmpty())
            QVERIFY(b.path().endsWith(then));
        QCOMPARE(b.cursor(), 5);
        b.executor.advance(60'000);
        b.sync->resume(); // the gate is open again
        QCOMPARE(b.isSilent(), gone); // what failed is still wanted; what is gone is not
        if (gone)
            return;
        b.answer(200, then.isEmpty() ? b.changes(5, 6) : b.snapshot(6));
        QCOMPARE(b.cursor(), 6);
    }

    void aGoneStreamIsAskedForOnlyWhenSomebodySaysSo()
    {
        Bench b;
        b.joined();
        b.sync->pull();
        b.refuse(ProblemCode::NotFound);
        b.sync->takeFrame(b.frame(6));
        QVERIFY(b.isSilent());
        b.sync->pull();
        QVERIFY(!b.sync->isGone());
        b.executor.drain();
        b.answer(200, b.changes(6, 6));
        QCOMPARE(b.cursor(), 6);
    }

    void unreadable_data()
    {
        QTest::addColumn<int>("after"); // good answers before
        QTest::newRow("a first page") << 0;
        QTest::newRow("changes") << 1;
        QTest::newRow("an older page") << 2;
        QTest::newRow("a page of another history") << 3;
    }
    /// A captive portal that calls itself JSON: the same is asked for again, through the gate.
    void unreadable()
    {
        QFETCH(int, after);
        Bench b;
        b.sync->pull();
        const QVector<QJsonObject> good{b.snapshot(5, u"older"_s), b.changes(5, 6), b.snapshot(5)};
        for (int i = 0; i < qMin<int>(after, good.size()); ++i)
            b.answer(200, good[i]);
        if (after == 3) {
            b.sync->pull();
            b.refuse(ProblemCode::CursorTooOld);
        }
        const QString path = b.path();
        b.answer(200, {{u"hotel"_s, u"Sign in"_s}});
        QVERIFY(b.isSilent());
        QVERIFY(b.core.gate.isFailing());
        b.executor.advance(10'000);
        b.sync->resume();
        QCOMPARE(b.path(), path);
    }

    void aStreamThatGoesHearsNoMore_data()
    {
        QTest::addColumn<int>("after");
        QTest::addColumn<bool>("answered");
        for (const bool answered : {false, true}) {
            const char *when = answered ? "while it is stored" : "on its way";
            QTest::addRow("a first page, %s", when) << 0 << answered;
            QTest::addRow("changes, %s", when) << 1 << answered;
            QTest::addRow("a page of another history, %s", when) << 2 << answered;
            QTest::addRow("a frame, %s", when) << 3 << answered;
        }
    }
    void aStreamThatGoesHearsNoMore()
    {
        QFETCH(int, after);
        QFETCH(bool, answered);
        Bench b;
        if (after > 0)
            b.joined();
        b.sync->pull();
        if (after == 2)
            b.refuse(ProblemCode::CursorTooOld);
        if (after == 3) {
            b.answer(200, b.changes(5, 5));
            b.sync->takeFrame(b.frame(6));
        }
        const auto reports = b.events.reports.size();
        const QJsonObject page = after == 1 ? b.changes(5, 6) : b.snapshot(6);
        if (answered && after != 3)
            b.http.answer(jsonAnswer(200, page)); // it lies with the storage thread
        b.sync.reset();
        if (!answered && after != 3)
            b.http.answer(jsonAnswer(200, page));
        b.executor.advance(120'000);
        QCOMPARE(b.events.reports.size(), reports);
        QVERIFY(b.isSilent());
        QVERIFY(b.core.gate.tryPass());
    }

    void answersThatLeadNowhereSlowItDown()
    {
        Bench b;
        b.joined();
        b.sync->pull();
        int asked = 0;
        for (int i = 0; i < 200 && asked < 200; ++i) {
            while (!b.isSilent() && asked < 200) {
                ++asked;
                b.answer(200, b.changes(5, 5, true)); // "more", and nothing in it
            }
            b.executor.advance(1'000);
        }
        QVERIFY2(asked > 3 && asked < 40, qPrintable(QString::number(asked)));
        while (b.isSilent())
            b.executor.advance(1'000);
        b.answer(200, b.changes(5, 6)); // the server is well again
        b.sync->pull();
        QVERIFY(!b.isSilent());
    }

    void aCacheThatHasLostTheStreamIsNotAskedForWithoutEnd()
    {
        Bench b;
        b.join(b.stream, 5); // the engine believes so, and the cache knows nothing of it
        b.sync->pull();
        int asked = 0;
        while (!b.isSilent() && asked < 50) {
            ++asked;
            b.answer(200, b.changes(5, 6, true));
        }
        QVERIFY2(asked < 10, qPrintable(QString::number(asked)));
        QCOMPARE(b.cursor(), 5);
    }

    void olderPagesWithoutAnythingInThemSlowItDownToo()
    {
        Bench b;
        b.sync->pull();
        b.answer(200, b.snapshot(5, u"1"_s));
        b.answer(200, b.changes(5, 5));
        int asked = 0;
        while (!b.isSilent() && asked < 50)
            b.answer(200, b.snapshot(5, QString::number(++asked)));
        QVERIFY2(asked < 10, qPrintable(QString::number(asked)));
    }
};

QTEST_GUILESS_MAIN(TestStreamFailures)
#include "test_stream_failures.moc"
