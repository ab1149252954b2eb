// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/rng.h"
#include "server/http/worker_pool.h"
#include "server/services/service.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace preggo::server {

/// The one thread that writes. Jobs that wait together share one COMMIT (at most
/// limits::kGroupCommitJobs, or what comes within limits::kGroupCommitMs); each has a savepoint of
/// its own, so one failure does not touch its neighbours. Nobody is answered before the COMMIT, and
/// a COMMIT that fails answers all of its jobs with the failure. So does a transaction that SQLite ended
/// in the middle (full disk): its group ends there. Safe from any thread.
class WriterThread final : public Writer
{
public:
    using Done = std::function<void(Response)>;
    /// After COMMIT and before the answers, on the writer's thread.
    using Committed = std::function<void(const Effects &, sql::Database &)>;

    struct Deps
    {
        const Clock &clock;
        Rng &rng;
        WorkerPool::Opener opener;
        Committed committed;
    };

    explicit WriterThread(Deps deps);
    ~WriterThread() override;

    [[nodiscard]] Response write(const Job &job) override;
    /// As write(), without blocking; `done` is called once, on the writer's thread, or at once with
    /// 503 where the queue is full.
    void submit(Job job, Done done);
    /// Finishes the queue, checkpoints the WAL and ends the thread.
    void stop();

    /// For tests: how many COMMITs were tried.
    [[nodiscard]] int commits() const;

private:
    struct Pending
    {
        Job job;
        Done done;
    };
    struct Finished
    {
        Response response;
        Done done;
    };

    void run();
    [[nodiscard]] bool waitForJob();
    [[nodiscard]] std::optional<Pending> takeJob();
    void commitGroup(sql::Database &db);
    void runJob(sql::Database &db, Pending &&pending, Effects &effects, std::vector<Finished> &finished);
    void refuseAll(const Problem &problem);

    const Deps m_deps;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Pending> m_jobs;
    bool m_stopping = false;
    int m_commits = 0;
    std::thread m_thread;
};

/// What a failed database means for the person who asked.
[[nodiscard]] Problem problemOf(const sql::Error &error);

} // namespace preggo::server
