// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Real SQLite on a disk that loses what was not synced, and fails at any one call.
class TestPowerCuts : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;
    static constexpr const char *kSecret = "the kumquat secret";

    static bool diskHolds(const SimDisk &disk, QByteArrayView text)
    {
        const auto paths = disk.paths();
        return std::any_of(paths.cbegin(), paths.cend(),
            [&](const QString &path) { return disk.contents(path).contains(text); });
    }
    /// She has read what her family wrote, and is removed.
    static void readAndBeRemoved(World &w)
    {
        w.server.addPost(w.family, w.father, QString::fromLatin1(kSecret));
        w.settle(70'000);
        QCOMPARE(w.device.view(w.family).size(), 1);
        w.server.removeMember(w.family, w.mother);
    }

private Q_SLOTS:
    void whatADeadProcessHasOpenReachesTheDiskNoMore()
    {
        SimDisk disk(1);
        SimFiles files(disk);
        const auto file = files.create(u"a"_s);
        QVERIFY(file && (*file)->write("one"));
        disk.stop(SimDisk::Stop::Kill);
        QVERIFY(!(*file)->write("two"));
        QVERIFY(!files.create(u"b"_s));
        QVERIFY(!files.rename(u"a"_s, u"c"_s));
        QVERIFY(!files.remove(u"a"_s));
        QCOMPARE(disk.paths(), QStringList{u"a"_s});
        QCOMPARE(SimFiles(disk).read(u"a"_s).value_or("nothing"), "one");
    }

    void whatWasConfirmedIsStillThere()
    {
        for (quint64 seed = 1; seed <= 8; ++seed) {
            SimDisk disk(seed);
            World w(&disk);
            const PostId id = w.device.post(w.family, u"Mine"_s);
            w.settle();
            QCOMPARE(postsOnServer(w).size(), 1);
            QVERIFY(w.device.outbox->load()->actions.isEmpty()); // the server keeps it now
            w.device.net.online = false;
            w.device.stopDisk(SimDisk::Stop::PowerLoss);
            QVERIFY2(w.device.shows(w.family, id), qPrintable(u"seed %1"_s.arg(seed)));
        }
    }

    void whatWasSavedIsStillThere()
    {
        for (quint64 seed = 1; seed <= 8; ++seed) {
            SimDisk disk(seed);
            World w(&disk);
            w.device.net.online = false;
            const PostId id = w.device.post(w.family, u"Saved"_s);
            w.device.comment(w.family, id, u"Saved too"_s);
            w.device.stopDisk(SimDisk::Stop::PowerLoss);
            QCOMPARE(waitingOf(w), 2);
            QVERIFY(w.device.shows(w.family, id));
            w.device.net.online = true;
            w.device.engine->refresh();
            w.settle(30'000);
            QCOMPARE(postsOnServer(w).size(), 1);
            QCOMPARE(w.server.rows(w.stream, EntityType::Comment).size(), 1);
        }
    }

    void nothingOfAClosedFamilyStays_data()
    {
        QTest::addColumn<bool>("powerLoss");
        QTest::newRow("the power goes") << true;
        QTest::newRow("the process dies") << false;
    }
    /// In the middle of any one call that changes the disk.
    void nothingOfAClosedFamilyStays()
    {
        QFETCH(bool, powerLoss);
        const auto how = powerLoss ? SimDisk::Stop::PowerLoss : SimDisk::Stop::Kill;
        bool died = true;
        for (quint64 call = 1; died; ++call) {
            SimDisk disk(call);
            World w(&disk);
            readAndBeRemoved(w);
            QVERIFY(diskHolds(disk, kSecret));
            died = false;
            disk.setFault([&](quint64 number, bool) {
                if (number < call || died)
                    return DiskFault::None;
                died = true;
                disk.stop(how);
                return DiskFault::Io;
            });
            w.device.engine->refresh();
            w.settle(2'000);
            w.device.stopDisk(how);
            w.settle(15'000);
            QCOMPARE(w.device.cache->memberships()->size(), 0);
            QVERIFY2(!diskHolds(disk, kSecret), qPrintable(u"after call %1"_s.arg(call)));
        }
    }

    void aWipeThatFailsAtAnyCallIsCompletedLater_data()
    {
        QTest::addColumn<bool>("once");
        QTest::newRow("once") << true;
        QTest::newRow("from there on for a while") << false;
    }
    void aWipeThatFailsAtAnyCallIsCompletedLater()
    {
        QFETCH(bool, once);
        bool failed = true;
        for (quint64 call = 1; failed; ++call) {
            SimDisk disk(call);
            World w(&disk);
            readAndBeRemoved(w);
            failed = false;
            disk.setFault([&](quint64 number, bool isWrite) {
                const bool now = isWrite && (once ? number == call : number >= call);
                failed = failed || now;
                return now ? DiskFault::Io : DiskFault::None;
            });
            w.device.engine->refresh();
            w.settle(2'000);
            disk.setFault({});
            w.settle(25'000); // without a restart, and before the poll
            QCOMPARE(w.device.view(w.family).size(), 0);
            QVERIFY2(!diskHolds(disk, kSecret), qPrintable(u"call %1"_s.arg(call)));
        }
    }

    void aReadErrorAtTheStartIsNoDamage_data()
    {
        QTest::addColumn<bool>("outbox");
        QTest::newRow("outbox") << true;
        QTest::newRow("cache") << false;
    }
    void aReadErrorAtTheStartIsNoDamage()
    {
        QFETCH(bool, outbox);
        SimDisk disk(1);
        World w(&disk);
        w.device.net.online = false;
        for (int i = 0; i < 30; ++i)
            w.device.post(w.family, u"Words that fill some pages %1"_s.arg(i).repeated(20));
        w.server.addPost(w.family, w.father, u"Known"_s);
        w.device.kill();
        const LocalDisk local{w.device.vfs->name(), std::make_shared<SimFiles>(disk)};
        const auto open = [&]() -> sql::Outcome<void> {
            if (outbox)
                return Outbox::open(u"outbox.db"_s, local).map([](const auto &) {});
            return Cache::open(u"cache.db"_s, w.mother, local).map([](const auto &opened) {
                QVERIFY(!opened.rebuilt);
            });
        };
        bool failed = true;
        for (int read = 1; failed; ++read) {
            int reads = 0;
            failed = false;
            disk.setFault([&](quint64, bool isWrite) {
                const bool now = !isWrite && ++reads == read;
                failed = failed || now;
                return now ? DiskFault::Io : DiskFault::None;
            });
            const auto opened = open();
            disk.setFault({});
            QVERIFY2(
                opened || opened.error().kind != sql::ErrorKind::Corrupt, qPrintable(u"read %1"_s.arg(read)));
        }
        w.device.open();
        QCOMPARE(waitingOf(w), 30);
    }

    void aStartThatFailsAtAnyCallSaysSoAndTheNextOneGoesOn()
    {
        SimDisk disk(1);
        World w(&disk);
        w.device.net.online = false;
        w.device.post(w.family, u"Kept"_s);
        w.device.net.online = true;
        w.device.net.delayMs = 1'000'000;
        w.device.engine->refresh();
        w.settle(1'000); // on its way: the next start has something to note
        bool failed = true;
        int refused = 0;
        for (int fails = 1; failed; ++fails) {
            int calls = 0;
            failed = false;
            w.device.kill();
            w.device.beforeStart = [&] {
                disk.setFault([&, fails](quint64, bool) {
                    failed = failed || ++calls == fails;
                    return calls == fails ? DiskFault::Io : DiskFault::None;
                });
            };
            w.device.open();
            disk.setFault({});
            if (w.device.loaded)
                continue;
            ++refused;
            QVERIFY(w.device.engine->status().storageProblem);
            const int sent = w.device.net.sent;
            w.device.post(w.family, u"Too early"_s); // nothing is taken on top of what could not be read
            w.settle(1'000);
            QCOMPARE(w.device.net.sent, sent);
        }
        QVERIFY(refused > 0);
        w.device.beforeStart = {};
        w.device.restart();
        QCOMPARE(w.device.engine->pending().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPowerCuts)
#include "test_power_cuts.moc"
