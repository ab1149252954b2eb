// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "data_folder.h"
#include "server/backup/make_backup.h"
#include "server/backup/restore_backup.h"
#include "server/data/backup.h"
#include "server/media/blob_store.h"
#include "tests/support/fake_clock.h"

#include <QDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// A backup is whole and checked or is not there, and a restore is finished or no server runs on it.
class TestBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void holdsAllAndMakesItDurable();
    void overwritesNothing();
    void needsADatabase();
    void whatFailsLeavesNothing();
    void missingAndDamagedPicturesMakeNothingDurable();
    void restoreBringsAllBackUnderNewEpochs();
    void restoreKeepsWhatWasThere();
    void restoreIntoNothing();
    void restoreMendsPictures();
    void restoreTellsOfPicturesThatAreGone();
    void aDamagedBackupChangesNothing();
    void aNewerBackupChangesNothing();
    void anUnfinishedRestoreIsFinishedByAnother();

private:
    [[nodiscard]] Told<BackupReport> backUp(const QString &name = u"backup"_s) const
    {
        return makeBackup(m_data->places(), m_data->beside(name), {}, m_clock);
    }
    [[nodiscard]] Told<RestoreReport> restore(const QString &name = u"backup"_s)
    {
        m_clock.advance(1'000);
        return restoreBackup(m_data->places(), m_data->beside(name), m_clock, m_rng);
    }
    /// What is in the server's folder, without what restores kept aside.
    [[nodiscard]] QStringList entries() const
    {
        auto names = QDir(m_data->places().path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        names.removeIf([](const QString &name) { return name.startsWith(u"before-restore"); });
        return names;
    }

    std::unique_ptr<DataFolder> m_data;
    FakeClock m_clock;
    SeededRng m_rng{9};
};

void TestBackup::init()
{
    m_data = std::make_unique<DataFolder>();
}

void TestBackup::holdsAllAndMakesItDurable()
{
    const auto picture = m_data->addPicture("a picture");
    const auto report = backUp();
    QVERIFY2(report, report ? "" : qPrintable(report.error()));
    QCOMPARE(report->pictures, 1);
    QCOMPARE(report->missing, 0);
    QCOMPARE(report->notNoted, QString());
    const DataPlaces copy(m_data->beside(u"backup"_s));
    QCOMPARE(DataFolder::bytesOf(copy.keys()), QByteArray("the keys"));
    QCOMPARE(DataFolder::bytesOf(DiskBlobStore(copy.blobs()).path(picture)), QByteArray("a picture"));
    QVERIFY(!QFileInfo::exists(copy.path() + u".unfinished"_s));
    m_data->write();
    QCOMPARE(m_data->head().durable, 1);
    QCOMPARE(m_data->head().head, 2);
}

void TestBackup::overwritesNothing()
{
    QVERIFY(backUp());
    const auto manifest = DataFolder::bytesOf(DataPlaces(m_data->beside(u"backup"_s)).backupMark());
    m_data->write();
    const auto again = backUp();
    QVERIFY(!again && again.error().contains(u"overwrites nothing"));
    QCOMPARE(DataFolder::bytesOf(DataPlaces(m_data->beside(u"backup"_s)).backupMark()), manifest);
    QCOMPARE(m_data->head().durable, 1);
    QVERIFY(backUp(u"second"_s));
    QCOMPARE(m_data->head().durable, 2);
    // Another backup under the same name is under way.
    QVERIFY(QDir().mkpath(m_data->beside(u"third.unfinished"_s)));
    const auto third = backUp(u"third"_s);
    QVERIFY(!third && third.error().contains(u"third.unfinished"));
    QVERIFY(QFileInfo::exists(m_data->beside(u"third.unfinished"_s)));
}

void TestBackup::needsADatabase()
{
    const auto none =
        makeBackup(DataPlaces(m_data->beside(u"nowhere"_s)), m_data->beside(u"backup"_s), {}, m_clock);
    QVERIFY(!none && none.error().contains(u"no database in"));
    QVERIFY(!QFileInfo::exists(m_data->beside(u"backup.unfinished"_s)));
    DataFolder::overwrite(m_data->places().restoreMark(), "x");
    const auto half = backUp();
    QVERIFY(!half && half.error().contains(u"restore --data"));
}

void TestBackup::whatFailsLeavesNothing()
{
    {
        const auto db = m_data->open();
        QVERIFY(db->exec(u"PRAGMA foreign_keys=OFF"_s));
        QVERIFY(db->exec(u"INSERT INTO comment_revision VALUES(x'00', 1, x'00', '', 0)"_s));
    }
    const auto report = backUp();
    QVERIFY(!report && report.error().contains(u"damaged"));
    QVERIFY(!QFileInfo::exists(m_data->beside(u"backup"_s)));
    QVERIFY(!QFileInfo::exists(m_data->beside(u"backup.unfinished"_s)));
    QCOMPARE(isBackedUp(*m_data->open()).value(), false);
}

void TestBackup::missingAndDamagedPicturesMakeNothingDurable()
{
    m_data->addPicture("a picture");
    const DiskBlobStore blobs(m_data->places().blobs());
    QVERIFY(QFile::remove(blobs.path(m_data->addPicture("a lost one"))));
    DataFolder::overwrite(blobs.path(m_data->addPicture("a damaged one")), "a damagex one");
    const auto report = backUp();
    QVERIFY(report);
    QCOMPARE(report->pictures, 1);
    QCOMPARE(report->missing, 2);
    const auto copies = QDir(m_data->beside(u"backup/blobs"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(copies.size(), 1); // the damaged one is not there under another name
    QCOMPARE(isBackedUp(*m_data->open()).value(), false);
    QVERIFY(restore());
}

void TestBackup::restoreBringsAllBackUnderNewEpochs()
{
    const auto picture = m_data->addPicture("a picture");
    QVERIFY(backUp());
    const auto before = m_data->head();
    m_data->write();
    QVERIFY(QFile::remove(DiskBlobStore(m_data->places().blobs()).path(picture)));
    DataFolder::overwrite(m_data->places().keys(), "other keys");
    const auto report = restore();
    QVERIFY2(report, report ? "" : qPrintable(report.error()));
    QCOMPARE(report->missing, 0);
    const auto after = m_data->head();
    QCOMPARE(after.head, before.head);
    QCOMPARE(after.durable, before.head);
    QVERIFY(after.epoch != before.epoch);
    QCOMPARE(DataFolder::bytesOf(m_data->places().keys()), QByteArray("the keys"));
    QCOMPARE(m_data->pictureBytes(picture), QByteArray("a picture"));
    QCOMPARE(entries(), (QStringList{u"blobs"_s, u"keys.json"_s, u"preggo.db"_s}));
    // A second restore is another history again.
    QVERIFY(restore());
    QVERIFY(m_data->head().epoch != after.epoch && m_data->head().epoch != before.epoch);
}

void TestBackup::restoreKeepsWhatWasThere()
{
    QVERIFY(backUp());
    const QString log = m_data->places().database() + u"-wal"_s;
    {
        const auto db = m_data->open(); // as after a power cut: the log holds what the file does not
        QVERIFY(db->exec(u"UPDATE stream SET head_seq=77"_s));
        QVERIFY(QFile::copy(log, log + u".kept"_s));
    }
    QVERIFY(QFile::rename(log + u".kept"_s, log));
    const auto report = restore();
    QVERIFY(report);
    QCOMPARE(m_data->head().head, 1); // the old log was not played into the restored database
    const auto old = sql::Database::open({.path = report->aside + u"/preggo.db"_s});
    QVERIFY(old);
    QCOMPARE(headsOfAll(**old).value().first().head, 77);
    QCOMPARE(DataFolder::bytesOf(report->aside + u"/keys.json"_s), QByteArray("the keys"));
}

void TestBackup::restoreIntoNothing()
{
    const auto picture = m_data->addPicture("a picture");
    QVERIFY(backUp());
    const DataPlaces other(m_data->beside(u"other"_s));
    QVERIFY(QDir().mkpath(other.path()));
    const auto report = restoreBackup(other, m_data->beside(u"backup"_s), m_clock, m_rng);
    QVERIFY(report);
    QCOMPARE(report->aside, QString());
    QCOMPARE(DataFolder::bytesOf(DiskBlobStore(other.blobs()).path(picture)), QByteArray("a picture"));
    constexpr auto kOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(other.keys()), kOwner);
    QCOMPARE(QFile::permissions(other.database()), kOwner);
}

void TestBackup::restoreMendsPictures()
{
    const auto picture = m_data->addPicture("a picture");
    QVERIFY(backUp());
    const auto later = m_data->addPicture("sent after the backup");
    DataFolder::overwrite(DiskBlobStore(m_data->places().blobs()).path(picture), "a pictuxe");
    QVERIFY(restore());
    QCOMPARE(m_data->pictureBytes(picture), QByteArray("a picture"));
    QCOMPARE(m_data->pictureBytes(later), QByteArray("sent after the backup"));
}

void TestBackup::restoreTellsOfPicturesThatAreGone()
{
    const auto picture = m_data->addPicture("a picture");
    QVERIFY(backUp());
    QVERIFY(QFile::remove(DiskBlobStore(m_data->beside(u"backup/blobs"_s)).path(picture)));
    QCOMPARE(restore()->missing, 0); // it still stands in the server's folder
    QVERIFY(QFile::remove(DiskBlobStore(m_data->places().blobs()).path(picture)));
    QCOMPARE(restore()->missing, 1);
}

void TestBackup::aDamagedBackupChangesNothing()
{
    QVERIFY(backUp());
    m_data->write();
    const auto head = m_data->head();
    const DataPlaces backup(m_data->beside(u"backup"_s));
    auto bytes = DataFolder::bytesOf(backup.database());
    bytes[bytes.size() - 1] = char(bytes.back() + 1); // what no check of the database itself would see
    DataFolder::overwrite(backup.database(), bytes);
    const auto damaged = restore();
    QVERIFY(!damaged && damaged.error().contains(u"nothing was changed"));
    DataFolder::overwrite(backup.backupMark(), "{}");
    const auto unknown = restore();
    QVERIFY(!unknown && unknown.error().contains(u"is damaged, or was made by a newer version"));
    QVERIFY(QFile::remove(backup.backupMark()));
    const auto none = restore();
    QVERIFY(!none && none.error().contains(u"is no whole backup"));
    QCOMPARE(m_data->head(), head);
    QVERIFY(!entries().contains(u"restore.unfinished"_s));
}

void TestBackup::aNewerBackupChangesNothing()
{
    const auto head = m_data->head();
    QVERIFY(m_data->open()->exec(u"UPDATE schema_version SET version=9999"_s));
    QVERIFY(backUp());
    QVERIFY(m_data->open()->exec(u"UPDATE schema_version SET version=1"_s));
    const auto newer = restore();
    QVERIFY(!newer && newer.error().contains(u"newer version"));
    QCOMPARE(m_data->head().epoch, head.epoch);
    QVERIFY(!entries().contains(u"restore.unfinished"_s));
}

void TestBackup::anUnfinishedRestoreIsFinishedByAnother()
{
    QVERIFY(backUp());
    const auto before = m_data->head();
    const DataPlaces &places = m_data->places();
    // The power went after the old files were set aside, and what was prepared is not all there.
    DataFolder::overwrite(places.restoreMark(), "x");
    DataFolder::overwrite(places.database() + u".restoring"_s, "half");
    DataFolder::overwrite(places.keys() + u".restoring"_s, "half");
    QVERIFY(QFile::remove(places.database()));
    const auto report = restore();
    QVERIFY2(report, report ? "" : qPrintable(report.error()));
    QCOMPARE(entries(), (QStringList{u"blobs"_s, u"keys.json"_s, u"preggo.db"_s}));
    QCOMPARE(m_data->head().head, before.head);
    QVERIFY(m_data->head().epoch != before.epoch);
}

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
