// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/rng.h"
#include "server/services/service.h"

#include <functional>
#include <optional>
#include <vector>

namespace preggo::server {

/// Runs writes in one transaction (docs/sync.md, section 8): at most limits::kGroupCommitJobs, or what
/// comes within limits::kGroupCommitMs. Each has a savepoint of its own, so one failure does not touch its
/// neighbours. Nobody is answered before the COMMIT, and a COMMIT that fails answers all of its jobs with
/// the failure. So does a transaction that SQLite ended in the middle (full disk): its group ends there.
/// Holds no state and no thread; belongs to the thread of the database.
class GroupCommit
{
public:
    struct Pending
    {
        Writer::Job job;
        Writer::Done done;
    };
    /// The next job that waits, or nothing.
    using Next = std::function<std::optional<Pending>()>;
    /// After COMMIT and before the answers.
    using Committed = std::function<void(const Effects &, sql::Database &)>;

    struct Deps
    {
        const Clock &clock;
        Rng &rng;
        Committed committed;
    };

    explicit GroupCommit(Deps deps);

    /// One transaction of what waits.
    void run(sql::Database &db, const Next &next) const;
    /// Answers all that wait with a problem.
    static void refuse(const Next &next, const Problem &problem);

private:
    struct Finished
    {
        Response response;
        Writer::Done done;
    };
    [[nodiscard]] Finished runJob(sql::Database &db, Pending &&pending, Effects &effects) const;

    const Deps m_deps;
};

/// What a failed database means for the person who asked.
[[nodiscard]] Problem problemOf(const sql::Error &error);

} // namespace preggo::server
