// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/client.h"
#include "core/session/disk_room.h"
#include "platform/linux/durable_file_store.h"
#include "storage/outbox.h"
#include "tests/support/fake_server.h"
#include "tests/support/memory_files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <sys/mount.h>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMiB = 1024 * 1024;
const QString kBallast = u"/profile/ballast"_s;

/// A file system of its own, as small as is asked for; where this process may not mount one, there is none.
class SmallDisk
{
public:
    explicit SmallDisk(int mebibytes)
    {
        const QByteArray size = "size=" + QByteArray::number(mebibytes) + 'm';
        m_mounted =
            ::mount("tmpfs", QFile::encodeName(path()).constData(), "tmpfs", 0, size.constData()) == 0;
        why = m_mounted ? QByteArray() : QByteArray("no disk could be mounted: ") + std::strerror(errno);
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(QFile::encodeName(path()).constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    /// Somebody else's files take all that is left.
    void fill() const
    {
        QFile junk(file(u"junk"_s));
        QVERIFY(junk.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
        for (qint64 piece = kMiB; piece > 0; piece /= 2) {
            const QByteArray bytes(piece, 'j');
            while (junk.write(bytes) == piece)
                continue;
        }
    }

    QByteArray why; ///< it is not there; empty where it is

private:
    QTemporaryDir m_folder;
    bool m_mounted = false;
};

OutboxBatch post(int number, qsizetype length)
{
    ActionRow row;
    row.action.opId = numbered<OpId>(number);
    row.action.stream = StreamId::all(numbered<FamilyId>(9));
    row.action.entityId = numbered<EntityId>(number);
    row.action.payload = {{u"kind"_s, u"update"_s}, {u"text"_s, QString(length, u'x')}};
    row.action.orderKey = orderKeyFor(row.action.kind, row.action.stream, row.action.entityId, {});
    row.localSeq = number;
    OutboxBatch batch;
    batch.put.append(row);
    return batch;
}

} // namespace

/// R10: a text can be saved on a full disk, and no picture is taken in that would not fit.
class TestFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLimits()
    {
        QCOMPARE(limits::kBallastBytes, 16 * kMiB);
        QCOMPARE(limits::kDiskLowBytes, 250'000'000);
        QCOMPARE(limits::kPrefetchRoomBytes, 50'000'000);
        QCOMPARE(limits::kPictureRoomBytes, 41 * kMiB);
    }

    void eachLimitIsMet_data()
    {
        QTest::addColumn<qint64>("freeBytes");
        QTest::addColumn<bool>("low");
        QTest::addColumn<bool>("pictures");
        QTest::addColumn<bool>("prefetch");
        QTest::newRow("much") << limits::kDiskLowBytes << false << true << true;
        QTest::newRow("low") << limits::kDiskLowBytes - 1 << true << true << true;
        QTest::newRow("prefetch still") << limits::kPrefetchRoomBytes << true << true << true;
        QTest::newRow("prefetch no more") << limits::kPrefetchRoomBytes - 1 << true << true << false;
        QTest::newRow("a picture still") << limits::kPictureRoomBytes << true << true << false;
        QTest::newRow("no picture") << limits::kPictureRoomBytes - 1 << true << false << false;
        QTest::newRow("full") << qint64(0) << true << false << false;
    }
    void eachLimitIsMet()
    {
        QFETCH(qint64, freeBytes);
        MemoryFiles files;
        files.freeOnDisk = freeBytes;
        DiskRoom room(files, u"/profile"_s);
        QVERIFY(!room.isLow() && room.takesPictures()); // until somebody has looked
        room.look();
        QTEST(room.isLow(), "low");
        QTEST(room.takesPictures(), "pictures");
        QTEST(room.allowsPrefetch(), "prefetch");
        QTEST(DiskRoom::checkForPicture(files, u"/profile"_s).has_value(), "pictures");
        QCOMPARE(room.freeBytes(), freeBytes);
    }

    void theBallastIsMadeOnceGivenUpOnceAndMadeAgain()
    {
        MemoryFiles files;
        DiskRoom room(files, u"/profile"_s);
        QVERIFY(!files.exists(kBallast));
        room.look();
        QCOMPARE(files.read(kBallast)->size(), limits::kBallastBytes);
        files.writeProblem = makeProblem(ProblemCode::StorageFull);
        room.look(); // it is there: nothing is written
        QVERIFY(room.release());
        QVERIFY(!files.exists(kBallast));
        QVERIFY(!room.release());
        files.writeProblem.reset();
        files.freeOnDisk = limits::kPictureRoomBytes + limits::kBallastBytes - 1;
        room.look(); // a picture is worth more
        QVERIFY(!files.exists(kBallast));
        ++files.freeOnDisk;
        room.look();
        QVERIFY(files.exists(kBallast));
        QVERIFY(files.writeDurably(kBallast, "cut off")); // is not what was wanted
        room.look();
        QCOMPARE(files.read(kBallast)->size(), limits::kBallastBytes);
    }

    void onAFullDiskATextIsSavedAllTheSame()
    {
        const SmallDisk disk(80);
        if (!disk.why.isEmpty())
            QSKIP(disk.why.constData());
        DurableFileStore files;
        DiskRoom room(files, disk.path());
        room.look();
        QVERIFY(QFile::exists(disk.file(u"ballast"_s)));
        const auto outbox = std::move(Outbox::open(disk.file(u"outbox.db"_s))->outbox);
        QVERIFY(outbox->write(post(1, 100)));
        disk.fill();
        room.look();
        QVERIFY(room.isLow() && !room.takesPictures());
        const auto full = outbox->write(post(2, 200'000));
        QVERIFY(!full);
        QCOMPARE(int(full.error().kind), int(sql::ErrorKind::Full));
        outbox->setMakeRoom([&room] { return room.release(); });
        QVERIFY(outbox->write(post(2, 200'000)));
        QVERIFY(!QFile::exists(disk.file(u"ballast"_s)));
        QVERIFY(outbox->saveDraft({numbered<DraftId>(1), u"post"_s, QString(200'000, u'd'), {}, 1}));
        disk.fill();
        QVERIFY(!outbox->write(post(3, 200'000))); // there is no second one: told, and not lost
        QCOMPARE(outbox->load()->actions.size(), 2);
        QVERIFY(QFile::remove(disk.file(u"junk"_s)));
        QVERIFY(outbox->write(post(3, 200'000)));
        room.look();
        QVERIFY(QFile::exists(disk.file(u"ballast"_s)));
        QVERIFY(room.takesPictures());
    }

    void anAccountOnAFullDiskIsOpened_data()
    {
        QTest::addColumn<int>("freeBytes");
        QTest::newRow("nothing is left") << 0;
        QTest::newRow("as much as one of its databases needs") << 48 * 1024;
    }
    void anAccountOnAFullDiskIsOpened()
    {
        QFETCH(const int, freeBytes);
        const SmallDisk disk(80);
        if (!disk.why.isEmpty())
            QSKIP(disk.why.constData());
        DurableFileStore files;
        ClientOptions options;
        options.dataFolder = disk.file(u"profile"_s);
        options.offline = true;
        {
            const auto accounts = AccountDirectory::open(options.dataFolder, files);
            QVERIFY((*accounts)->setCurrent({numbered<UserId>(1), numbered<DeviceId>(1), u"Nora"_s, {}}));
        }
        {
            const auto client = std::move(*Client::open(options));
            client->showLast();
            QVERIFY(client->account());
            client->lookForRoom();
            QTRY_VERIFY(QFile::exists(disk.file(u"profile/ballast"_s)));
        }
        disk.fill();
        QFile junk(disk.file(u"junk"_s));
        QVERIFY(junk.resize(junk.size() - freeBytes));
        const auto client = std::move(*Client::open(options));
        client->showLast();
        QVERIFY(client->account());
        QCOMPARE(client->app().trouble(), QString());
        QVERIFY(!QFile::exists(disk.file(u"profile/ballast"_s)));
        client->lookForRoom();
        QTRY_VERIFY(client->app().trouble().contains(u"Free some space"_s));
    }

    void aDraftOnAFullDiskIsSavedToo()
    {
        const SmallDisk disk(80);
        if (!disk.why.isEmpty())
            QSKIP(disk.why.constData());
        DurableFileStore files;
        DiskRoom room(files, disk.path());
        room.look();
        const auto outbox = std::move(Outbox::open(disk.file(u"outbox.db"_s))->outbox);
        outbox->setMakeRoom([&room] { return room.release(); });
        disk.fill();
        QVERIFY(outbox->saveDraft({numbered<DraftId>(1), u"post"_s, QString(200'000, u'd'), {}, 1}));
        QVERIFY(!QFile::exists(disk.file(u"ballast"_s)));
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "test_full_disk.moc"
