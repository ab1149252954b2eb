// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/blob_store.h"
#include "server/media/durable_file.h"

#include <QDir>
#include <QHash>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A disk whose folders are not synced unless it is told to, or cannot be.
class ForgetfulFiles final : public DataFiles
{
public:
    Result<void> writeDurably(const QString &path, const QByteArray &bytes) override
    {
        m_files.insert(path, bytes);
        ++written;
        return syncName(path);
    }
    Result<void> syncName(const QString &path) override
    {
        if (syncFails)
            return fail(ProblemCode::Internal);
        m_certain.insert(path);
        return {};
    }
    Result<qint64> append(const QString &, qint64, const QByteArray &) override
    {
        return fail(ProblemCode::Internal);
    }
    Result<QByteArray> read(const QString &path) const override { return m_files.value(path); }
    qint64 size(const QString &path) const override
    {
        const auto file = m_files.constFind(path);
        return file == m_files.cend() ? -1 : file->size();
    }
    void remove(const QString &path) override { m_files.remove(path); }
    void losePower()
    {
        m_files.removeIf([&](const auto &file) { return !m_certain.contains(file.key()); });
    }

    bool syncFails = false;
    int written = 0;

private:
    QHash<QString, QByteArray> m_files;
    QSet<QString> m_certain;
};

} // namespace

/// I7: what is told as stored is there after a power cut.
class BlobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileThatIsThereIsMadeCertainBeforeItCounts()
    {
        const auto files = std::make_shared<ForgetfulFiles>();
        DiskBlobStore blobs(u"/blobs"_s, files);
        files->syncFails = true;
        QVERIFY(!blobs.put("a picture"));
        QVERIFY(!blobs.put("a picture")); // it is there, and may be gone again
        files->syncFails = false;
        const auto stored = blobs.put("a picture");
        QVERIFY(stored);
        QCOMPARE(files->written, 1);
        files->losePower();
        QVERIFY(!blobs.path(*stored).isEmpty());
    }

    void theNameOfAFileIsSyncedWithItsFolder()
    {
        const QTemporaryDir dir;
        const auto files = diskFiles();
        const QString path = dir.filePath(u"ab/file"_s);
        QVERIFY(files->writeDurably(path, "bytes"));
        QVERIFY(files->syncName(path));
        QVERIFY(QDir(dir.filePath(u"ab"_s)).removeRecursively());
        QVERIFY(!files->syncName(path)); // the one above it still stands
    }

    void theNameOfItsFolderIsSyncedToo()
    {
        const QTemporaryDir dir;
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(dir.path()));
        // A folder that can be synced, in one that cannot: the system's list of processes is on no disk.
        const QString folder = u"/proc/self/cwd"_s;
        const bool isSynced = syncDirectory(folder).has_value();
        const bool isAboveSynced = syncDirectory(u"/proc/self"_s).has_value();
        const bool isNameSynced = diskFiles()->syncName(folder + u"/file"_s).has_value();
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(isSynced && !isAboveSynced);
        QVERIFY(!isNameSynced);
    }
};

QTEST_GUILESS_MAIN(BlobsTest)
#include "tst_blobs.moc"
