// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "stream_bench.h"

#include "protocol/limits.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// How one stream is read: what is asked for, in which order, and what an answer changes.
class TestStreamSync : public QObject
{
    Q_OBJECT

private:
    using Bench = StreamBench;

private Q_SLOTS:
    void aFirstJoinTakesTheNewestPageThenChangesThenOlderPages()
    {
        Bench b;
        b.sync->pull();
        QCOMPARE(b.path(), b.stream.toString() + u"/snapshot"_s);
        QVERIFY(!b.sync->isCurrent());
        b.answer(200, b.snapshot(5, u"older"_s));
        QCOMPARE(
            b.path(), b.stream.toString() + u"/changes?after=5&epoch=%1&limit=500"_s.arg(b.epoch.toString()));
        b.answer(200, b.changes(5, 7));
        QCOMPARE(b.cursor(), 7);
        QCOMPARE(b.path(), b.stream.toString() + u"/snapshot?page=older"_s);
        b.answer(200, b.snapshot(5));
        QVERIFY(b.isSilent());
        QVERIFY(b.sync->isCurrent());
        QCOMPARE(b.core.streams.of(b.stream).completeTo(), 7);
        QVERIFY(b.core.streams.mayPush(b.stream));
    }

    void pagesFollowUntilNothingIsLeft()
    {
        Bench b;
        b.joined();
        b.sync->pull();
        b.answer(200, b.changes(5, 6, true));
        QVERIFY(b.path().contains(u"after=6"_s));
        b.answer(200, b.changes(6, 8, true));
        QVERIFY(b.path().contains(u"after=8"_s));
        b.answer(200, b.changes(8, 8));
        QVERIFY(b.isSilent());
        QCOMPARE(b.cursor(), 8);
    }

    void whatComesWhileItAsksIsAskedForOnceMore()
    {
        Bench b;
        b.joined();
        b.sync->pull();
        b.sync->pull();
        b.sync->pull();
        QCOMPARE(b.http.pending.size(), 1);
        b.answer(200, b.changes(5, 6));
        QCOMPARE(b.http.pending.size(), 1);
        b.answer(200, b.changes(6, 6));
        QVERIFY(b.isSilent());
    }

    void framesCarryOnWhereTheCursorStands_data()
    {
        QTest::addColumn<qint64>("seq");
        QTest::addColumn<qint64>("cursor");
        QTest::addColumn<bool>("asks");
        QTest::newRow("next") << qint64(6) << qint64(6) << false;
        QTest::newRow("old") << qint64(5) << qint64(5) << false;
        QTest::newRow("a gap") << qint64(8) << qint64(5) << true;
    }
    void framesCarryOnWhereTheCursorStands()
    {
        QFETCH(qint64, seq);
        QFETCH(qint64, cursor);
        QFETCH(bool, asks);
        Bench b;
        b.joined();
        b.sync->takeFrame(b.frame(seq));
        b.executor.drain();
        QCOMPARE(b.cursor(), cursor);
        QCOMPARE(!b.isSilent(), asks);
        QCOMPARE(b.sync->isCurrent(), !asks);
    }

    void framesBeyondTheBufferAreAskedFor_data()
    {
        QTest::addColumn<int>("frames");
        QTest::addColumn<bool>("asks");
        QTest::newRow("all fit") << limits::kPullBuffer << false;
        QTest::newRow("one too many") << limits::kPullBuffer + 1 << true;
    }
    void framesBeyondTheBufferAreAskedFor()
    {
        QFETCH(int, frames);
        QFETCH(bool, asks);
        Bench b;
        b.joined();
        b.sync->pull();
        for (int i = 1; i <= frames; ++i)
            b.sync->takeFrame(b.frame(5 + i));
        b.answer(200, b.changes(5, 5));
        b.executor.drain();
        QCOMPARE(!b.isSilent(), asks);
        QCOMPARE(b.cursor(), asks ? 5 : 5 + frames);
    }

    void aFrameOfAnotherHistoryHasItReadAnew()
    {
        Bench b;
        b.joined();
        StreamFrame frame = b.frame(6);
        frame.epoch = numbered<EpochId>(0xe2);
        b.sync->takeFrame(frame);
        b.executor.drain();
        QCOMPARE(b.path(), b.stream.toString() + u"/snapshot"_s);
        QVERIFY(!b.core.streams.mayPush(b.stream)); // no push until it is known
        QCOMPARE(b.cursor(), 5);
        b.answer(200, b.snapshot(9, {}, frame.epoch));
        b.answer(200, ChangesPage{frame.epoch, 9, 9, 9, false, {}}.toJson());
        QCOMPARE(b.cursor(), 9);
        QVERIFY(b.core.streams.mayPush(b.stream));
        QVERIFY(b.events.reports.constLast().state.epoch == frame.epoch);
    }

    void aFrameBeforeTheFirstPageWaitsForIt()
    {
        Bench b;
        b.sync->takeFrame(b.frame(6));
        QVERIFY(b.path().endsWith(u"/snapshot"_s));
        b.answer(200, b.snapshot(5));
        b.executor.drain();
        QCOMPARE(b.cursor(), 6);
    }

    void heads_data()
    {
        QTest::addColumn<qint64>("head");
        QTest::addColumn<bool>("atOnce");
        QTest::addColumn<bool>("asksNow");
        QTest::addColumn<bool>("asksLater");
        QTest::newRow("nothing new") << qint64(5) << true << false << false;
        QTest::newRow("at a welcome") << qint64(6) << true << true << true;
        QTest::newRow("at a heartbeat") << qint64(6) << false << false << true;
    }
    void heads()
    {
        QFETCH(qint64, head);
        QFETCH(bool, atOnce);
        QFETCH(bool, asksNow);
        QFETCH(bool, asksLater);
        Bench b;
        b.joined();
        b.sync->takeHead({b.epoch, head, 0}, atOnce);
        QCOMPARE(!b.isSilent(), asksNow);
        b.executor.advance(2'000);
        QCOMPARE(!b.isSilent(), asksLater);
    }

    void aHeadWhoseFrameComesInTimeAsksNobody()
    {
        Bench b;
        b.joined();
        b.sync->takeHead({b.epoch, 6, 0}, false);
        b.executor.advance(1'000);
        b.sync->takeHead({b.epoch, 7, 0}, false); // the same two seconds
        b.sync->takeFrame(b.frame(6));
        b.sync->takeFrame(b.frame(7));
        b.executor.advance(5'000);
        QVERIFY(b.isSilent());
        QCOMPARE(b.cursor(), 7);
    }

    void aHeadOfAnotherHistoryHoldsPushesUntilItIsAsked()
    {
        Bench b;
        b.joined();
        b.sync->takeHead({numbered<EpochId>(0xe2), 3, 0}, false);
        QVERIFY(!b.core.streams.mayPush(b.stream));
        QCOMPARE(b.events.lost, QVector<StreamId>{b.stream});
        QVERIFY(b.path().contains(u"/changes"_s));
        b.answer(200, b.changes(5, 5)); // the news was old
        QVERIFY(b.core.streams.mayPush(b.stream));
        QVERIFY(b.isSilent());
    }

    void aHeadBeforeTheFirstPageAsksForThePage()
    {
        Bench b;
        b.sync->takeHead({b.epoch, 9, 0}, false);
        QVERIFY(b.path().endsWith(u"/snapshot"_s));
    }
};

QTEST_GUILESS_MAIN(TestStreamSync)
#include "test_stream_sync.moc"
