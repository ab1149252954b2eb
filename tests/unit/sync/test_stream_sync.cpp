// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/stream_sync.h"
#include "protocol/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// How one stream is read: what is asked for, in which order, and what an answer changes.
class TestStreamSync : public QObject
{
    Q_OBJECT

private:
    struct Bench : CoreBench
    {
        std::optional<StreamSync> sync{std::in_place, core, stream};

        /// Reads the whole (empty) stream for the first time.
        void joined(qint64 cursor = 5)
        {
            sync->pull();
            answer(200, snapshot(cursor));
            answer(200, changes(cursor, cursor));
        }
        [[nodiscard]] QJsonObject snapshot(qint64 asOf, const QString &next = {}, EpochId of = {}) const
        {
            return SnapshotPage{of.isNull() ? epoch : of, asOf, next, {}}.toJson();
        }
        [[nodiscard]] QJsonObject changes(qint64 from, qint64 to, bool more = false) const
        {
            ChangesPage page{epoch, from, to, to, more, {}};
            for (qint64 seq = from + 1; seq <= to; ++seq)
                page.items.append(post(seq));
            return page.toJson();
        }
        static ChangeItem post(qint64 seq)
        {
            Post row;
            row.id = numbered<PostId>(int(0x9000 + seq));
            row.author = numbered<UserId>(2);
            row.text = u"Post %1"_s.arg(seq);
            QJsonObject json = row.toJson();
            json[u"seq"_s] = seq;
            json[u"version"_s] = 1;
            json[u"published_at"_s] = 1'000 + seq;
            return {seq, EntityType::Post, idCast<EntityId>(row.id), ChangeOp::Upsert, json};
        }
        [[nodiscard]] StreamFrame frame(qint64 seq) const
        {
            return {stream, epoch, seq - 1, seq, {post(seq)}};
        }
        [[nodiscard]] qint64 cursor() const { return core.streams.of(stream).cursor; }
        [[nodiscard]] QString path() const { return asked().path.section(u"/streams/"_s, 1); }
        [[nodiscard]] bool isSilent() const { return http.pending.isEmpty(); }
    };

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

QTEST_GUILESS_MAIN(TestStreamSync)
#include "test_stream_sync.moc"
