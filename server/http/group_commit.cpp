// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/group_commit.h"

#include "protocol/limits.h"
#include "storage/sql/transaction.h"

namespace preggo::server {

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

GroupCommit::GroupCommit(Deps deps)
    : m_deps(std::move(deps))
{ }

void GroupCommit::run(sql::Database &db, const Next &next) const
{
    sql::Transaction transaction(db);
    if (!transaction.begun())
        return refuse(next, problemOf(transaction.begun().error()));
    const qint64 began = m_deps.clock.steadyMs();
    Effects effects;
    std::vector<Finished> finished;
    while (finished.size() < static_cast<std::size_t>(limits::kGroupCommitJobs)
        && (finished.empty() || m_deps.clock.steadyMs() - began <= limits::kGroupCommitMs)) {
        // Nobody waits for company: while one group is being written to the disk the next one gathers.
        auto pending = next();
        if (!pending)
            break;
        finished.push_back(runJob(db, std::move(*pending), effects));
        // SQLite ended the transaction: these jobs fail together, and the next ones get one of their own.
        if (db.lostTransaction())
            break;
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

GroupCommit::Finished GroupCommit::runJob(sql::Database &db, Pending &&pending, Effects &effects) const
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
    return {std::move(response), std::move(pending.done)};
}

void GroupCommit::refuse(const Next &next, const Problem &problem)
{
    while (auto pending = next())
        pending->done(Response::problem(problem));
}

} // namespace preggo::server
