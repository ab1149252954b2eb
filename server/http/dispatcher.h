// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"
#include "protocol/rng.h"
#include "server/http/authenticator.h"
#include "server/http/page_shelf.h"
#include "server/http/rate_limiter.h"
#include "server/http/router.h"
#include "server/http/worker_pool.h"
#include "server/monitoring/metrics.h"

#include <functional>
#include <memory>

namespace preggo::server {

/// One request on its way. Belongs to one connection; one thread at a time touches it.
struct Exchange
{
    Request request;
    const Route *route = nullptr;
    std::optional<Verified> peer; ///< beside request.principal: until when
    QByteArray token; ///< a bearer token that was not seen before
};
using ExchangePtr = std::shared_ptr<Exchange>;

/// Leads a request through limits, authentication, memory and the lanes. Knows no socket. Safe from
/// any thread. Steps, in this order:
///
///     admit ─▶ authenticate (only for an unseen token) ─▶ fromMemory ─▶ run
class Dispatcher
{
public:
    struct Deps
    {
        const Router &router;
        Authenticator &authenticator;
        PageShelf &shelf;
        AccessDirectory &access;
        Workers &readers;
        Workers &passwords;
        Workers &slow;
        Writer &writer;
        RateLimiter &tokenRate;
        RateLimiter &anonymousRate;
        const Clock &clock;
        Rng &rng;
    };
    using Done = std::function<void(Draft)>;

    explicit Dispatcher(Deps deps);

    /// Before the body is read: the route, the token, the rate. An answer means refuse now. Never blocks.
    [[nodiscard]] std::optional<Draft> admit(Exchange &exchange);
    /// For an exchange that still has a token: `done` gets nothing where it is good.
    void authenticate(const ExchangePtr &exchange, std::function<void(std::optional<Draft>)> done);
    /// The answer from memory, where it is there. Never blocks.
    [[nodiscard]] std::optional<Draft> fromMemory(const Exchange &exchange);
    /// Runs the route's handler in its lane; `done` is called once, on any thread.
    void run(const ExchangePtr &exchange, Done done);

private:
    [[nodiscard]] std::optional<Draft> admitPeer(Exchange &exchange);
    [[nodiscard]] std::optional<Draft> admitKnown(Exchange &exchange, const Verified &peer);
    void runRead(const ExchangePtr &exchange, bool mayFollow, Done done);
    void runPage(
        const ExchangePtr &exchange, const PageScope &scope, sql::Database &db, bool mayFollow, Done done);
    [[nodiscard]] Response readIn(const Exchange &exchange, sql::Database &db);
    void runSlow(Workers &pool, const ExchangePtr &exchange, Done done);

    const Deps m_deps;
};

[[nodiscard]] Draft refusal(ProblemCode code);

} // namespace preggo::server
