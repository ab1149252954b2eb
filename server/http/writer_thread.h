// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/rng.h"
#include "server/http/group_commit.h"
#include "server/http/worker_pool.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace preggo::server {

/// The one thread that writes: jobs that wait together share one COMMIT (GroupCommit). Safe from any thread.
class WriterThread final : public Writer
{
public:
    using Committed = GroupCommit::Committed;

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
    /// `done` is called on the writer's thread, or at once.
    void submit(Job job, Done done) override;
    /// Finishes the queue, checkpoints the WAL and ends the thread.
    void stop();

    /// For tests: how many COMMITs were tried.
    [[nodiscard]] int commits() const;

private:
    void run();
    [[nodiscard]] bool waitForJob();
    [[nodiscard]] std::optional<GroupCommit::Pending> takeJob();
    void commitGroup(sql::Database &db);

    const Deps m_deps;
    const GroupCommit m_group;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<GroupCommit::Pending> m_jobs;
    bool m_stopping = false;
    int m_commits = 0;
    std::thread m_thread;
};

} // namespace preggo::server
