// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/checkpoint.h"
#include "storage/sql/database.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace preggo;
using namespace preggo::sql;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Another process in the middle of a checkpoint, by the lock that it has then
/// (https://sqlite.org/walformat.html, "WAL Locks"). Its end is the end of this.
class CheckpointElsewhere
{
public:
    explicit CheckpointElsewhere(const QByteArray &database)
    {
        int begun[2];
        if (::pipe(begun) != 0 || ::pipe(m_end) != 0)
            return;
        m_process = ::fork();
        char byte = 0;
        if (m_process == 0) {
            ::close(m_end[1]);
            constexpr off_t kCheckpointLock = 121;
            struct flock lock
            { };
            lock.l_type = F_WRLCK;
            lock.l_whence = SEEK_SET;
            lock.l_start = kCheckpointLock;
            lock.l_len = 1;
            const int file = ::open((database + "-shm").constData(), O_RDWR | O_CLOEXEC);
            byte = ::fcntl(file, F_SETLK, &lock) == 0 ? 'y' : 'n';
            if (::write(begun[1], &byte, 1) == 1)
                static_cast<void>(::read(m_end[0], &byte, 1));
            ::_exit(0);
        }
        m_holds = ::read(begun[0], &byte, 1) == 1 && byte == 'y';
        ::close(begun[0]);
        ::close(begun[1]);
    }
    CheckpointElsewhere(const CheckpointElsewhere &) = delete;
    CheckpointElsewhere &operator=(const CheckpointElsewhere &) = delete;
    ~CheckpointElsewhere()
    {
        ::close(m_end[0]);
        ::close(m_end[1]);
        if (m_process > 0)
            ::waitpid(m_process, nullptr, 0);
    }
    [[nodiscard]] bool holds() const { return m_holds; }

private:
    int m_end[2] = {-1, -1};
    pid_t m_process = -1;
    bool m_holds = false;
};

} // namespace

/// What is told after makeCertain() is on the disk, also where others have the database open: a checkpoint
/// that copied everything synced the log, and where it could not a commit did.
class TestCheckpoint : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path;
    int m_files = 0;
    std::unique_ptr<Database> m_writer;
    std::unique_ptr<Database> m_next;

    [[nodiscard]] std::unique_ptr<Database> open() const
    {
        auto opened = Database::open({.path = m_path,
            .vfs = {},
            .busyTimeoutMs = 0,
            .pragmas = {u"journal_mode=WAL"_s, u"synchronous=FULL"_s, u"wal_autocheckpoint=0"_s}});
        return opened ? std::move(*opened) : nullptr;
    }
    static qint64 number(Database &database, const QString &text)
    {
        auto query = database.query(text);
        return query.run() && query.next() ? query.int64(0) : -1;
    }
    /// Changes when another connection commits.
    [[nodiscard]] qint64 dataVersion() { return number(*m_writer, u"PRAGMA data_version"_s); }
    [[nodiscard]] bool write() { return m_writer->exec(u"INSERT INTO t DEFAULT VALUES"_s).has_value(); }

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(u"%1.db"_s.arg(++m_files));
        m_writer = open();
        m_next = open();
        QVERIFY(m_writer && m_next);
        QVERIFY(m_writer->exec(u"CREATE TABLE t(a INTEGER PRIMARY KEY)"_s));
        QVERIFY(m_writer->exec(u"PRAGMA user_version=7"_s));
    }

    void aCheckpointIsEnoughWhereNobodyReads()
    {
        QVERIFY(write());
        const qint64 before = dataVersion();
        QVERIFY(makeCertain(*m_next));
        QCOMPARE(dataVersion(), before);
    }

    void whereAReaderNeedsTheFileACommitSyncsTheLog()
    {
        const auto reader = open();
        QVERIFY(m_writer->exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        QVERIFY(reader->exec(u"BEGIN"_s));
        QCOMPARE(number(*reader, u"SELECT count(*) FROM t"_s), 0);
        QVERIFY(write());
        const qint64 before = dataVersion();
        QVERIFY(makeCertain(*m_next));
        QVERIFY(dataVersion() != before);
        QCOMPARE(number(*m_next, u"SELECT count(*) FROM t"_s), 1);
        QCOMPARE(number(*m_next, u"PRAGMA user_version"_s), 7);
    }

    void whereAnotherCheckpointRunsACommitSyncsTheLog()
    {
        QVERIFY(write());
        const qint64 before = dataVersion();
        const CheckpointElsewhere other(m_path.toLocal8Bit());
        QVERIFY(other.holds());
        QVERIFY(makeCertain(*m_next));
        QVERIFY(dataVersion() != before);
    }

    void whatCannotBeMadeCertainIsAnError()
    {
        QVERIFY(write());
        const CheckpointElsewhere other(m_path.toLocal8Bit());
        QVERIFY(other.holds());
        QVERIFY(m_writer->exec(u"BEGIN IMMEDIATE"_s));
        const auto done = makeCertain(*m_next);
        QVERIFY(!done);
        QCOMPARE(int(done.error().kind), int(ErrorKind::Busy));
    }

    void aDatabaseWithoutALogIsLeftAlone()
    {
        const auto memory = Database::open({.path = u":memory:"_s, .vfs = {}, .pragmas = {}});
        QVERIFY(memory && makeCertain(**memory));
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "test_checkpoint.moc"
