// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/backup.h"
#include "server/data/server_database.h"
#include "tests/server/content/world.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// What is durable, and what a restored copy is (docs/sync.md, section 9 and R12).
class BackupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutABackupWhatIsCommittedIsDurable();
    void aBackupMakesDurableWhatItHolds();
    void everyDoorTellsWhatIsDurable();
    void aNewStreamIsInNoBackup();
    void anOlderBackupTakesNothingBack();
    void anotherHistoryIsNotDurable();
    void aCopyIsWholeAndChecked();
    void damageIsFound();
    void aRestoredCopyHasNewEpochs();
    void theWholeStepOrNothing();
};

namespace {

std::unique_ptr<sql::Database> opened(const QString &path)
{
    auto db = sql::Database::open({.path = path});
    return db ? std::move(*db) : nullptr;
}

} // namespace

void BackupsTest::withoutABackupWhatIsCommittedIsDurable()
{
    World w;
    w.posted(w.owner, w.all);
    const auto head = w.heads({w.all})[w.all];
    QCOMPARE(head.durable, head.head);
    QCOMPARE(isBackedUp(*w.db).value(), false);
}

void BackupsTest::aBackupMakesDurableWhatItHolds()
{
    World w;
    w.posted(w.owner, w.all);
    const auto held = headsOfAll(*w.db).value();
    QCOMPARE(held.size(), w.number(u"SELECT COUNT(*) FROM stream"_s));
    w.posted(w.owner, w.all); // while the backup is being made
    QVERIFY(noteBackup(*w.db, held));
    QCOMPARE(isBackedUp(*w.db).value(), true);
    auto head = w.heads({w.all})[w.all];
    QCOMPARE(head.durable, held[w.all].head);
    QCOMPARE(head.head, held[w.all].head + 1);
    w.posted(w.owner, w.all);
    QCOMPARE(w.heads({w.all})[w.all].durable, held[w.all].head);
    QVERIFY(noteBackup(*w.db, headsOfAll(*w.db).value()));
    head = w.heads({w.all})[w.all];
    QCOMPARE(head.durable, head.head);
}

void BackupsTest::everyDoorTellsWhatIsDurable()
{
    World w;
    QVERIFY(noteBackup(*w.db, headsOfAll(*w.db).value()));
    const auto held = w.heads({w.all})[w.all].head;
    const auto reply = w.push(w.owner, {w.newPost(w.all)});
    QCOMPARE(reply.heads[w.all].durable, held);
    QCOMPARE(w.effects.published.size(), 1);
    QCOMPARE(w.effects.published[0].head, (Head{reply.heads[w.all].epoch, held + 1, held}));
    const auto told = bodyOf(w.call(w.owner, Method::Get, "/api/v1/sync/heads"));
    QCOMPARE(headsFromJson(told[u"heads"_s].toObject()).value()[w.all].durable, held);
}

void BackupsTest::aNewStreamIsInNoBackup()
{
    World w;
    const auto before = StreamId::audience(w.family, w.audience({w.viewer}));
    w.posted(w.owner, before);
    QVERIFY(w.heads({before})[before].durable > 0);
    QVERIFY(noteBackup(*w.db, headsOfAll(*w.db).value()));
    const auto after = StreamId::audience(w.family, w.audience({w.viewer}));
    w.posted(w.owner, after);
    QCOMPARE(w.heads({after})[after].durable, 0);
    QVERIFY(w.heads({after})[after].head > 0);
}

void BackupsTest::anOlderBackupTakesNothingBack()
{
    World w;
    const auto older = headsOfAll(*w.db).value();
    w.posted(w.owner, w.all);
    const auto newer = headsOfAll(*w.db).value();
    QVERIFY(noteBackup(*w.db, newer));
    QVERIFY(noteBackup(*w.db, older));
    QCOMPARE(w.heads({w.all})[w.all].durable, newer[w.all].head);
}

void BackupsTest::anotherHistoryIsNotDurable()
{
    World w;
    auto held = headsOfAll(*w.db).value();
    held[w.all].epoch = w.rng.mintV4<EpochId>();
    held.remove(w.parents); // made after the backup
    QVERIFY(noteBackup(*w.db, held));
    QCOMPARE(w.heads({w.all})[w.all].durable, 0);
    QCOMPARE(w.heads({w.parents})[w.parents].durable, 0);
    QVERIFY(w.heads({w.otherAll})[w.otherAll].durable > 0);
}

void BackupsTest::aCopyIsWholeAndChecked()
{
    World w;
    w.posted(w.owner, w.all, u"before"_s);
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"copy.db"_s);
    const auto held = headsOfAll(*w.db).value();
    QVERIFY(copyDatabase(*w.db, path));
    QVERIFY(!copyDatabase(*w.db, path)); // nothing is overwritten
    w.posted(w.owner, w.all, u"after"_s);
    const auto copy = opened(path);
    QVERIFY(copy && checkDatabase(*copy));
    QCOMPARE(headsOfAll(*copy).value(), held);
    QCOMPARE(migrateServerDatabase(*copy).value() > 0, true); // its schema's version came along
}

void BackupsTest::damageIsFound()
{
    World w;
    w.posted(w.owner, w.all);
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"copy.db"_s);
    QVERIFY(w.db->exec(u"CREATE INDEX by_text ON post(text)"_s));
    QVERIFY(copyDatabase(*w.db, path));
    {
        const auto copy = opened(path); // an index that does not fit its table
        QVERIFY(copy->exec(u"PRAGMA writable_schema=ON"_s));
        QVERIFY(copy->exec(
            u"UPDATE sqlite_master SET sql=replace(sql,'(text)','(kind)') WHERE name='by_text'"_s));
    }
    QCOMPARE(checkDatabase(*opened(path)).error().kind, sql::ErrorKind::Corrupt);
    QVERIFY(checkDatabase(*w.db)); // and a reference to a row that is not there
    QVERIFY(w.db->exec(u"PRAGMA foreign_keys=OFF"_s));
    QVERIFY(w.db->exec(u"DELETE FROM post WHERE id IN (SELECT id FROM post LIMIT 1)"_s));
    QVERIFY(w.db->exec(u"DELETE FROM pregnancy"_s));
    QCOMPARE(checkDatabase(*w.db).error().kind, sql::ErrorKind::Corrupt);
}

void BackupsTest::aRestoredCopyHasNewEpochs()
{
    World w;
    w.posted(w.owner, w.all);
    const auto before = headsOfAll(*w.db).value();
    QVERIFY(beginNewEpochs(*w.db, w.rng));
    const auto after = headsOfAll(*w.db).value();
    QCOMPARE(after.keys(), before.keys());
    QSet<EpochId> epochs;
    for (auto it = after.begin(); it != after.end(); ++it) {
        epochs.insert(it->epoch);
        QVERIFY(it->epoch != before[it.key()].epoch);
        QCOMPARE(it->head, before[it.key()].head);
        QCOMPARE(it->durable, it->head);
    }
    QCOMPARE(epochs.size(), after.size());
    QCOMPARE(isBackedUp(*w.db).value(), true); // or the next loss would find nothing kept on the devices
    w.posted(w.owner, w.all);
    QCOMPARE(w.heads({w.all})[w.all].durable, before[w.all].head);
}

void BackupsTest::theWholeStepOrNothing()
{
    World w;
    const auto before = headsOfAll(*w.db).value();
    QVERIFY(w.db->exec(u"CREATE TRIGGER no BEFORE UPDATE ON stream WHEN OLD.stream_id LIKE 'u:%'"
                       " BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
    QVERIFY(!beginNewEpochs(*w.db, w.rng));
    QCOMPARE(headsOfAll(*w.db).value(), before);
    QVERIFY(!noteBackup(*w.db, before));
    QCOMPARE(isBackedUp(*w.db).value(), false);
}

QTEST_GUILESS_MAIN(BackupsTest)
#include "tst_backups.moc"
