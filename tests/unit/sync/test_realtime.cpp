// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/action_draft.h"
#include "protocol/json.h"
#include "tests/support/engine_world.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Frames, gaps, heartbeats and closings, with a real engine.
class TestRealtime : public QObject
{
    Q_OBJECT

private:
    struct World : EngineWorld
    {
        World()
        {
            device.ws.reachable = true;
            device.engine->refresh();
            executor.advance(1'000);
            welcome();
        }
        void welcome()
        {
            device.ws.receive({{u"type"_s, u"welcome"_s}, {u"conn"_s, u"1"_s}, {u"hb"_s, 25},
                {u"heads"_s, headsToJson(server.headsOf(mother))}});
            executor.advance(1'000);
        }
        void heartbeat()
        {
            device.ws.receive({{u"type"_s, u"head"_s}, {u"heads"_s, headsToJson(server.headsOf(mother))}});
            executor.drain();
        }
        void deliver(const StreamFrame &frame)
        {
            device.ws.receive(frame.toJson());
            executor.drain();
        }
        [[nodiscard]] int changesAsked() const
        {
            return static_cast<int>(device.net.paths.filter(u"/changes"_s).size());
        }
    };

private Q_SLOTS:
    void saysHelloWithItsCursors()
    {
        World w;
        const auto hello = parseJsonObject(w.device.ws.sent.constFirst());
        QCOMPARE((*hello)[u"type"_s].toString(), u"hello"_s);
        QCOMPARE((*hello)[u"streams"_s].toArray().size(), 2);
        QCOMPARE(w.device.ws.lastBearer, "token-1");
        QVERIFY(w.device.status.connected);
        QCOMPARE(w.device.status.lastSyncedWallMs, std::optional(w.device.engine->status().lastSyncedWallMs));
        QVERIFY(w.device.status.lastSyncedWallMs.has_value());
    }

    void whoIsOnlineBeforeItsStreamsAreReadFollowsThemAll()
    {
        const QVector<std::function<void(SyncEngine &)>> wakes{[](SyncEngine &engine) { engine.signedIn(); },
            [](SyncEngine &engine) { engine.refresh(); }, [](SyncEngine &engine) { engine.foreground(true); },
            [](SyncEngine &engine) { engine.networkChanged(); }};
        for (const auto &wake : wakes) {
            World w;
            w.device.ws.sent.clear();
            w.device.whileLoading = [&] { wake(*w.device.engine); };
            w.device.restart();
            w.executor.advance(10'000);
            QCOMPARE(w.device.ws.sent.size(), 1);
            const auto hello = parseJsonObject(w.device.ws.sent.constFirst());
            QCOMPARE((*hello)[u"streams"_s].toArray().size(), 2);
        }
    }

    void whatArrivedBeforeItsAnswerIsToldAsSent()
    {
        struct Watch : SyncObserver
        {
            World &w;
            CommentId comment;
            std::optional<Delivery> last;
            Watch(World &world, CommentId id)
                : w(world)
                , comment(id)
            { }
            void postsChanged(FamilyId, const QVector<PostId> &) override
            {
                last = w.device.engine->overlay().deliveryOf(comment).state;
            }
        };
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Live"_s);
        w.device.engine->refresh();
        w.executor.advance(1'000);
        const qint64 head = w.server.head(w.stream);
        Watch watch(w, w.device.engine->mint<CommentId>());
        w.device.engine->addObserver(&watch);
        w.device.net.delayMs = 500;
        QVERIFY(
            w.device.commit(draft::createComment(w.stream, watch.comment, {post, {}, u"how sweet"_s, {}})));
        w.executor.advance(200);
        const auto frames = w.server.framesAfter(w.stream, head);
        QVERIFY(!frames.isEmpty()); // the server has it, and its answer is under way
        for (const StreamFrame &frame : frames)
            w.deliver(frame);
        QVERIFY(watch.last.has_value() && *watch.last != Delivery::Sent);
        w.executor.advance(1'000);
        QCOMPARE(w.device.engine->status().waiting, 0);
        QCOMPARE(watch.last, std::optional(Delivery::Sent));
        w.device.engine->removeObserver(&watch);
    }

    void aFrameThatFollowsIsAppliedWithoutARequest()
    {
        World w;
        const qint64 head = w.server.head(w.stream);
        const PostId post = w.server.addPost(w.family, w.father, u"Live"_s);
        const int before = w.device.net.sent;
        w.deliver(w.server.framesAfter(w.stream, head).constFirst());
        QVERIFY(w.device.shows(w.family, post));
        QCOMPARE(w.device.net.sent, before);
    }

    void aHeadToldDuringAReadAsksForNothingMore()
    {
        World w;
        w.server.addPost(w.family, w.father, u"While she was away"_s);
        const int before = w.changesAsked();
        w.device.net.delayMs = 500;
        w.device.engine->refresh();
        w.executor.advance(100); // asked, and not answered
        w.welcome();
        w.executor.advance(3'000);
        QCOMPARE(w.device.view(w.family).size(), 1);
        QVERIFY(w.changesAsked() > before);
        const QString behindNothing = u"after=%1&"_s.arg(w.server.head(w.stream));
        QVERIFY(w.device.net.paths.filter(w.stream.toString()).filter(behindNothing).isEmpty());
    }

    void whatTheReadMissedIsAskedForAtOnce()
    {
        World w;
        w.server.addPost(w.family, w.father, u"While she was away"_s);
        w.device.net.delayMs = 500;
        w.device.engine->refresh();
        w.executor.advance(100); // the server has made its answer
        w.server.addPost(w.family, w.father, u"And a moment later"_s);
        w.welcome();
        w.executor.advance(500);
        QCOMPARE(w.device.view(w.family).size(), 2);
    }

    void aGapIsPulledOnce()
    {
        World w;
        const qint64 head = w.server.head(w.stream);
        for (int i = 0; i < 5; ++i)
            w.server.addPost(w.family, w.father, u"Live %1"_s.arg(i));
        const auto frames = w.server.framesAfter(w.stream, head);
        const int before = w.changesAsked();
        for (int i = 1; i < 5; ++i) // the first was lost
            w.deliver(frames[i]);
        w.executor.advance(1'000);
        QCOMPARE(w.device.view(w.family).size(), 5);
        QCOMPARE(w.changesAsked() - before, 1);
    }

    void duplicatedAndShuffledFramesEndInTheSameState()
    {
        std::mt19937 random(5);
        for (int round = 0; round < 8; ++round) {
            World w;
            const qint64 head = w.server.head(w.stream);
            const PostId post = w.server.addPost(w.family, w.father, u"One"_s);
            for (int i = 0; i < 6; ++i) {
                w.server.addPost(w.family, w.father, u"More"_s);
                w.server.react(
                    w.family, w.father, post, i % 2 ? std::optional(ReactionKind::Wow) : std::nullopt);
                w.server.addComment(w.family, w.father, post, u"Comment"_s);
            }
            auto frames = w.server.framesAfter(w.stream, head);
            frames += frames.mid(3, 8);
            std::shuffle(frames.begin(), frames.end(), random);
            for (const auto &frame : std::as_const(frames))
                w.deliver(frame);
            w.heartbeat();
            w.executor.advance(10'000);
            QCOMPARE(w.device.view(w.family).size(), w.server.rows(w.stream, EntityType::Post).size());
            const auto card = *w.device.cache->postCard(post);
            QCOMPARE(card->commentCount, 6);
            QCOMPARE(card->reactionTotal(), 1);
            QCOMPARE(
                w.device.cache->seqOf(w.stream, EntityType::Post, idCast<EntityId>(post)).value(), head + 1);
        }
    }

    void lostFramesAreFoundByTheNextHeartbeat()
    {
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Unseen"_s);
        w.heartbeat();
        QVERIFY(!w.device.shows(w.family, post)); // two seconds for the frame to come by itself
        w.executor.advance(2'100);
        QVERIFY(w.device.shows(w.family, post));
    }

    void twoMissedHeartbeatsDropTheSocketAndConnectAgain()
    {
        World w;
        const int opens = w.device.ws.opens;
        w.executor.advance(49'000);
        QCOMPARE(w.device.ws.aborts, 0);
        w.executor.advance(6'000);
        QCOMPARE(w.device.ws.aborts, 1);
        QVERIFY(!w.device.status.connected);
        w.executor.advance(10'000);
        QVERIFY(w.device.ws.opens > opens);
    }

    void itNeverGivesUp()
    {
        World w;
        w.device.ws.reachable = false;
        w.device.ws.close(1006);
        const int opens = w.device.ws.opens;
        w.executor.advance(12LL * 3600 * 1000);
        QVERIFY2(w.device.ws.opens > opens + 100, qPrintable(QString::number(w.device.ws.opens)));
        QVERIFY(w.device.ws.opens < opens + 1'000); // and is no storm
        w.device.ws.reachable = true;
        for (int i = 0; i < 600 && !w.device.ws.isOpen; ++i)
            w.executor.advance(1'000);
        w.welcome();
        QVERIFY(w.device.status.connected);
    }

    void withoutASocketItPolls()
    {
        World w;
        w.device.ws.reachable = false;
        w.device.ws.close(1006);
        const PostId post = w.server.addPost(w.family, w.father, u"By poll"_s);
        w.executor.advance(61'000);
        QVERIFY(w.device.shows(w.family, post));
    }

    void anInvalidTokenIsReplaced()
    {
        World w;
        w.device.ws.close(close_code::kTokenInvalid);
        w.executor.advance(3'000);
        QCOMPARE(w.device.tokens.rejections, 1);
        QCOMPARE(w.device.ws.lastBearer, "token-2");
    }

    void anotherSocketOfTheSameDeviceWins()
    {
        World w;
        const int opens = w.device.ws.opens;
        w.device.ws.close(close_code::kReplaced);
        w.executor.advance(290'000); // two copies of one profile must not fight over the place
        QCOMPARE(w.device.ws.opens, opens);
        w.device.engine->foreground(true);
        w.executor.advance(5'000);
        QCOMPARE(w.device.ws.opens, opens + 1);
    }

    void aSocketThatALateHandshakeReplacedComesBack()
    {
        World w;
        const int opens = w.device.ws.opens;
        w.device.ws.close(close_code::kReplaced);
        const PostId post = w.server.addPost(w.family, w.father, u"Meanwhile"_s);
        w.executor.advance(61'000);
        QVERIFY(w.device.shows(w.family, post)); // by polling
        w.executor.advance(250'000);
        QCOMPARE(w.device.ws.opens, opens + 1);
        w.welcome();
        QVERIFY(w.device.status.connected);
    }

    void aTooOldAppStopsAndKeepsEverything()
    {
        World w;
        w.device.ws.close(close_code::kTooOld);
        w.device.post(w.family, u"Kept"_s);
        w.executor.advance(600'000);
        QVERIFY(w.device.status.updateNeeded);
        QCOMPARE(w.device.engine->status().waiting, 1);
        QCOMPARE(w.server.applied, 0);
    }

    void revokedErasesTheStream()
    {
        World w;
        w.server.addPost(w.family, w.father, u"Private"_s);
        w.heartbeat();
        w.executor.advance(3'000);
        QCOMPARE(w.device.view(w.family).size(), 1);
        w.server.removeMember(w.family, w.mother);
        w.device.ws.receive({{u"type"_s, u"revoked"_s}, {u"stream"_s, w.stream.toString()}});
        w.executor.advance(1'000);
        QCOMPARE(w.device.view(w.family).size(), 0);
        QCOMPARE(w.device.cache->streams()->size(), 1); // her own
    }

    void garbageAndUnknownFramesAreIgnored()
    {
        World w;
        w.device.ws.receive({{u"type"_s, u"of_a_newer_server"_s}});
        w.device.ws.receive({{u"type"_s, u"change"_s}, {u"stream"_s, 7}});
        w.device.ws.receive({});
        w.executor.drain();
        QVERIFY(w.device.status.connected);
    }

    void anotherEpochIsReadAnew()
    {
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Survives"_s);
        w.heartbeat();
        w.executor.advance(3'000);
        w.server.restoreTo(w.stream, w.server.head(w.stream));
        w.heartbeat();
        w.executor.advance(5'000);
        QVERIFY(w.device.shows(w.family, post));
        QCOMPARE((*w.device.cache->postCard(post))->epoch, w.server.epoch(w.stream));
    }
};

QTEST_GUILESS_MAIN(TestRealtime)
#include "test_realtime.moc"
