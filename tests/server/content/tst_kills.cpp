// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/server_database.h"
#include "tests/support/killed_commit.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// I4: what a server told somebody it keeps, whoever wrote it.
class KillsTest : public QObject
{
    Q_OBJECT

private:
    using Process = std::unique_ptr<sql::Database>;
    static const inline QString kPath = u"server.db"_s;

    static Process startServer(SimDisk &, const SimVfs &vfs)
    {
        auto database = server::openServerDatabase(kPath, vfs.name());
        const bool ready = database && server::migrateServerDatabase(**database);
        return ready ? std::move(*database) : nullptr;
    }
    static void writeRow(Process &server)
    {
        static_cast<void>(server->exec(u"INSERT INTO stream(stream_id, epoch) VALUES('p:1:all', x'01')"_s));
    }
    static bool hasRow(Process &server)
    {
        if (!server)
            return false;
        auto query = server->query(u"SELECT 1 FROM stream"_s);
        return query.run() && query.next();
    }

private Q_SLOTS:
    void whatTheNextServerTellsOfSurvivesAPowerCut()
    {
        const auto commits = killEachCommit<Process>({startServer, writeRow, hasRow});
        QVERIFY(commits.kills > 0);
        QVERIFY(commits.found < commits.kills + 8); // some kills came too early
        QVERIFY(commits.found > 8); // and some in the middle of the sync
        QCOMPARE(commits.lost, 0);
    }

    void aServerStartsOnAFullDisk_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("starts");
        QTest::newRow("full") << int(DiskFault::Full) << true;
        QTest::newRow("broken") << int(DiskFault::Io) << false;
    }
    /// The log of a killed server is there, and the file that it belongs into cannot grow.
    void aServerStartsOnAFullDisk()
    {
        QFETCH(const int, fault);
        SimDisk disk(1);
        const SimVfs vfs(disk);
        killBeforeWritesFail<Process>({startServer, writeRow, hasRow}, disk, vfs, DiskFault(fault));
        auto next = server::openServerDatabase(kPath, vfs.name());
        QTEST(next.has_value(), "starts");
        if (next)
            QVERIFY(hasRow(*next));
        else
            QCOMPARE(int(next.error().kind), int(sql::ErrorKind::Io));
    }
};

QTEST_GUILESS_MAIN(KillsTest)
#include "tst_kills.moc"
