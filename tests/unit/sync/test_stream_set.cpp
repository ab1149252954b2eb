// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/stream_set.h"
#include "protocol/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Which streams are followed, and what says that one is lost.
class TestStreamSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSetWithoutStreamsAsksNobody()
    {
        CoreBench b;
        StreamSet set(b.core);
        set.pullAll();
        set.pull(b.stream);
        set.rebase(b.stream);
        set.resume();
        set.startAnew(b.stream);
        set.takeFrame({b.stream, b.epoch, 0, 1, {}});
        set.takeHeads({{b.stream, {b.epoch, 5, 0}}}, true);
        QCOMPARE(b.http.sent, 0);
        QVERIFY(set.allCurrent());
        QVERIFY(!set.follows(b.stream));
    }

    void aSecondLookDuringTheFirstAsksNothing()
    {
        CoreBench b;
        StreamSet set(b.core);
        b.join(StreamId::user(b.self), 5);
        b.join(b.stream, 5);
        Membership membership;
        membership.streams = {b.stream};
        set.load({}, {membership});
        set.pullAll();
        QCOMPARE(b.http.sent, 2);
        set.pullAll(); // the network came back, and the app to the front
        const QJsonObject nothing = ChangesPage{b.epoch, 5, 5, 5, false, {}}.toJson();
        b.answer(200, nothing);
        b.answer(200, nothing);
        QCOMPARE(b.http.sent, 2);
        set.pullAll();
        QCOMPARE(b.http.sent, 4);
    }

    void streamsBeyondTheLimitAreNotFollowed()
    {
        CoreBench b;
        StreamSet set(b.core);
        constexpr int kMost = limits::kFamiliesPerUser * (limits::kAudiencesPerFamily + 2) + 1;
        Membership membership;
        for (int i = 0; i < kMost + 10; ++i)
            membership.streams.append(StreamId::all(numbered<FamilyId>(100 + i)));
        set.load({}, {membership});
        int followed = 0;
        for (const auto &stream : std::as_const(membership.streams))
            followed += set.follows(stream) ? 1 : 0;
        QCOMPARE(followed, kMost - 1); // her own is one of them
        QVERIFY(set.follows(StreamId::user(b.self)));
        for (const auto &stream : std::as_const(membership.streams))
            b.join(stream);
        QCOMPARE(set.subscribable().size(), qMin<qsizetype>(limits::kStreamsPerSocket, kMost - 1));
    }

    void onlyAWholeOwnStreamSaysThatAFamilyIsLost()
    {
        CoreBench b;
        StreamSet set(b.core);
        Membership membership;
        membership.streams = {b.stream};
        set.load({}, {membership});
        QVERIFY(set.follow({}).isEmpty());
        b.core.streams.set({StreamId::user(b.self), b.epoch, 4, u"older pages"_s, 0});
        QVERIFY(set.follow({}).isEmpty());
        b.join(StreamId::user(b.self), 4);
        QCOMPARE(set.follow({}), QVector<StreamId>{b.stream}); // though it was never read
        b.join(b.stream, 3);
        QCOMPARE(set.follow({}), QVector<StreamId>{b.stream}); // and named once
        QVERIFY(set.follow({membership}).isEmpty());
        set.drop(b.stream);
        QVERIFY(set.follow({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStreamSet)
#include "test_stream_set.moc"
