// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/outcome.h"
#include "core/sync/retry_policy.h"
#include "core/sync/server_gate.h"
#include "protocol/limits.h"
#include "tests/support/fake_server.h"
#include "tests/support/virtual_executor.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What an answer asks for, and when it is tried again.
class TestRetries : public QObject
{
    Q_OBJECT

private:
    struct GateBench
    {
        GateBench()
        {
            gate.setListener([this] { ++opened; });
        }
        FakeClock clock;
        VirtualExecutor executor{clock};
        SeededRng rng{5};
        RetryPolicy policy{rng};
        ServerGate gate{clock, executor, policy};
        int opened = 0; ///< how often the gate said that it may be tried again
    };

private Q_SLOTS:
    void delaysLieBetweenZeroAndTheCap()
    {
        SeededRng rng(3);
        RetryPolicy policy(rng);
        qint64 longest = 0;
        qint64 shortest = limits::kRetryCapMs;
        for (int i = 0; i < 20'000; ++i) {
            const int failures = i % 40;
            const qint64 delay = policy.delay(failures);
            QVERIFY(
                delay >= 0 && delay <= qMin(limits::kRetryCapMs, limits::kRetryBaseMs << qMin(failures, 20)));
            if (failures >= 10) {
                longest = qMax(longest, delay);
                shortest = qMin(shortest, delay);
            }
        }
        QVERIFY(longest > limits::kRetryCapMs * 9 / 10); // full jitter reaches both ends
        QVERIFY(shortest < limits::kRetryCapMs / 10);
    }

    void retryAfterIsAFloor()
    {
        SeededRng rng(3);
        RetryPolicy policy(rng);
        for (int i = 0; i < 100; ++i)
            QVERIFY(policy.delay(0, 90'000) >= 90'000);
    }

    void theSlowLaneGrowsFiveFoldUpToADay()
    {
        QCOMPARE(RetryPolicy::slowLaneDelay(0), 25'000);
        QCOMPARE(RetryPolicy::slowLaneDelay(1), 125'000);
        QCOMPARE(RetryPolicy::slowLaneDelay(50), 24LL * 3600 * 1000);
    }

    void verdicts_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("verdict");
        const auto plain = [](int status, Verdict verdict) {
            QTest::addRow("%d", status) << status << QByteArray("text/html") << static_cast<int>(verdict);
        };
        QTest::newRow("200 json") << 200 << QByteArray("application/json")
                                  << static_cast<int>(Verdict::Delivered);
        plain(200, Verdict::Retry); // a captive portal
        plain(302, Verdict::Retry);
        plain(400, Verdict::Refused);
        plain(401, Verdict::SignIn);
        plain(403, Verdict::Refused);
        plain(404, Verdict::Gone);
        plain(408, Verdict::Retry);
        plain(413, Verdict::Refused);
        plain(418, Verdict::Refused); // unknown 4xx is parked, never dropped
        plain(425, Verdict::Retry);
        plain(426, Verdict::TooOld);
        plain(429, Verdict::RateLimited);
        for (const int status : {500, 502, 503, 504})
            plain(status, Verdict::ServerFails);
    }
    void verdicts()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(int, verdict);
        QCOMPARE(static_cast<int>(
                     classify(HttpAnswer{NetFailure::None, status, {{"content-type", type}}, "{}"}).verdict),
            verdict);
    }

    void problemsSayMoreThanTheirStatus()
    {
        const auto verdictOf = [](ProblemCode code) {
            return classify(problemAnswer(makeProblem(code))).verdict;
        };
        QCOMPARE(verdictOf(ProblemCode::EpochChanged), Verdict::Rebase);
        QCOMPARE(verdictOf(ProblemCode::CursorTooOld), Verdict::Rebase);
        QCOMPARE(verdictOf(ProblemCode::InProgress), Verdict::WaitForOther);
        QCOMPARE(verdictOf(ProblemCode::Maintenance), Verdict::Maintenance);
        QCOMPARE(verdictOf(ProblemCode::KeyReused), Verdict::KeyReused);
        QCOMPARE(verdictOf(ProblemCode::StorageFull), Verdict::ServerFails);
        HttpAnswer limited = problemAnswer(makeProblem(ProblemCode::RateLimited));
        limited.headers.append(qMakePair(QByteArray("retry-after"), QByteArray("17")));
        QCOMPARE(classify(limited).retryAfterMs, std::optional<qint64>(17'000));
        HttpAnswer moved = problemAnswer(makeProblem(ProblemCode::Rejected));
        moved.status = 302; // not our server's, whatever it says
        QCOMPARE(classify(moved).verdict, Verdict::Retry);
        limited.body = "{\"detail\":\"\\ud800\"}"; // a document that cannot be read is none
        QVERIFY(!classify(limited).problem);
        limited.headers.last().second = QByteArray("9223372036854775807");
        QCOMPARE(classify(limited).retryAfterMs, std::optional<qint64>(1'000LL * limits::kRetryAfterSeconds));
        QCOMPARE(classify(HttpAnswer{NetFailure::Tls, 0, {}, {}}).verdict, Verdict::Insecure);
        QCOMPARE(classify(HttpAnswer{NetFailure::Timeout, 0, {}, {}}).verdict, Verdict::Retry);
    }

    void pushResultsAreJudgedOneByOne()
    {
        const auto verdictOf = [](PushStatus status, std::optional<ProblemCode> code) {
            PushResult result;
            result.status = status;
            if (code)
                result.problem = makeProblem(*code);
            return classify(result).verdict;
        };
        QCOMPARE(verdictOf(PushStatus::Applied, {}), Verdict::Delivered);
        QCOMPARE(verdictOf(PushStatus::Duplicate, {}), Verdict::Delivered);
        QCOMPARE(verdictOf(PushStatus::Rejected, ProblemCode::ParentDeleted), Verdict::Refused);
        QCOMPARE(verdictOf(PushStatus::Rejected, ProblemCode::NotFound), Verdict::Refused);
        QCOMPARE(verdictOf(PushStatus::Rejected, ProblemCode::KeyReused), Verdict::KeyReused);
        QCOMPARE(verdictOf(PushStatus::Retry, ProblemCode::DependencyMissing), Verdict::WaitForOther);
        QCOMPARE(verdictOf(PushStatus::Retry, ProblemCode::Rejected), Verdict::Retry);
        QCOMPARE(verdictOf(PushStatus::Skipped, {}), Verdict::WaitForOther);
    }

    void aFailingServerGetsOneProbeABackOff()
    {
        GateBench b;
        QVERIFY(b.gate.tryPass());
        QVERIFY(b.gate.tryPass()); // many at once while all is well
        b.gate.failed();
        b.gate.failed(); // both fell with the same server
        int probes = 0;
        for (int i = 0; i < 50; ++i) {
            b.executor.advance(limits::kRetryCapMs);
            if (b.gate.tryPass()) {
                ++probes;
                QVERIFY(!b.gate.tryPass()); // the next one waits for the first's answer
                b.gate.failed();
            }
        }
        QVERIFY(probes >= 49);
        QVERIFY(b.opened >= 49);
        b.executor.advance(limits::kRetryCapMs);
        QVERIFY(b.gate.tryPass());
        b.gate.succeeded();
        QVERIFY(b.gate.tryPass());
        QVERIFY(b.gate.tryPass());
    }

    void whatFailsLateIsWokenToo()
    {
        GateBench b;
        QVERIFY(b.gate.tryPass());
        QVERIFY(b.gate.tryPass());
        b.gate.failed();
        b.executor.advance(limits::kRetryCapMs); // who asks next is still waiting for the other answer
        QCOMPARE(b.opened, 1);
        b.gate.failed();
        b.executor.advance(limits::kRetryCapMs);
        QCOMPARE(b.opened, 2);
        QVERIFY(b.gate.tryPass());
    }

    void offlineBySystemTriesOnceThenWaitsToBeWoken()
    {
        GateBench b;
        b.gate.setOffline(true);
        QVERIFY(b.gate.tryPass()); // the hint may be wrong
        b.gate.failed();
        b.executor.advance(100 * limits::kRetryCapMs);
        QVERIFY(!b.gate.tryPass());
        b.gate.setOffline(false);
        b.gate.reset(2'000);
        b.executor.advance(2'001);
        QVERIFY(b.gate.tryPass());
    }

    void whoAsksDoesNotUndoWhatTheServerAskedFor_data()
    {
        QTest::addColumn<std::function<void(ServerGate &)>>("refuse");
        QTest::addColumn<qint64>("opensMs");
        using Refuse = std::function<void(ServerGate &)>;
        QTest::newRow("Retry-After") << Refuse([](ServerGate &gate) { gate.failed(60'000); })
                                     << qint64(60'000);
        QTest::newRow("a pause") << Refuse([](ServerGate &gate) { gate.pauseFor(60'000, 60'000); })
                                 << qint64(60'000);
        QTest::newRow("a pause of its own guess")
            << Refuse([](ServerGate &gate) { gate.pauseFor(60'000, {}); }) << qint64(0);
        QTest::newRow("a back-off of its own")
            << Refuse([](ServerGate &gate) { gate.failed(); }) << qint64(0);
        QTest::newRow("a bad certificate")
            << Refuse([](ServerGate &gate) { gate.failedFor(60'000); }) << qint64(0);
    }
    void whoAsksDoesNotUndoWhatTheServerAskedFor()
    {
        QFETCH(std::function<void(ServerGate &)>, refuse);
        QFETCH(qint64, opensMs);
        GateBench b;
        QVERIFY(b.gate.tryPass());
        refuse(b.gate);
        b.gate.reset(0);
        if (opensMs > 0) {
            b.executor.advance(opensMs - 1);
            QVERIFY(!b.gate.tryPass());
            QCOMPARE(b.opened, 0);
        }
        b.executor.advance(1);
        QCOMPARE(b.opened, 1);
        QVERIFY(b.gate.tryPass());
        b.gate.succeeded();
        b.gate.reset(0);
        QVERIFY(b.gate.tryPass());
    }

    void whatWasOnItsWayDoesNotShortenAPause()
    {
        GateBench b;
        for (const bool pauses : {true, false}) {
            for (const bool fails : {true, false}) {
                QVERIFY(b.gate.tryPass());
                QVERIFY(b.gate.tryPass());
                pauses ? b.gate.pauseFor(60'000, 60'000) : b.gate.failed(60'000);
                fails ? b.gate.failed() : b.gate.succeeded(); // it was on its way already
                b.executor.advance(59'999);
                QVERIFY(!b.gate.tryPass());
                b.executor.advance(1);
                QVERIFY(b.gate.tryPass());
                b.gate.succeeded();
            }
        }
    }

    void retryAfterHoldsTheGate()
    {
        GateBench b;
        QVERIFY(b.gate.tryPass());
        b.gate.failed(120'000);
        b.executor.advance(119'999);
        QVERIFY(!b.gate.tryPass());
        b.executor.advance(10);
        QVERIFY(b.gate.tryPass());
    }
};

QTEST_GUILESS_MAIN(TestRetries)
#include "test_retries.moc"
