// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/storage_problem.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What the engine says of itself and of its disk.
class TestEngineStatus : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

private Q_SLOTS:
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

QTEST_GUILESS_MAIN(TestEngineStatus)
#include "test_engine_status.moc"
