// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"
#include "tests/support/fake_net_status.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What the app asks of the engine, and what it is told: before the start, while it runs, after the stop.
class TestEngineDoors : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

private Q_SLOTS:
    void nothingIsTakenBeforeTheOutboxIsLoaded()
    {
        World w;
        w.device.close();
        std::optional<Result<void>> answer;
        const auto early = draft::createPost(
            w.stream, numbered<PostId>(5), PostCreate{PostKind::Update, u"Early"_s, {}, {}, {}, {}, {}});
        w.device.beforeStart = [&] {
            const OpId op = w.device.engine->submit(early, [&](const Result<void> &r) { answer = r; });
            QVERIFY(op.isNull());
            QVERIFY(w.device.engine->submit(early).isNull()); // nobody needs to listen
        };
        w.device.open();
        QCOMPARE(answer->error().code, ProblemCode::Unavailable);
        QVERIFY(!answer->error().detail.isEmpty()); // it says what to do
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void draftsThatAreNotValidAreGivenBack_data()
    {
        QTest::addColumn<bool>("stream");
        QTest::addColumn<bool>("entity");
        QTest::addColumn<QString>("text");
        QTest::newRow("no stream") << false << true << u"Words"_s;
        QTest::newRow("no entity") << true << false << u"Words"_s;
        QTest::newRow("no words") << true << true << QString();
    }
    void draftsThatAreNotValidAreGivenBack()
    {
        QFETCH(bool, stream);
        QFETCH(bool, entity);
        QFETCH(QString, text);
        World w;
        const auto post = draft::createPost(stream ? w.stream : StreamId(),
            entity ? numbered<PostId>(5) : PostId(), PostCreate{PostKind::Update, text, {}, {}, {}, {}, {}});
        QVERIFY(!w.device.commit(post));
        QVERIFY(w.device.lastOp.isNull());
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void theSystemsNetworkIsAHint()
    {
        FakeNetStatus status;
        World w;
        w.device.netStatus = &status;
        status.online = false;
        w.device.restart();
        w.device.net.online = false;
        const int sent = w.device.net.sent;
        w.settle(70'000);
        const int tried = w.device.net.sent;
        QVERIFY(tried > sent); // the hint may be wrong: it tries once
        w.settle(3'600'000);
        QCOMPARE(w.device.net.sent, tried); // and then not at all
        w.device.engine->networkChanged(); // still away
        w.settle(10'000);
        QCOMPARE(w.device.net.sent, tried);
        w.device.post(w.family, u"Waits"_s);
        status.online = true;
        w.device.net.online = true;
        w.device.engine->networkChanged();
        w.settle(3'000); // within the spread of two seconds
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void inTheBackgroundTheSocketIsClosedAndNothingIsPolled()
    {
        World w;
        goLive(w);
        w.device.engine->foreground(false);
        w.settle(1'000);
        QVERIFY(!w.device.status.connected);
        const int sent = w.device.net.sent;
        const PostId post = w.server.addPost(w.family, w.father, u"Meanwhile"_s);
        w.settle(600'000);
        QCOMPARE(w.device.net.sent, sent);
        w.device.engine->foreground(true);
        w.settle(3'000);
        QVERIFY(w.device.shows(w.family, post));
        QVERIFY(w.device.ws.isOpen);
    }

    void inTheBackgroundBeforeItHasLoadedItOpensNoSocket()
    {
        World w;
        w.device.close();
        const int opens = w.device.ws.opens;
        w.device.whileLoading = [&w] { w.device.engine->foreground(false); };
        w.device.open();
        w.settle(600'000);
        QCOMPARE(w.device.ws.opens, opens);
        w.device.engine->foreground(true);
        w.settle(3'000);
        QVERIFY(w.device.ws.opens > opens);
    }

    void afterTheStopItAsksNobody()
    {
        World w;
        w.device.engine->stop();
        w.device.engine->stop();
        const int sent = w.device.net.sent;
        const int opens = w.device.ws.opens;
        w.device.engine->networkChanged();
        w.device.engine->foreground(true);
        w.device.engine->refresh();
        w.device.engine->retry(numbered<OpId>(5));
        w.settle(600'000);
        QCOMPARE(w.device.net.sent, sent);
        QCOMPARE(w.device.ws.opens, opens);
    }

    void anObserverMayLeaveWhileItIsTold()
    {
        struct Leaving : SyncObserver
        {
            World &w;
            SyncObserver *other = nullptr;
            int told = 0;
            explicit Leaving(World &world)
                : w(world)
            { }
            void outboxChanged() override
            {
                ++told;
                w.device.engine->removeObserver(this);
                if (other)
                    w.device.engine->removeObserver(other);
            }
        };
        World w;
        Leaving first(w);
        Leaving second(w);
        first.other = &second;
        w.device.engine->addObserver(&first);
        w.device.engine->addObserver(&second);
        w.device.post(w.family, u"News"_s);
        w.settle();
        QCOMPARE(first.told, 1);
        QCOMPARE(second.told, 0);
    }

    void theOutboxPageShowsTheFirstOfMany()
    {
        World w;
        goOffline(w);
        for (int i = 0; i < 5; ++i)
            w.device.post(w.family, u"Post %1"_s.arg(i));
        const auto some = w.device.engine->pending(3);
        QCOMPARE(some.size(), 3);
        QCOMPARE(some[0].row.action.payload[u"text"_s].toString(), u"Post 0"_s);
        QCOMPARE(w.device.engine->pending().size(), 5);
        QVERIFY(!w.device.engine->pendingAction(numbered<OpId>(1)));
    }

    void whatTheStorageThreadBringsAfterTheEndIsDropped()
    {
        World w;
        const auto before = w.device.outbox->load()->actions.size();
        int told = 0;
        w.device.engine->submit(draft::createPost(w.stream, numbered<PostId>(5),
                                    PostCreate{PostKind::Update, u"Last"_s, {}, {}, {}, {}, {}}),
            [&](const Result<void> &) { ++told; });
        w.device.engine.reset();
        w.executor.drain();
        QCOMPARE(told, 0);
        QCOMPARE(w.device.outbox->load()->actions.size(), before + 1); // it is saved all the same
    }

    void whatIsAskedBeforeTheStreamsAreReadWaitsForThem()
    {
        World w;
        w.device.close();
        w.device.beforeStart = [&] {
            w.executor.post([&w] { // the files are being read
                w.device.engine->refresh();
                w.device.engine->foreground(true);
                w.device.engine->networkChanged();
                w.device.engine->submit(draft::deletePost(w.stream, numbered<PostId>(5)));
                QCOMPARE(w.device.ws.opens, 0);
            });
        };
        w.device.ws.opens = 0;
        w.device.open();
        QVERIFY(w.device.loaded);
        w.settle();
        QVERIFY(w.device.ws.opens > 0);
    }

    void aStopDuringTheStartAsksNobody()
    {
        World w;
        w.device.close();
        const int sent = w.device.net.sent;
        w.device.beforeStart = [&] { w.executor.post([&w] { w.device.engine->stop(); }); };
        w.device.open();
        w.settle(400'000);
        QCOMPARE(w.device.net.sent, sent);
    }

    void aGateThatOpensAfterTheStopLetsNobodyThrough()
    {
        World w;
        w.device.net.before = [](const HttpRequest &) {
            return problemAnswer(makeProblem(ProblemCode::Unavailable));
        };
        w.device.post(w.family, u"Waits"_s);
        w.settle(500);
        w.device.engine->stop();
        const int sent = w.device.net.sent;
        w.settle(400'000);
        QCOMPARE(w.device.net.sent, sent);
    }

    void whatIsStoredAfterTheStopPurgesNothing()
    {
        World w;
        goLive(w);
        w.server.durableLag = 1;
        w.device.post(w.family, u"Confirmed"_s);
        const OpId op = w.device.lastOp;
        w.settle(5'000);
        w.server.durableLag = 0;
        const qint64 head = w.server.head(w.stream);
        w.server.addPost(w.family, w.father, u"News"_s);
        w.device.ws.receive(w.server.framesAfter(w.stream, head).constFirst().toJson());
        w.device.engine->stop(); // the frame is with the storage thread
        w.settle(10'000);
        QVERIFY(rowOnDisk(w, op));
        QCOMPARE(w.device.view(w.family).size(), 2);
    }

    void readsComeBackOnTheMainThreadWhileItLives()
    {
        World w;
        int families = -1;
        const auto ask = [&] {
            w.device.engine->read<int>([](Cache &cache) { return int(cache.families()->size()); },
                [&](int count) { families = count; });
        };
        ask();
        QCOMPARE(families, -1);
        w.executor.drain();
        QCOMPARE(families, 1);
        families = -1;
        ask();
        w.device.engine.reset();
        w.executor.drain();
        QCOMPARE(families, -1); // nobody is there to be told
    }
};

QTEST_GUILESS_MAIN(TestEngineDoors)
#include "test_engine_doors.moc"
