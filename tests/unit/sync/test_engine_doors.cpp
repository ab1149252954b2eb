// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/storage_problem.h"
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

    static Draft draftWith(int number, const QString &target, const QString &body)
    {
        return {numbered<DraftId>(number), target, body, {}, 1'000};
    }
    static std::optional<Draft> loadDraft(World &w, const QString &target)
    {
        std::optional<Draft> loaded;
        w.device.engine->loadDraft(target, [&](const std::optional<Draft> &draft) { loaded = draft; });
        w.executor.drain();
        return loaded;
    }

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

    void theServerThatIsNotItselfIsTold()
    {
        World w;
        QVERIFY(!w.device.status.securityProblem);
        w.device.engine->serverTrusted(false);
        QVERIFY(w.device.status.securityProblem);
        w.device.engine->serverTrusted(false);
        w.device.engine->serverTrusted(true);
        QVERIFY(!w.device.status.securityProblem);
    }

    void aFalseCertificateIsToldUntilTheServerIsItselfAgain()
    {
        World w;
        w.device.net.before = [](const HttpRequest &) { return HttpAnswer{NetFailure::Tls, 0, {}, {}}; };
        w.device.post(w.family, u"Kept"_s);
        w.settle(5'000);
        QVERIFY(w.device.status.securityProblem);
        const int sent = w.device.net.sent;
        w.settle(50'000);
        QCOMPARE(w.device.net.sent, sent); // slowly: a minute at least
        w.device.net.before = {};
        w.settle(120'000);
        QVERIFY(!w.device.status.securityProblem);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void anAppThatIsTooOldKeepsEverythingAndAsksNoMore()
    {
        World w;
        w.device.net.before = [](const HttpRequest &) {
            return problemAnswer(makeProblem(ProblemCode::ClientTooOld));
        };
        w.device.post(w.family, u"Kept"_s);
        w.settle(5'000);
        QVERIFY(w.device.status.updateNeeded);
        const int sent = w.device.net.sent;
        w.settle(600'000);
        w.device.engine->signedIn(); // which changes nothing about that
        w.settle(100);
        QCOMPARE(w.server.applied, 0);
        QVERIFY(w.device.net.sent - sent <= 2);
        QCOMPARE(waitingOf(w), 1);
        w.device.net.before = {};
        w.device.restart(); // the new version
        w.settle(5'000);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void maintenanceIsWaitedForInTheServersOwnTime()
    {
        World w;
        Problem busy = makeProblem(ProblemCode::Maintenance);
        busy.retryAfterSeconds = 600;
        w.device.net.before = [busy](const HttpRequest &) { return problemAnswer(busy); };
        w.device.post(w.family, u"Later"_s);
        w.settle(1'000);
        w.device.net.before = {};
        const int sent = w.device.net.sent;
        w.settle(598'000);
        QCOMPARE(w.device.net.sent, sent);
        w.settle(70'000);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(w.device.engine->status().parked, 0);
    }

    void draftsAreKept()
    {
        World w;
        std::optional<Result<void>> saved;
        w.device.engine->saveDraft(
            draftWith(1, u"post:a"_s, u"Half a thought"_s), [&](const Result<void> &r) { saved = r; });
        w.executor.drain();
        QVERIFY(saved && *saved);
        w.device.crash();
        QCOMPARE(loadDraft(w, u"post:a"_s)->body, u"Half a thought"_s);
        QVERIFY(!loadDraft(w, u"post:b"_s));
        w.device.engine->saveDraft(draftWith(1, u"post:a"_s, u"A whole one"_s));
        QCOMPARE(loadDraft(w, u"post:a"_s)->body, u"A whole one"_s);
        w.device.engine->removeDraft(numbered<DraftId>(1));
        QVERIFY(!loadDraft(w, u"post:a"_s));
    }

    void aDraftThatTheDiskRefusesIsTold()
    {
        World w;
        w.device.refuseWrites(w.device.outbox->database());
        std::optional<Result<void>> saved;
        w.device.engine->saveDraft(
            draftWith(1, u"post:a"_s, u"Half a thought"_s), [&](const Result<void> &r) { saved = r; });
        w.executor.drain();
        QVERIFY(saved && !*saved);
        QVERIFY(!saved->error().detail.isEmpty());
        (void)w.device.outbox->database().exec(u"ALTER TABLE draft RENAME TO away"_s);
        w.device.refuseWrites(w.device.outbox->database(), false);
        (void)w.device.outbox->database().exec(u"ALTER TABLE draft RENAME TO away"_s);
        QVERIFY(!loadDraft(w, u"post:a"_s)); // what cannot be read is none
    }

    void aPostReleasesItsDraft()
    {
        World w;
        w.device.engine->saveDraft(draftWith(1, u"post:a"_s, u"Words"_s));
        w.executor.drain();
        auto post = draft::createPost(
            w.stream, numbered<PostId>(5), PostCreate{PostKind::Update, u"Words"_s, {}, {}, {}, {}, {}});
        post.releases = numbered<DraftId>(1);
        w.device.refuseWrites(w.device.outbox->database());
        QVERIFY(!w.device.commit(post));
        w.device.refuseWrites(w.device.outbox->database(), false);
        QVERIFY(loadDraft(w, u"post:a"_s)); // not before the words are safe elsewhere
        QVERIFY(w.device.commit(post));
        QVERIFY(!loadDraft(w, u"post:a"_s));
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

    void statusesDifferByEachOfTheirFields()
    {
        const SyncStatus base;
        const std::function<void(SyncStatus &)> changes[] = {[](SyncStatus &s) { s.connected = true; },
            [](SyncStatus &s) { s.lastSyncedWallMs = 5; }, [](SyncStatus &s) { s.waiting = 1; },
            [](SyncStatus &s) { s.parked = 1; }, [](SyncStatus &s) { s.setAside = 1; },
            [](SyncStatus &s) { s.signInNeeded = true; }, [](SyncStatus &s) { s.securityProblem = true; },
            [](SyncStatus &s) { s.updateNeeded = true; },
            [](SyncStatus &s) { s.storageProblem = makeProblem(ProblemCode::Internal); }};
        for (const auto &change : changes) {
            SyncStatus other = base;
            change(other);
            QVERIFY(!(other == base));
            QVERIFY(other == other);
        }
    }

    void whatTheDiskSaysBecomesASentence_data()
    {
        QTest::addColumn<sql::ErrorKind>("kind");
        QTest::addColumn<ProblemCode>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("full") << sql::ErrorKind::Full << ProblemCode::StorageFull << u"Free some space"_s;
        QTest::newRow("newer") << sql::ErrorKind::Newer << ProblemCode::ClientTooOld << u"Update the app"_s;
        QTest::newRow("corrupt") << sql::ErrorKind::Corrupt << ProblemCode::Internal << u"Restart the app"_s;
        QTest::newRow("failed") << sql::ErrorKind::Io << ProblemCode::Internal << u"Try again"_s;
        QTest::newRow("busy") << sql::ErrorKind::Busy << ProblemCode::Internal << u"Try again"_s;
        QTest::newRow("other") << sql::ErrorKind::Other << ProblemCode::Internal << u"Try again"_s;
    }
    void whatTheDiskSaysBecomesASentence()
    {
        QFETCH(sql::ErrorKind, kind);
        QFETCH(ProblemCode, code);
        QFETCH(QString, says);
        const Problem problem = toProblem({kind, u"SQL of no interest to her"_s});
        QCOMPARE(problem.code, code);
        QVERIFY2(problem.detail.contains(says), qPrintable(problem.detail));
        QVERIFY(!problem.detail.contains(u"SQL"_s));
    }
};

QTEST_GUILESS_MAIN(TestEngineDoors)
#include "test_engine_doors.moc"
