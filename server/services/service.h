// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/limits.h"
#include "protocol/rng.h"
#include "protocol/sync_messages.h"
#include "server/services/message.h"
#include "storage/sql/database.h"

#include <QVector>

#include <functional>

namespace preggo::server {

/// What must happen after the COMMIT of a write: collected while it runs, carried out by the shell.
struct Effects
{
    /// Changes by stream in rising seq, for the hub. `prev` of a frame is its seq - 1.
    struct Published
    {
        StreamId stream;
        Head head; ///< right after the change
        ChangeItem item;
    };
    QVector<Published> published;
    /// Roles, abilities, audiences or membership of these changed: caches forget them, sockets re-check.
    QVector<QPair<FamilyId, UserId>> membersChanged;
    /// Heads of the streams that were written to, so that publishing need not ask for them.
    QHash<StreamId, Head> heads;
    /// These sessions ended: their tokens and sockets are refused from now on.
    QVector<SessionId> sessionsEnded;

    void merge(Effects &&other);
};

/// What a service may use. `db` is a reader's connection or, in the writer, the writing one inside an
/// open savepoint; it belongs to the thread that runs the service.
struct Context
{
    sql::Database &db;
    const Clock &clock;
    Rng &rng;
    Effects &effects;
};

/// How many rows one answer about a stream holds at most.
struct PageSizes
{
    int changes = limits::kChangesPage; ///< seqs of the log
    int snapshot = limits::kSnapshotPage; ///< posts and what hangs on them; always one whole post
};

/// Serialises writes and groups their commits (docs/sync.md, section 8).
class Writer
{
public:
    using Job = std::function<Response(Context &)>;
    using Done = std::function<void(Response)>;
    virtual ~Writer() = default;
    /// Runs `job` in the writer, in a savepoint that is rolled back where the answer's status is 500 or
    /// more, and returns after the COMMIT. Blocks: never call it from an I/O thread.
    [[nodiscard]] virtual Response write(const Job &job) = 0;
    /// As write(), without blocking; `done` is called once, after the COMMIT, or at once with 503 where
    /// too much waits.
    virtual void submit(Job job, Done done) = 0;
};

using RouteHandler = std::function<Response(const Request &, Context &)>;

/// Where a route's handler runs.
enum class RouteLane {
    Read, ///< reader pool, one snapshot of the database
    Write, ///< writer thread, group commit
    Password, ///< bounded pool for Argon2id; writes through Route's Writer
    Slow, ///< bounded pool for disk and picture work, so that no sign-in waits for one; writes likewise
};

enum class RouteAuth {
    None,
    User,
    UserOrSignature, ///< a token, or an address that the handler checks itself
};

/// One row of the routing table. Handlers are pure in their arguments.
struct Route
{
    Method method = Method::Get;
    QByteArray path; ///< e.g. "/api/v1/streams/{id}/changes"; also the label in logs and metrics
    RouteAuth auth = RouteAuth::User;
    RouteLane lane = RouteLane::Read;
    qint64 maxBodyBytes = limits::kJsonBodyBytes;
    RouteHandler handler; ///< Read and Write
    std::function<Response(const Request &, Context &, Writer &)> slowHandler; ///< Password and Slow
};

} // namespace preggo::server
