// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/writer_thread.h"

#include "protocol/limits.h"
#include "storage/sql/transaction.h"

#include <future>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

Problem problemOf(const sql::Error &error)
{
    switch (error.kind) {
    case sql::ErrorKind::Full:
        return makeProblem(ProblemCode::StorageFull);
    case sql::ErrorKind::Busy:
    case sql::ErrorKind::CannotOpen:
        return makeProblem(ProblemCode::Unavailable);
    default:
        return makeProblem(ProblemCode::Internal);
    }
}

WriterThread::WriterThread(Deps deps)
    : m_deps(std::move(deps))
    , m_thread([this] { run(); })
{ }

WriterThread::~WriterThread()
{
    stop();
}

void WriterThread::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

int WriterThread::commits() const
{
    const std::lock_guard lock(m_mutex);
    return m_commits;
}

Response WriterThread::write(const Job &job)
{
    std::promise<Response> promise;
    auto future = promise.get_future();
    submit(job, [&promise](Response response) { promise.set_value(std::move(response)); });
    return future.get();
}

void WriterThread::submit(Job job, Done done)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping && m_jobs.size() < static_cast<std::size_t>(limits::kWriterQueue)) {
            m_jobs.push_back({std::move(job), std::move(done)});
            m_wake.notify_one();
            return;
        }
    }
    done(Response::problem(makeProblem(ProblemCode::Unavailable)));
}

bool WriterThread::waitForJob()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
    return !m_jobs.empty();
}

std::optional<WriterThread::Pending> WriterThread::takeJob()
{
    const std::lock_guard lock(m_mutex);
    if (m_jobs.empty())
        return std::nullopt;
    Pending pending = std::move(m_jobs.front());
    m_jobs.pop_front();
    return pending;
}

void WriterThread::run()
{
    std::unique_ptr<sql::Database> db;
    while (waitForJob()) {
        if (!db) {
            auto opened = m_deps.opener();
            if (!opened) {
                refuseAll(problemOf(opened.error()));
                continue;
            }
            db = std::move(*opened);
        }
        commitGroup(*db);
    }
    if (db)
        static_cast<void>(db->exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
}

void WriterThread::commitGroup(sql::Database &db)
{
    sql::Transaction transaction(db);
    if (!transaction.begun())
        return refuseAll(problemOf(transaction.begun().error()));
    const qint64 began = m_deps.clock.steadyMs();
    Effects effects;
    std::vector<Finished> finished;
    while (finished.size() < static_cast<std::size_t>(limits::kGroupCommitJobs)
        && (finished.empty() || m_deps.clock.steadyMs() - began <= limits::kGroupCommitMs)) {
        // Nobody waits for company: while one group is being written to the disk the next one gathers.
        auto pending = takeJob();
        if (!pending)
            break;
        runJob(db, std::move(*pending), effects, finished);
        // SQLite ended the transaction: these jobs fail together, and the next ones get one of their own.
        if (db.lostTransaction())
            break;
    }
    {
        const std::lock_guard lock(m_mutex);
        ++m_commits;
    }
    if (const auto done = transaction.commit(); !done) {
        const Response failure = Response::problem(problemOf(done.error()));
        for (auto &each : finished)
            each.done(failure);
        return;
    }
    if (m_deps.committed)
        m_deps.committed(effects, db);
    for (auto &each : finished)
        each.done(std::move(each.response));
}

void WriterThread::runJob(
    sql::Database &db, Pending &&pending, Effects &effects, std::vector<Finished> &finished)
{
    Effects own;
    sql::Savepoint savepoint(db);
    Context context{db, m_deps.clock, m_deps.rng, own};
    Response response = pending.job(context);
    if (response.status < 500) {
        if (const auto released = savepoint.release(); released)
            effects.merge(std::move(own));
        else
            response = Response::problem(problemOf(released.error()));
    } else {
        savepoint.rollback();
    }
    finished.push_back({std::move(response), std::move(pending.done)});
}

void WriterThread::refuseAll(const Problem &problem)
{
    while (auto pending = takeJob())
        pending->done(Response::problem(problem));
}

} // namespace preggo::server
