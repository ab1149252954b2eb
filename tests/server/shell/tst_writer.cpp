// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "server/http/writer_thread.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace preggo;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Lets a test hold the writer inside a job, so that others gather behind it.
struct Gate
{
    std::promise<void> entered;
    std::promise<void> open;

    /// The job may outlive the gate by the last steps of its wait, so it holds the future itself.
    [[nodiscard]] Writer::Job job()
    {
        return [this, opened = open.get_future().share()](Context &) {
            entered.set_value();
            opened.wait();
            return Response::empty(204);
        };
    }
};

} // namespace

class TestWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void manyJobsShareACommit();
    void aFailedJobLeavesItsNeighbours();
    void aFailedCommitAnswersAll();
    void aFullDiskEndsItsGroup();
    void effectsComeAfterTheCommitAndBeforeTheAnswer();
    void aFullQueueRefuses();
    void stopFinishesWhatCameIn();

private:
    void makeWriter(WriterThread::Committed committed = {});
    [[nodiscard]] int rows();
    [[nodiscard]] static Writer::Job insert(const QString &value, int status = 201);

    std::unique_ptr<QTemporaryDir> m_directory;
    SystemClock m_clock;
    SystemRng m_rng;
    std::unique_ptr<WriterThread> m_writer;
};

void TestWriter::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    auto db =
        sql::Database::open({.path = m_directory->filePath(u"w.db"_s), .pragmas = {u"journal_mode=WAL"_s}});
    QVERIFY(db);
    QVERIFY((*db)->exec(u"CREATE TABLE parent(id INTEGER PRIMARY KEY)"_s));
    // A deferred key fails at the COMMIT, not at the statement.
    QVERIFY((*db)->exec(
        u"CREATE TABLE t(v TEXT, p INTEGER REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)"_s));
}

void TestWriter::cleanup()
{
    m_writer.reset();
}

void TestWriter::makeWriter(WriterThread::Committed committed)
{
    const auto opener = [path = m_directory->filePath(u"w.db"_s)] {
        return sql::Database::open({.path = path, .pragmas = {u"foreign_keys=ON"_s}});
    };
    m_writer =
        std::make_unique<WriterThread>(WriterThread::Deps{m_clock, m_rng, opener, std::move(committed)});
}

int TestWriter::rows()
{
    auto db = sql::Database::open({.path = m_directory->filePath(u"w.db"_s)});
    auto query = (*db)->query(u"SELECT count(*) FROM t"_s);
    return query.run() && query.next() ? query.integer(0) : -1;
}

Writer::Job TestWriter::insert(const QString &value, int status)
{
    return [value, status](Context &context) {
        auto query = context.db.query(u"INSERT INTO t(v) VALUES(?)"_s);
        const auto done = query.bind(value).run();
        return Response::empty(done ? status : 500);
    };
}

void TestWriter::manyJobsShareACommit()
{
    makeWriter();
    Gate gate;
    std::atomic<int> answered = 0;
    m_writer->submit(gate.job(), [](const Response &) {});
    gate.entered.get_future().wait();
    for (int i = 0; i < 40; ++i)
        m_writer->submit(insert(QString::number(i)), [&](const Response &r) { answered += r.status == 201; });
    gate.open.set_value();
    QCOMPARE(m_writer->write(insert(u"last"_s)).status, 201);
    QCOMPARE(answered.load(), 40);
    QCOMPARE(rows(), 41);
    // The gate's own group ran out of its time, so the rest shared few commits, not one each.
    QVERIFY2(m_writer->commits() <= 12, qPrintable(QString::number(m_writer->commits())));
}

void TestWriter::aFailedJobLeavesItsNeighbours()
{
    makeWriter();
    Gate gate;
    m_writer->submit(gate.job(), [](const Response &) {});
    gate.entered.get_future().wait();
    m_writer->submit(insert(u"good"_s), [](const Response &) {});
    m_writer->submit(insert(u"bad"_s, 500), [](const Response &) {});
    gate.open.set_value();
    QCOMPARE(m_writer->write(insert(u"refused"_s, 409)).status, 409);
    QCOMPARE(rows(), 2); // a refusal keeps its ledger row, a failure keeps nothing
}

void TestWriter::aFailedCommitAnswersAll()
{
    int committed = 0;
    makeWriter([&](const Effects &, sql::Database &) { ++committed; });
    const auto broken = [](Context &context) {
        return Response::empty(context.db.exec(u"INSERT INTO t(v, p) VALUES('x', 99)"_s) ? 201 : 500);
    };
    QCOMPARE(m_writer->write(broken).status, 500);
    QCOMPARE(committed, 0);
    QCOMPARE(rows(), 0);
    QCOMPARE(m_writer->write(insert(u"next"_s)).status, 201);
    QCOMPARE(rows(), 1);
}

void TestWriter::aFullDiskEndsItsGroup()
{
    int published = 0;
    makeWriter([&](const Effects &effects, sql::Database &) { published += effects.sessionsEnded.size(); });
    const auto telling = [](const Writer::Job &job) {
        return [job](Context &context) {
            context.effects.sessionsEnded.append(SessionId());
            return job(context);
        };
    };
    // SQLite rolls the whole transaction back, not this statement alone. The job goes on, as one with
    // many actions does.
    const auto full = [](Context &context) {
        static_cast<void>(context.db.exec(u"PRAGMA max_page_count=1"_s)); // no page more than there are
        const bool fits = context.db.exec(u"INSERT INTO t(v) VALUES(zeroblob(1000000))"_s).has_value();
        static_cast<void>(context.db.exec(u"INSERT INTO t(v) VALUES('rest of the job')"_s));
        return Response::empty(fits ? 500 : 201);
    };
    Gate gate;
    m_writer->submit(gate.job(), [](const Response &) {});
    gate.entered.get_future().wait();
    QVector<int> answers;
    const auto note = [&](const Response &response) { answers.append(response.status); };
    m_writer->submit(telling(insert(u"before"_s)), note);
    m_writer->submit(telling(full), note);
    m_writer->submit(telling(insert(u"behind"_s)), note);
    gate.open.set_value();
    QCOMPARE(m_writer->write(insert(u"last"_s)).status, 201);
    QCOMPARE(answers, (QVector<int>{507, 507, 201}));
    QCOMPARE(rows(), 2);
    QCOMPARE(published, 1);
}

void TestWriter::effectsComeAfterTheCommitAndBeforeTheAnswer()
{
    QStringList order;
    makeWriter([&](const Effects &effects, sql::Database &db) {
        auto query = db.query(u"SELECT count(*) FROM t"_s);
        const bool there = query.run() && query.next() && query.integer(0) == 1;
        order.append(u"effects %1 %2"_s.arg(effects.sessionsEnded.size()).arg(there));
    });
    const auto job = [](Context &context) {
        context.effects.sessionsEnded.append(SessionId());
        return insert(u"x"_s)(context);
    };
    std::promise<void> answered;
    m_writer->submit(job, [&](const Response &) {
        order.append(u"answer"_s);
        answered.set_value();
    });
    answered.get_future().wait();
    QCOMPARE(order, (QStringList{u"effects 1 1"_s, u"answer"_s}));
}

void TestWriter::aFullQueueRefuses()
{
    makeWriter();
    Gate gate;
    m_writer->submit(gate.job(), [](const Response &) {});
    gate.entered.get_future().wait();
    for (int i = 0; i < limits::kWriterQueue; ++i)
        m_writer->submit(insert(u"x"_s), [](const Response &) {});
    int refused = 0;
    m_writer->submit(insert(u"x"_s), [&](const Response &r) { refused = r.status; });
    QCOMPARE(refused, 503);
    gate.open.set_value();
}

void TestWriter::stopFinishesWhatCameIn()
{
    makeWriter();
    Gate gate;
    m_writer->submit(gate.job(), [](const Response &) {});
    gate.entered.get_future().wait();
    int taken = limits::kGroupCommitJobs + 10; // more than one group
    for (int i = 0; i < taken; ++i)
        m_writer->submit(insert(u"x"_s), [](const Response &) {});
    std::thread stopper([this] { m_writer->stop(); });
    // The stop has begun once a job is refused; what came before it is still to be done.
    std::atomic<bool> refused = false;
    while (true) {
        m_writer->submit(insert(u"x"_s), [&](const Response &r) {
            if (r.status == 503)
                refused = true;
        });
        if (refused)
            break;
        ++taken;
        std::this_thread::yield();
    }
    gate.open.set_value();
    stopper.join();
    QCOMPARE(rows(), taken);
    QCOMPARE(m_writer->write(insert(u"late"_s)).status, 503);
}

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
