// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/killed_commit.h"
#include "tests/support/sim_files.h"
#include "tests/unit/storage/sample_rows.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// I1: what she sees as saved stays, also where the process that saved it was killed before it could say so.
class TestOutboxKills : public QObject
{
    Q_OBJECT

private:
    using Process = std::unique_ptr<Outbox>;
    static const inline QString kPath = u"outbox.db"_s;

    static Process startApp(SimDisk &disk, const SimVfs &vfs)
    {
        auto opened = Outbox::open(kPath, {vfs.name(), std::make_shared<SimFiles>(disk)});
        return opened ? std::move(opened->outbox) : nullptr;
    }
    static void writeRow(Process &outbox)
    {
        OutboxBatch batch;
        batch.put.append(actionRow(1));
        static_cast<void>(outbox->write(batch));
    }
    static bool hasRow(Process &outbox) { return outbox && outbox->load()->actions.size() == 1; }

private Q_SLOTS:
    void whatTheNextProcessShowsAsSavedSurvivesAPowerCut()
    {
        const auto commits = killEachCommit<Process>({startApp, writeRow, hasRow});
        QVERIFY(commits.kills > 0);
        QVERIFY(commits.found < commits.kills + 8); // some kills came too early
        QVERIFY(commits.found > 8); // and some in the middle of the sync
        QCOMPARE(commits.lost, 0);
    }

    void onAFullDiskItIsOpenedAllTheSame_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("opens");
        QTest::newRow("full") << int(DiskFault::Full) << true;
        QTest::newRow("broken") << int(DiskFault::Io) << false;
    }
    /// The log of a killed process is there, and the file that it belongs into cannot grow.
    void onAFullDiskItIsOpenedAllTheSame()
    {
        QFETCH(const int, fault);
        SimDisk disk(1);
        const SimVfs vfs(disk);
        killBeforeWritesFail<Process>({startApp, writeRow, hasRow}, disk, vfs, DiskFault(fault));
        auto next = startApp(disk, vfs);
        QTEST(next != nullptr, "opens");
        QVERIFY(!next || hasRow(next));
    }
};

QTEST_GUILESS_MAIN(TestOutboxKills)
#include "test_outbox_kills.moc"
