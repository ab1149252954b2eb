// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/session/account_directory.h"
#include "platform/linux/durable_file_store.h"

#include <QDir>
#include <QProcess>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What a second process says of the profile; it keeps it until its input ends.
int holdProfile(const QString &folder)
{
    DurableFileStore files;
    const auto directory = AccountDirectory::open(folder, files);
    // Something that outlives its parent, as a helper program of a desktop may.
    if (directory)
        QProcess::startDetached(u"/bin/sleep"_s, {u"20"_s});
    std::puts(directory ? "held" : qUtf8Printable(problemName(directory.error().code)));
    std::fflush(stdout);
    (void)std::getchar();
    return 0;
}

/// Another process of the same program on the profile.
class Holder
{
public:
    explicit Holder(const QString &folder)
    {
        m_process.start(QCoreApplication::applicationFilePath(), {u"hold"_s, folder});
        if (m_process.waitForStarted() && m_process.waitForReadyRead(20'000))
            said = m_process.readLine().trimmed();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }

    QByteArray said;

private:
    QProcess m_process;
};

} // namespace

class TestProfileLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneProcessAProfile()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(u"data"_s);
        Holder holder(profile);
        QCOMPARE(holder.said, "held");
        const auto refused = AccountDirectory::open(profile, m_files);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::InProgress);
        QCOMPARE(refused.error().detail, u"Preggo is open already. Use that window, or close it first."_s);
        QVERIFY(AccountDirectory::open(folder.filePath(u"other"_s), m_files));
        holder.kill(); // -9: it could tidy nothing up
        const auto directory = AccountDirectory::open(profile, m_files);
        QVERIFY(directory);
        QCOMPARE(Holder(profile).said, "in_progress");
    }

    void aProcessThatStandsStillKeepsIt()
    {
        QTemporaryDir folder;
        Holder holder(folder.filePath(u"data"_s));
        QCOMPARE(holder.said, "held");
        holder.signal(SIGSTOP);
        const auto refused = AccountDirectory::open(folder.filePath(u"data"_s), m_files);
        QVERIFY(!refused && refused.error().code == ProblemCode::InProgress);
        holder.signal(SIGCONT);
        holder.kill();
        QVERIFY(AccountDirectory::open(folder.filePath(u"data"_s), m_files));
    }

    /// What a crash leaves: neither a number that another process has by now nor another name of this
    /// computer shuts the profile for ever.
    void whatALockFileSaysIsNoLock()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(u"data"_s);
        QVERIFY(AccountDirectory::open(profile, m_files));
        const QByteArray says = QByteArray::number(QCoreApplication::applicationPid()) + '\n'
            + QCoreApplication::applicationName().toUtf8() + "\nanother-name\n" + QSysInfo::machineUniqueId()
            + '\n' + QSysInfo::bootUniqueId() + '\n';
        QVERIFY(m_files.writeDurably(profile + u"/profile.lock"_s, says));
        QVERIFY(AccountDirectory::open(profile, m_files));
    }

    void aFolderThatCannotBeLockedIsTold()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(u"data"_s);
        QVERIFY(QDir().mkpath(profile + u"/profile.lock"_s));
        const auto refused = AccountDirectory::open(profile, m_files);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::Internal);
        QVERIFY(refused.error().detail.contains(u"cannot be locked"_s));
    }

private:
    DurableFileStore m_files;
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == u"hold"_s)
        return holdProfile(app.arguments().value(2));
    TestProfileLock test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_profile_lock.moc"
