// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/writer_thread.h"

#include "protocol/limits.h"

#include <future>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

WriterThread::WriterThread(Deps deps)
    : m_deps(std::move(deps))
    , m_group({m_deps.clock, m_deps.rng, m_deps.committed})
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

std::optional<GroupCommit::Pending> WriterThread::takeJob()
{
    const std::lock_guard lock(m_mutex);
    if (m_jobs.empty())
        return std::nullopt;
    GroupCommit::Pending pending = std::move(m_jobs.front());
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
                GroupCommit::refuse([this] { return takeJob(); }, problemOf(opened.error()));
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
    {
        const std::lock_guard lock(m_mutex);
        ++m_commits;
    }
    m_group.run(db, [this] { return takeJob(); });
}

} // namespace preggo::server
