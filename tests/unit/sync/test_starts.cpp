// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What a start finds in the files, whether it can read them or not.
class TestStarts : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

    static void rename(sql::Database &database, const QString &from, const QString &to)
    {
        (void)database.exec(u"PRAGMA legacy_alter_table=ON"_s);
        QVERIFY(database.exec(u"ALTER TABLE %1 RENAME TO %2"_s.arg(from, to)));
    }

private Q_SLOTS:
    void whatCannotBeReadIsToldAndNothingIsSent_data()
    {
        QTest::addColumn<bool>("outbox");
        QTest::addColumn<QString>("table");
        QTest::newRow("actions") << true << u"action"_s;
        QTest::newRow("streams") << false << u"stream"_s;
        QTest::newRow("memberships") << false << u"membership"_s;
        QTest::newRow("rows of confirmed actions") << false << u"post"_s;
    }
    void whatCannotBeReadIsToldAndNothingIsSent()
    {
        QFETCH(bool, outbox);
        QFETCH(QString, table);
        World w;
        w.server.durableLag = 1'000; // so that a confirmed row is still there
        const PostId id = w.device.post(w.family, u"Confirmed"_s);
        w.settle();
        w.device.close();
        const auto database = [&]() -> sql::Database & {
            return outbox ? w.device.outbox->database() : w.device.cache->database();
        };
        const int sent = w.device.net.sent;
        w.device.loaded = true;
        w.device.beforeStart = [&] { rename(database(), table, u"away"_s); };
        w.device.open();
        QVERIFY(!w.device.loaded);
        QVERIFY(w.device.engine->status().storageProblem);
        w.settle(120'000);
        QCOMPARE(w.device.net.sent, sent);
        rename(database(), u"away"_s, table);
        w.device.beforeStart = {};
        w.device.restart(); // she is asked to start it again
        QVERIFY(w.device.loaded);
        w.settle();
        QVERIFY(w.device.shows(w.family, id));
        QCOMPARE(w.device.view(w.family).size(), 1);
    }

    void confirmedActionsAreNotLaidOverTheBaseTwice()
    {
        World w;
        w.server.durableLag = 1'000;
        const PostId id = w.device.post(w.family, u"Post"_s);
        w.settle();
        w.device.comment(w.family, id, u"Comment"_s);
        w.device.react(w.family, id, ReactionKind::Love);
        w.settle(5'000);
        QCOMPARE(w.device.outbox->load()->actions.size(), 3);
        w.device.net.online = false;
        w.device.restart();
        const auto cards = w.device.view(w.family);
        QCOMPARE(cards.size(), 1);
        QCOMPARE(cards[0].commentCount, 1);
        QCOMPARE(cards[0].reactionTotal(), 1);
        QCOMPARE(waitingOf(w), 0);
    }

    void membershipsThatCannotBeReadAreReadAgain()
    {
        World w;
        goLive(w);
        w.server.addPost(w.family, w.father, u"Private"_s);
        w.settle(70'000);
        const StreamId own = StreamId::user(w.mother);
        const qint64 head = w.server.head(own);
        w.server.removeMember(w.family, w.mother);
        // The news is stored, and then the look at what is left fails.
        struct Breaker : SyncObserver
        {
            World &w;
            bool done = false;
            explicit Breaker(World &world)
                : w(world)
            { }
            void familiesChanged() override
            {
                if (!std::exchange(done, true))
                    rename(w.device.cache->database(), u"membership"_s, u"away"_s);
            }
        } breaker(w);
        w.device.engine->addObserver(&breaker);
        for (const auto &frame : w.server.framesAfter(own, head))
            w.device.ws.receive(frame.toJson());
        w.settle(1'000);
        w.device.engine->removeObserver(&breaker);
        QVERIFY(breaker.done);
        QCOMPARE(w.device.forgotten, 0);
        QVERIFY(w.device.engine->status().storageProblem);
        rename(w.device.cache->database(), u"away"_s, u"membership"_s);
        w.settle(11'000);
        QCOMPARE(w.device.forgotten, 1);
        QCOMPARE(w.device.view(w.family).size(), 0);
    }

    void anOwnStreamThatIsNotReadWholeClosesNothing()
    {
        World w;
        w.server.snapshotPage = 1;
        const FamilyId second = w.server.addFamily({w.mother});
        w.device.net.online = false;
        w.device.wipeCache();
        goOffline(w);
        w.device.post(second, u"To the second family"_s);
        const OpId op = w.device.lastOp;
        // The first page of her own stream comes, and the older ones do not.
        w.device.net.before = [](const HttpRequest &request) -> std::optional<HttpAnswer> {
            return request.path.contains(u"?page="_s)
                ? std::optional(problemAnswer(makeProblem(ProblemCode::Unavailable)))
                : std::nullopt;
        };
        goOnline(w);
        QVERIFY(w.device.refusals.isEmpty());
        w.device.net.before = {};
        w.settle(400'000);
        QVERIFY(!w.device.engine->pendingAction(op));
        QCOMPARE(w.server.rows(StreamId::all(second), EntityType::Post).size(), 1);
    }

    void whenItWasSyncedIsKnownBeforeTheFirstAnswer()
    {
        World w;
        goLive(w);
        const auto synced = w.device.engine->status().lastSyncedWallMs;
        QVERIFY(synced);
        w.clock.advance(3'600'000);
        w.device.net.online = false;
        w.device.ws.reachable = false;
        w.device.restart();
        const auto now = w.device.engine->status().lastSyncedWallMs;
        QVERIFY(now && *now <= *synced);
    }
};

QTEST_GUILESS_MAIN(TestStarts)
#include "test_starts.moc"
