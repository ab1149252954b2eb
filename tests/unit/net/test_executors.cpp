// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_executor.h"
#include "core/net/server_address.h"
#include "core/net/worker_executor.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

class TestExecutors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWorkerRunsTasksInOrderOnItsThread()
    {
        WorkerExecutor worker;
        QVector<int> order;
        std::thread::id thread;
        for (int i = 0; i < 100; ++i)
            worker.post([&, i] { order.append(i); });
        worker.runAndWait([&] { thread = std::this_thread::get_id(); });
        QCOMPARE(order.size(), 100);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QVERIFY(thread != std::this_thread::get_id());
        QVERIFY(!worker.isCurrent());
    }

    void aWorkersTimersComeWhenDueAndNotWhenCancelled()
    {
        WorkerExecutor worker;
        std::atomic<int> ran{0};
        std::atomic<qint64> early{0};
        QElapsedTimer clock;
        clock.start();
        const auto cancelled = worker.postAfter(20, [&] { ran += 100; });
        worker.postAfter(40, [&] {
            early = clock.elapsed();
            ran += 1;
        });
        worker.postAfter(30, [&] { ran += 10; });
        worker.cancel(cancelled);
        worker.cancel(cancelled);
        worker.cancel(999);
        QTRY_COMPARE(ran.load(), 11);
        QVERIFY(early >= 40);
    }

    void aWorkerThatEndsDropsWhatIsLeft()
    {
        std::atomic<int> ran{0};
        const auto token = std::make_shared<int>(1);
        std::function<void()> again;
        {
            WorkerExecutor worker;
            // There is always something left: a worker that did it all first would never end.
            again = [&ran, &again, &worker, token] {
                ++ran;
                worker.post(again);
            };
            worker.post(again);
            worker.postAfter(60'000, [&ran, token] { ++ran; });
            while (ran == 0)
                std::this_thread::yield();
        }
        again = {};
        QCOMPARE(token.use_count(), 1); // their captures went too
    }

    void manyThreadsMayPost()
    {
        WorkerExecutor worker;
        int count = 0; // touched on the worker alone
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 1000; ++i)
                    worker.post([&count] { ++count; });
            });
        }
        for (auto &thread : threads)
            thread.join();
        worker.runAndWait([] {});
        QCOMPARE(count, 4000);
    }

    void theEventLoopsExecutorKeepsOrderAndTime()
    {
        QtExecutor executor;
        QVector<int> order;
        qint64 at = 0;
        QElapsedTimer clock;
        clock.start();
        executor.post([&] { order.append(1); });
        executor.post([&] { order.append(2); });
        const auto cancelled = executor.postAfter(1, [&] { order.append(9); });
        executor.postAfter(50, [&] {
            order.append(3);
            at = clock.elapsed();
        });
        executor.cancel(cancelled);
        QVERIFY(order.isEmpty());
        QTRY_COMPARE(order, (QVector{1, 2, 3}));
        QVERIFY(at >= 50);
        std::thread([&] { executor.post([&] { order.append(4); }); }).join();
        QTRY_COMPARE(order.last(), 4);
    }

    void aTaskMaySetAndCancelTimers()
    {
        QtExecutor executor;
        int ran = 0;
        Executor::TimerId second = 0;
        executor.postAfter(0, [&] {
            ++ran;
            executor.cancel(second);
            executor.postAfter(0, [&] { ++ran; });
        });
        second = executor.postAfter(5, [&] { ran += 100; });
        QTRY_COMPARE(ran, 2);
        QTest::qWait(20);
        QCOMPARE(ran, 2);
    }

    void aCancelledTimerLetsGoOfItsTask()
    {
        QtExecutor main;
        WorkerExecutor worker;
        for (Executor *executor : std::initializer_list<Executor *>{&main, &worker}) {
            auto held = std::make_shared<int>(0);
            const std::weak_ptr<int> watched = held;
            const auto timer = executor->postAfter(3'600'000, [held = std::move(held)] {});
            QVERIFY(!watched.expired());
            executor->cancel(timer);
            QVERIFY(watched.expired());
        }
    }

    void understandsAddressesOfServers_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url"); // empty: refused
        QTest::newRow("name") << u"family.example"_s << u"https://family.example"_s;
        QTest::newRow("name, port") << u" family.example:8443 "_s << u"https://family.example:8443"_s;
        QTest::newRow("https") << u"https://family.example/"_s << u"https://family.example"_s;
        QTest::newRow("loopback") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
        QTest::newRow("localhost") << u"http://localhost:8080"_s << u"http://localhost:8080"_s;
        QTest::newRow("loopback 6") << u"http://[::1]:8080"_s << u"http://[::1]:8080"_s;
        QTest::newRow("at home") << u"http://192.168.1.4"_s << u"http://192.168.1.4"_s;
        QTest::newRow("at home 10") << u"http://10.1.2.3"_s << u"http://10.1.2.3"_s;
        QTest::newRow("at home 172") << u"http://172.31.2.3"_s << u"http://172.31.2.3"_s;
        QTest::newRow("public") << u"http://203.0.113.7"_s << QString();
        QTest::newRow("nearly private") << u"http://172.32.0.1"_s << QString();
        QTest::newRow("public name") << u"http://family.example"_s << QString();
        QTest::newRow("name like an address") << u"http://192.168.1.4.evil.example"_s << QString();
        QTest::newRow("name like localhost") << u"http://localhost.evil.example"_s << QString();
        QTest::newRow("name ending like localhost") << u"http://evillocalhost"_s << QString();
        QTest::newRow("user") << u"https://me:pw@family.example"_s << QString();
        QTest::newRow("path") << u"https://family.example/page"_s << QString();
        QTest::newRow("query") << u"https://family.example?x=1"_s << QString();
        QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
        QTest::newRow("ftp") << u"ftp://family.example"_s << QString();
        QTest::newRow("blank") << u"  "_s << QString();
        QTest::newRow("blanks within") << u"my family"_s << QString();
    }
    void understandsAddressesOfServers()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const auto parsed = parseServerAddress(typed);
        QCOMPARE(parsed ? parsed->toString() : QString(), url);
        QVERIFY(parsed || parsed.error().detail.endsWith(u'.'));
    }

    void thePersonMayAllowPlainHttp()
    {
        QVERIFY(parseServerAddress(u"http://family.example"_s, PlainHttp::Anywhere));
    }
};

QTEST_GUILESS_MAIN(TestExecutors)
#include "test_executors.moc"
