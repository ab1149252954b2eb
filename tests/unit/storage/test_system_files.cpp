// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/files/system_files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <dirent.h>
#include <dlfcn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What readdir() fails with, from the entry after this many on; no disk can be asked for that.
struct FolderFault
{
    int error = 0;
    int after = 0;
};
FolderFault folderFault;

/// This process may open no further file.
class NoMoreFiles
{
public:
    NoMoreFiles()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit now{0, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &now);
    }
    ~NoMoreFiles() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(NoMoreFiles)

private:
    rlimit m_before{};
};

void put(const QString &path)
{
    SystemFiles files;
    const auto file = files.create(path);
    QVERIFY(file && (*file)->write("abc"));
}

} // namespace

extern "C" dirent *readdir(DIR *folder)
{
    if (folderFault.error != 0 && folderFault.after-- == 0) {
        errno = folderFault.error;
        return nullptr;
    }
    using Call = dirent *(*)(DIR *);
    static const auto real = reinterpret_cast<Call>(::dlsym(RTLD_NEXT, "readdir"));
    return real(folder);
}

/// To root nothing is forbidden; to whom this makes of it, for as long as it lives, what is forbidden to all
/// is.
class AsNobody
{
public:
    AsNobody()
        : m_was(::geteuid())
    {
        if (m_was == 0 && ::seteuid(65534) != 0)
            qFatal("root cannot become another user");
    }
    ~AsNobody()
    {
        if (m_was == 0 && ::seteuid(0) != 0)
            qFatal("root cannot become itself again");
    }
    AsNobody(const AsNobody &) = delete;
    AsNobody &operator=(const AsNobody &) = delete;

private:
    const uid_t m_was;
};

/// The system's own disk: what each failing call is told as.
class TestSystemFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    SystemFiles m_files;

    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }

private Q_SLOTS:
    void cleanup() { folderFault = {}; }

    void readsWhatIsAskedFor()
    {
        put(path(u"whole"_s));
        QCOMPARE(*m_files.read(path(u"whole"_s)), "abc");
        QCOMPARE(*m_files.read(path(u"whole"_s), 1, 1), "b");
        QCOMPARE(*m_files.read(path(u"whole"_s), 2, 9), "c");
        QCOMPARE(*m_files.read(path(u"whole"_s), 9, 9), "");
    }

    void listsFilesAloneInOrder()
    {
        QVERIFY(QDir(m_dir.path()).mkpath(u"list/folder"_s));
        for (const auto &name : {u"list/b"_s, u"list/ä"_s, u"list/a"_s, u"list/.hidden"_s})
            put(path(name));
        QVERIFY(QFile::link(path(u"list/a"_s), path(u"list/to a file"_s)));
        QVERIFY(QFile::link(path(u"list/none"_s), path(u"list/to nothing"_s)));
        const QStringList expected{u"a"_s, u"b"_s, u"to a file"_s, u"ä"_s};
        QCOMPARE(*m_files.list(path(u"list"_s)), expected);
    }

    void whatIsNotThereIsNotFound()
    {
        put(path(u"file"_s));
        QCOMPARE(m_files.read(path(u"none"_s)).error(), FileError::NotFound);
        QCOMPARE(m_files.read(path(u"file/below"_s)).error(), FileError::NotFound);
        QCOMPARE(m_files.list(path(u"none"_s)).error(), FileError::NotFound);
        QCOMPARE(m_files.create(path(u"file"_s)).error(), FileError::Exists);
    }

    void whatCannotBeOpenedNowMayStillBeThere()
    {
        put(path(u"precious"_s));
        const NoMoreFiles limit;
        QCOMPARE(m_files.read(path(u"precious"_s)).error(), FileError::Io);
        QCOMPARE(m_files.read(path(u"none"_s)).error(), FileError::Io);
        QCOMPARE(m_files.create(path(u"new"_s)).error(), FileError::Io);
        QCOMPARE(m_files.sync(m_dir.path()).error(), FileError::Io);
        const auto listed = m_files.list(m_dir.path());
        QVERIFY(!listed);
        QCOMPARE(listed.error(), FileError::Io);
    }

    void whatIsForbiddenIsDenied()
    {
        // A folder that others may enter, so that it is what lies in it that is forbidden.
        QVERIFY(::chmod(QFile::encodeName(m_dir.path()).constData(), 0755) == 0);
        put(path(u"closed"_s));
        QVERIFY(QFile::setPermissions(path(u"closed"_s), QFile::WriteOwner));
        QVERIFY(QDir(m_dir.path()).mkpath(u"shut"_s));
        put(path(u"shut/file"_s));
        QVERIFY(QFile::setPermissions(path(u"shut"_s), {}));
        {
            const AsNobody nobody;
            QCOMPARE(m_files.read(path(u"closed"_s)).error(), FileError::Denied);
            QCOMPARE(m_files.read(path(u"shut/file"_s)).error(), FileError::Denied); // and not "not there"
            QCOMPARE(m_files.list(path(u"shut"_s)).error(), FileError::Denied);
        }
        QVERIFY(
            QFile::setPermissions(path(u"shut"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void aFolderThatCannotBeReadToItsEndIsNoShorterFolder_data()
    {
        QTest::addColumn<int>("after");
        QTest::newRow("at once") << 0;
        QTest::newRow("after some entries") << 3;
    }
    void aFolderThatCannotBeReadToItsEndIsNoShorterFolder()
    {
        QFETCH(int, after);
        const QTemporaryDir folder;
        for (const auto &name : {u"1"_s, u"2"_s, u"3"_s})
            put(folder.filePath(name));
        folderFault = {EIO, after};
        const auto listed = m_files.list(folder.path());
        QVERIFY(folderFault.after < 0);
        QVERIFY(!listed);
        QCOMPARE(listed.error(), FileError::Io);
    }
};

QTEST_GUILESS_MAIN(TestSystemFiles)
#include "test_system_files.moc"
