// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What a start finds where the last run ended in the middle of something, or was merely quit.
class TestEngineCrashes : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

    /// What the storage thread does at the end of R5; nobody is told of it any more.
    static void swapBehindTheEngine(World &w)
    {
        SnapshotPage page;
        page.epoch = w.server.epoch(w.stream);
        page.asOf = w.server.head(w.stream);
        for (const auto &frame : w.server.framesAfter(w.stream, 0))
            page.items += frame.items;
        QVERIFY(w.device.cache->stageSnapshot(w.stream, page, true));
        QVERIFY(w.device.cache->swapSnapshot(w.stream, page.epoch, page.asOf, w.clock.wallMs()));
    }

private Q_SLOTS:
    void aCrashBetweenTheSwapAndItsNoteLosesNoConfirmedPost()
    {
        World w;
        w.server.durableLag = 1'000;
        const PostId kept = w.device.post(w.family, u"Before the backup"_s);
        w.settle();
        const qint64 backup = w.server.head(w.stream);
        const PostId lost = w.device.post(w.family, u"After the backup"_s);
        w.settle();
        QCOMPARE(waitingOf(w), 0);
        w.device.net.online = false;
        w.server.restoreTo(w.stream, backup);
        swapBehindTheEngine(w);
        w.device.crash();
        QCOMPARE(waitingOf(w), 2);
        QVERIFY(w.device.shows(w.family, lost));
        w.device.net.online = true;
        w.device.engine->refresh();
        w.settle(30'000);
        QCOMPARE(postsOnServer(w).size(), 2);
        QVERIFY(w.device.shows(w.family, kept));
        QVERIFY(w.device.shows(w.family, lost));
        QCOMPARE(w.device.view(w.family).size(), 2);
    }

    void aNoteThatTheDiskRefusesIsMadeUpForAtTheNextStart()
    {
        World w;
        w.server.durableLag = 1'000;
        w.settle();
        const qint64 backup = w.server.head(w.stream);
        w.device.post(w.family, u"After the backup"_s);
        w.settle();
        w.server.restoreTo(w.stream, backup);
        QVERIFY(w.device.outbox->database().exec(u"PRAGMA query_only=1"_s));
        w.device.engine->refresh();
        w.settle();
        QVERIFY(w.device.engine->status().storageProblem);
        QCOMPARE(postsOnServer(w).size(), 0);
        w.device.crash();
        w.settle(30'000);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(w.device.view(w.family).size(), 1);
    }

    void quittingOnASlowNetworkIsNoCrash()
    {
        World w;
        w.device.net.delayMs = 1'000'000;
        w.device.post(w.family, u"Slow"_s);
        const OpId op = w.device.lastOp;
        for (int i = 0; i < 5; ++i) {
            w.device.executor.advance(400'000);
            QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Sending);
            w.device.restart();
            QCOMPARE(w.device.engine->pendingAction(op)->row.crashCount, 0);
        }
        QCOMPARE(w.device.engine->status().parked, 0);
        w.device.net.delayMs = 10;
        w.device.restart();
        w.settle(400'000);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(waitingOf(w), 0);
    }

    void nothingLeavesAfterTheStop()
    {
        World w;
        const int before = w.server.pushes;
        w.device.engine->submit(draft::createPost(w.stream, w.device.engine->mint<PostId>(),
            PostCreate{PostKind::Update, u"Late"_s, {}, {}, {}, {}, {}}));
        w.device.engine->stop();
        w.settle();
        QCOMPARE(w.server.pushes, before);
        w.device.restart();
        w.settle();
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void aCrashBetweenTheNewsOfARemovalAndTheWipeKeepsNothing()
    {
        World w;
        w.server.addPost(w.family, w.father, u"Secret canary"_s);
        w.settle(70'000);
        QCOMPARE(w.device.view(w.family).size(), 1);
        w.device.net.online = false;
        w.device.post(w.family, u"My own words"_s);
        const StreamId own = StreamId::user(w.mother);
        const qint64 read = w.server.head(own);
        w.server.removeMember(w.family, w.mother);
        const auto frames = w.server.framesAfter(own, read);
        QVERIFY(!frames.isEmpty());
        QVERIFY(w.device.cache->applyFrames(own, frames, w.clock.wallMs()));
        w.device.crash();
        QCOMPARE(w.device.cache->feedPage({w.family, {}, {}, {}, {}, 20})->cards.size(), 0);
        QCOMPARE(w.device.engine->status().parked, 1);
        w.device.close();
        QFile file(w.device.dir.filePath(u"cache.db"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("Secret canary"));
    }
};

QTEST_GUILESS_MAIN(TestEngineCrashes)
#include "test_engine_crashes.moc"
