// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/linux/durable_file_store.h"
#include "platform/linux/file_secrets.h"
#include "platform/secret_store.h"
#include "tests/support/memory_files.h"
#include "tests/support/sim_files.h"
#include "tests/support/virtual_executor.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

/// Files of this process may not grow beyond `bytes`: the nearest to a full disk without one.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit now{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
};

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesReadsAndRemoves()
    {
        QTemporaryDir folder;
        DurableFileStore store;
        const QString path = folder.filePath(u"grüße.bin"_s);
        const QByteArray bytes("a\0b", 3);
        QVERIFY(store.writeDurably(path, bytes));
        QCOMPARE(*store.read(path), bytes);
        QCOMPARE(*store.read(path, 1, 1), QByteArray("\0", 1));
        QVERIFY(!(QFile::permissions(path) & kOthers));
        QVERIFY(store.writeDurably(path, "second"));
        QCOMPARE(*store.read(path), "second");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        QVERIFY(store.remove(path));
        QVERIFY(store.remove(path)); // gone is gone
        QCOMPARE(store.read(path).error().code, ProblemCode::NotFound);
        QVERIFY(store.freeBytes(folder.path()) > 0);
        QCOMPARE(store.freeBytes(folder.filePath(u"none"_s)), 0);
    }

    void aFailedWriteLeavesTheOldFileAndNoRemains()
    {
        QTemporaryDir folder;
        DurableFileStore store;
        const QString path = folder.filePath(u"precious"_s);
        QVERIFY(store.writeDurably(path, "old"));
        {
            const FileSizeLimit full(100);
            const auto written = store.writeDurably(path, QByteArray(10'000, 'x'));
            QVERIFY(!written);
            QVERIFY(!written.error().detail.isEmpty());
        }
        QCOMPARE(*store.read(path), "old");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"precious"_s});
    }

    void aFolderThatIsNotThereIsAProblem()
    {
        DurableFileStore store;
        QVERIFY(!store.writeDurably(u"/nonexistent-folder/file"_s, "x"));
        QVERIFY(store.remove(u"/nonexistent-folder/file"_s)); // nothing in it either
    }

    void whatIsSaidToBeRemovedStaysSoWhenThePowerGoes()
    {
        const QString path = u"folder/secret"_s;
        // Which of the names that are not certain a disk forgets is its chance.
        for (quint64 seed = 1; seed <= 20; ++seed) {
            SimDisk disk(seed);
            disk.install(path, "bytes");
            DurableFileStore store(std::make_shared<SimFiles>(disk));
            disk.setEachCall([](quint64, DiskCall call) {
                return call == DiskCall::SyncFolder ? DiskFault::Io : DiskFault::None;
            });
            QVERIFY(!store.remove(path));
            QVERIFY(!disk.exists(path));
            QVERIFY(!store.remove(path)); // it may still come back
            disk.setEachCall({});
            QVERIFY(store.remove(path));
            disk.stop(SimDisk::Stop::PowerLoss);
            QVERIFY(!disk.exists(path));
        }
    }

    void fileSecretsAreForTheirOwnerAlone()
    {
        QTemporaryDir folder;
        FakeClock clock;
        VirtualExecutor main(clock);
        DurableFileStore store;
        const QString path = folder.filePath(u"secrets.json"_s);
        const auto get = [&](FileSecrets &secrets, const QString &key) {
            Result<QByteArray> got = QByteArray("?");
            secrets.read(key, [&](Result<QByteArray> value) { got = std::move(value); });
            main.drain();
            return got;
        };
        const auto ignore = [](const Result<void> &done) { QVERIFY(done); };
        FileSecrets secrets(path, store, main);
        QCOMPARE(*get(secrets, u"a"_s), "");
        secrets.write(u"a"_s, QByteArray("\0\xFFtoken", 7), ignore);
        secrets.write(u"b"_s, "other", ignore);
        main.drain();
        QVERIFY(!(QFile::permissions(path) & kOthers));
        FileSecrets later(path, store, main);
        QCOMPARE(*get(later, u"a"_s), QByteArray("\0\xFFtoken", 7));
        later.remove(u"a"_s, ignore);
        QCOMPARE(*get(later, u"a"_s), "");
        QCOMPARE(*get(later, u"b"_s), "other");

        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY(!get(later, u"b"_s));
        later.write(u"b"_s, "new", ignore); // a new sign-in mends it
        QCOMPARE(*get(later, u"b"_s), "new");
        QVERIFY(!(QFile::permissions(path) & kOthers));

        QVERIFY(store.writeDurably(path, "{damaged"));
        QVERIFY(!get(later, u"b"_s));
    }

    void aFullDiskIsTold()
    {
        FakeClock clock;
        VirtualExecutor main(clock);
        MemoryFiles files;
        files.writeProblem = makeProblem(ProblemCode::StorageFull);
        FileSecrets secrets(u"/s"_s, files, main);
        std::optional<Problem> problem;
        secrets.write(u"a"_s, "x", [&](const Result<void> &done) { problem = done.error(); });
        main.drain();
        QCOMPARE(problem->code, ProblemCode::StorageFull);
    }

    void aChoiceIsRemembered_data()
    {
        QTest::addColumn<SecretStoreChooser::Choice>("choice");
        QTest::addColumn<Secrets::Kind>("kind");
        QTest::newRow("file") << SecretStoreChooser::Choice::PrivateFile << Secrets::Kind::PrivateFile;
        QTest::newRow("memory") << SecretStoreChooser::Choice::MemoryOnly << Secrets::Kind::MemoryOnly;
    }
    void aChoiceIsRemembered()
    {
        QFETCH(SecretStoreChooser::Choice, choice);
        QFETCH(Secrets::Kind, kind);
        QTemporaryDir folder;
        FakeClock clock;
        VirtualExecutor main(clock);
        DurableFileStore store;
        QCOMPARE((*SecretStoreChooser(folder.path(), store, main).choose(choice))->kind(), kind);
        std::unique_ptr<Secrets> opened;
        SecretStoreChooser(folder.path(), store, main).open([&](std::unique_ptr<Secrets> secrets) {
            opened = std::move(secrets);
        });
        main.drain();
        QVERIFY(opened);
        QCOMPARE(opened->kind(), kind);
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "test_files.moc"
