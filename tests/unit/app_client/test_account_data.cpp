// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fake_service.h"

#include "app/account_data.h"
#include "app/viewmodels/words.h"
#include "core/net/qt_executor.h"
#include "core/sync/action_draft.h"
#include "platform/linux/durable_file_store.h"
#include "tests/support/fake_tokens.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The threads, the disk and the network of one installation that has no network.
struct Disk
{
    Disk()
    {
        net.online = false;
        service.online = false;
    }

    [[nodiscard]] QString folderOf(int person) const
    {
        const QString path = folder.filePath(u"person-%1"_s.arg(person));
        QDir().mkpath(path);
        return path;
    }
    [[nodiscard]] QString file(int person, const QString &name) const
    {
        return QDir(folderOf(person)).filePath(name);
    }
    [[nodiscard]] sql::Outcome<std::unique_ptr<AccountData>> open(int person)
    {
        const AccountRecord record{
            numbered<UserId>(person), numbered<DeviceId>(person), u"Person %1"_s.arg(person), {}};
        return AccountData::open(
            {clock, rng, main, storage, imaging, {&decoder}, files, service, ws, tokens, &net}, record,
            folderOf(person));
    }
    /// Open, with what it holds read.
    [[nodiscard]] std::unique_ptr<AccountData> started(int person)
    {
        auto account = open(person);
        if (!account)
            return nullptr;
        bool loaded = false;
        (*account)->start([&](const Result<void> &result) { loaded = result.has_value(); });
        return QTest::qWaitFor([&] { return loaded; }, 10'000) ? std::move(*account) : nullptr;
    }
    void write(const QString &path, const QByteArray &bytes)
    {
        QFile target(path);
        QVERIFY(target.open(QIODevice::WriteOnly) && target.write(bytes) == bytes.size());
    }
    void submit(AccountData &account, const QString &text)
    {
        PostCreate post;
        post.text = text;
        account.engine().submit(
            draft::createPost(StreamId::all(family), account.engine().mint<PostId>(), post));
    }
    [[nodiscard]] static QStringList unsent(AccountData &account)
    {
        QStringList texts;
        for (const auto &pending : account.engine().pending())
            texts.append(pending.row.action.payload[u"text"_s].toString());
        return texts;
    }

    QTemporaryDir folder;
    FakeClock clock;
    SeededRng rng{3};
    QtExecutor main;
    WorkerExecutor storage;
    WorkerExecutor imaging;
    WorkerExecutor decoder;
    DurableFileStore files;
    FakeServer server{clock};
    FamilyId family = numbered<FamilyId>(9);
    FakeService service{main, server};
    FakeWs ws{main};
    FakeTokens tokens;
    FakeNetStatus net;
};

} // namespace

class TestAccountData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensTwoDatabasesAndAsksNobody();
    void whatWasSubmittedIsThereAtTheNextStart();
    void unsentThingsOfANewerVersionAreLeftAlone();
    void whatCannotBeOpenedIsTold_data();
    void whatCannotBeOpenedIsTold();
    void aDamagedOutboxIsSetAside();
    void aDamagedCacheIsBegunAnew();
    void nothingLeaksBetweenTwoAccounts();
    void noPictureComesBackAfterTheEnd();
};

void TestAccountData::noPictureComesBackAfterTheEnd()
{
    Disk disk;
    auto account = disk.started(1);
    QVERIFY(account);
    std::atomic<bool> stored = false;
    for (auto *worker : {&disk.decoder, &disk.imaging}) {
        worker->post([&stored, &cache = account->mediaCache()] {
            QThread::msleep(200);
            cache.put(numbered<MediaId>(1), u"full"_s, "picture");
            stored = true;
        });
    }
    account.reset();
    QVERIFY(stored);
    QVERIFY(QDir(disk.folderOf(1)).removeRecursively());
    disk.decoder.runAndWait([] {});
    disk.imaging.runAndWait([] {});
    QVERIFY(!QDir(disk.folder.filePath(u"person-1"_s)).exists());
}

void TestAccountData::opensTwoDatabasesAndAsksNobody()
{
    Disk disk;
    const auto account = disk.open(1);
    QVERIFY(account);
    QVERIFY(QFile::exists(disk.file(1, u"outbox.db"_s)));
    QVERIFY(QFile::exists(disk.file(1, u"cache.db"_s)));
    QVERIFY(QDir(disk.file(1, u"media_out"_s)).exists());
    QCOMPARE((*account)->context().mediaFolder, disk.file(1, u"media_out"_s));
    QCOMPARE((*account)->context().self, numbered<UserId>(1));
    QCOMPARE((*account)->context().userName, u"Person 1"_s);
    QCOMPARE((*account)->damagedCopy(), QString());
    QCoreApplication::processEvents();
    QVERIFY(disk.service.paths.isEmpty());
    QCOMPARE(disk.ws.opens + disk.tokens.asked, 0);
}

void TestAccountData::whatWasSubmittedIsThereAtTheNextStart()
{
    Disk disk;
    auto account = disk.started(1);
    QVERIFY(account);
    disk.submit(*account, u"last words"_s);
    account.reset(); // at once: what was handed over is committed before the file is closed
    account = disk.started(1);
    QVERIFY(account);
    QCOMPARE(Disk::unsent(*account), QStringList{u"last words"_s});
}

void TestAccountData::unsentThingsOfANewerVersionAreLeftAlone()
{
    Disk disk;
    const QString path = disk.file(1, u"outbox.db"_s);
    QVERIFY(Outbox::open(path)->outbox->database().exec(u"UPDATE schema_version SET version=99"_s));
    const QByteArray before = *disk.files.read(path);
    const auto account = disk.open(1);
    QVERIFY(!account);
    QCOMPARE(account.error().kind, sql::ErrorKind::Newer);
    QCOMPARE(Words::cannotOpen(account.error()),
        u"Your unsent things were written by a newer version of Preggo. Update the app to open them."_s);
    QCOMPARE(*disk.files.read(path), before);
    QVERIFY(!QFile::exists(disk.file(1, u"cache.db"_s))); // nothing is begun beside what cannot be read
}

void TestAccountData::whatCannotBeOpenedIsTold_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("outbox") << u"outbox.db"_s;
    QTest::newRow("cache") << u"cache.db"_s;
}

void TestAccountData::whatCannotBeOpenedIsTold()
{
    QFETCH(const QString, name);
    Disk disk;
    QVERIFY(QDir().mkpath(disk.file(1, name))); // a folder where the file should be: also the owner cannot
    const auto account = disk.open(1);
    QVERIFY(!account);
    QCOMPARE(Words::cannotOpen(account.error()),
        u"The stored data cannot be opened. Check that the data folder can be read and written, "
        "then start again."_s);
    QVERIFY(QDir(disk.file(1, name)).exists());
    QVERIFY(QDir().rmdir(disk.file(1, name)));
    QVERIFY(disk.open(1)); // the storage thread holds nothing of the failed try
}

void TestAccountData::aDamagedOutboxIsSetAside()
{
    Disk disk;
    const QByteArray rubbish(8'192, '?');
    disk.write(disk.file(1, u"outbox.db"_s), rubbish);
    const auto account = disk.open(1);
    QVERIFY(account);
    const QString copy = (*account)->damagedCopy();
    QVERIFY(copy.startsWith(disk.folderOf(1)));
    QCOMPARE(*disk.files.read(copy), rubbish);
}

void TestAccountData::aDamagedCacheIsBegunAnew()
{
    Disk disk;
    auto account = disk.started(1);
    disk.submit(*account, u"precious"_s);
    account.reset();
    disk.write(disk.file(1, u"cache.db"_s), QByteArray(8'192, '?'));
    account = disk.started(1);
    QVERIFY(account);
    QCOMPARE(Disk::unsent(*account), QStringList{u"precious"_s});
    QCOMPARE(account->damagedCopy(), QString()); // only what cannot be fetched again is worth keeping
}

void TestAccountData::nothingLeaksBetweenTwoAccounts()
{
    Disk disk;
    auto first = disk.started(1);
    disk.submit(*first, u"of the first"_s);
    first->engine().saveDraft({first->engine().mint<DraftId>(), u"post:x"_s, u"half"_s, {}, 1});
    first.reset();
    QFile::copy(disk.file(1, u"cache.db"_s), disk.file(2, u"cache.db"_s)); // restored to the wrong place
    auto second = disk.started(2);
    QVERIFY(second);
    QVERIFY(Disk::unsent(*second).isEmpty());
    bool asked = false;
    second->engine().loadDraft(u"post:x"_s, [&](const std::optional<Draft> &draft) { asked = !draft; });
    QVERIFY(QTest::qWaitFor([&] { return asked; }, 10'000));
    disk.submit(*second, u"of the second"_s);
    second.reset();
    first = disk.started(1);
    QCOMPARE(Disk::unsent(*first), QStringList{u"of the first"_s});
}

QTEST_GUILESS_MAIN(TestAccountData)
#include "test_account_data.moc"
