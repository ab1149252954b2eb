// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/sync_core.h"

namespace preggo {

SyncCore::SyncCore(const EngineDeps &deps, SyncEvents &listener)
    : clock(deps.clock)
    , rng(deps.rng)
    , main(deps.main)
    , uploads(deps.uploads)
    , self(deps.self)
    , device(deps.device)
    , events(listener)
    , storage(deps.main, deps.storage, deps.outbox, deps.cache)
    , retry(deps.rng)
    , gate(deps.clock, deps.main, retry)
    , http(deps.http, deps.tokens)
{ }

void SyncCore::reportFailure(const Outcome &outcome)
{
    constexpr qint64 kMaintenanceMs = 60'000;
    constexpr qint64 kInsecureMs = 60'000;
    switch (outcome.verdict) {
    case Verdict::SignIn:
        gate.probeWithdrawn();
        return events.signInNeeded();
    case Verdict::TooOld:
        gate.probeWithdrawn();
        return events.updateNeeded();
    case Verdict::RateLimited:
        return gate.pauseFor(retry.delay(2, outcome.retryAfterMs), outcome.retryAfterMs);
    case Verdict::Maintenance:
        return gate.pauseFor(
            outcome.retryAfterMs.value_or(0) + retry.spread(kMaintenanceMs), outcome.retryAfterMs);
    case Verdict::Insecure:
        events.securityChanged(true);
        return gate.failedFor(kInsecureMs);
    case Verdict::Delivered:
    case Verdict::Rebase:
    case Verdict::WaitForOther:
    case Verdict::KeyReused:
    case Verdict::Refused:
        return gate.succeeded(); // the server answers; it is the request that is wrong
    case Verdict::Retry:
    case Verdict::ServerFails:
    case Verdict::Gone:
        return gate.failed(outcome.retryAfterMs);
    }
}

} // namespace preggo
