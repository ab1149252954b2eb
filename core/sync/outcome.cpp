// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/outcome.h"

#include "protocol/json.h"
#include "protocol/limits.h"

#include <algorithm>

namespace preggo {

namespace {

Verdict verdictOf(ProblemCode code)
{
    switch (code) {
    case ProblemCode::RateLimited:
        return Verdict::RateLimited;
    case ProblemCode::Unauthorized:
    case ProblemCode::TokenExpired:
        return Verdict::SignIn;
    case ProblemCode::EpochChanged:
    case ProblemCode::CursorAhead:
    case ProblemCode::CursorTooOld:
        return Verdict::Rebase;
    case ProblemCode::DependencyMissing:
    case ProblemCode::InProgress:
        return Verdict::WaitForOther;
    case ProblemCode::ClientTooOld:
        return Verdict::TooOld;
    case ProblemCode::Maintenance:
        return Verdict::Maintenance;
    case ProblemCode::KeyReused:
        return Verdict::KeyReused;
    case ProblemCode::NotFound:
        return Verdict::Gone;
    case ProblemCode::Internal:
    case ProblemCode::Unavailable:
    case ProblemCode::StorageFull:
        return Verdict::ServerFails;
    default:
        return Verdict::Refused;
    }
}

Verdict verdictOf(NetFailure failure)
{
    return failure == NetFailure::Tls ? Verdict::Insecure : Verdict::Retry;
}

/// Without a problem document the status alone decides.
Verdict verdictOfStatus(int status)
{
    switch (status) {
    case 401:
        return Verdict::SignIn;
    case 404:
        return Verdict::Gone;
    case 408:
    case 425:
        return Verdict::Retry;
    case 426:
        return Verdict::TooOld;
    case 429:
        return Verdict::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return Verdict::ServerFails;
    // Redirects and the like come from something between us and the server.
    return status >= 400 ? Verdict::Refused : Verdict::Retry;
}

std::optional<qint64> retryAfterOf(const HttpAnswer &answer, const std::optional<Problem> &problem)
{
    bool isNumber = false;
    qint64 seconds = answer.header("retry-after").toLongLong(&isNumber);
    if (!isNumber && problem && problem->retryAfterSeconds) {
        seconds = *problem->retryAfterSeconds;
        isNumber = true;
    }
    if (!isNumber || seconds < 0)
        return std::nullopt;
    return 1'000LL * std::min<qint64>(seconds, limits::kRetryAfterSeconds);
}

std::optional<Problem> problemOf(const HttpAnswer &answer)
{
    if (!answer.header("content-type").startsWith("application/problem+json"))
        return std::nullopt;
    const auto object = parseJsonObject(answer.body);
    return object ? std::optional(Problem::fromJson(*object)) : std::nullopt;
}

} // namespace

Outcome classify(const HttpAnswer &answer)
{
    if (answer.failure != NetFailure::None)
        return {verdictOf(answer.failure), {}, {}};
    if (answer.status >= 200 && answer.status < 300) {
        const bool json = answer.header("content-type").startsWith("application/json");
        return {json ? Verdict::Delivered : Verdict::Retry, {}, {}};
    }
    const auto problem = answer.status >= 400 ? problemOf(answer) : std::nullopt;
    const auto retryAfter = retryAfterOf(answer, problem);
    Verdict verdict = problem ? verdictOf(problem->code) : verdictOfStatus(answer.status);
    // A 5xx is never a refusal, whatever its document says.
    if (answer.status >= 500 && verdict != Verdict::Maintenance)
        verdict = Verdict::ServerFails;
    return {verdict, problem, retryAfter};
}

Outcome classify(const PushResult &result)
{
    switch (result.status) {
    case PushStatus::Applied:
    case PushStatus::Duplicate:
        return {Verdict::Delivered, {}, {}};
    case PushStatus::Skipped:
        return {Verdict::WaitForOther, result.problem, {}};
    case PushStatus::Rejected: {
        const bool reused = result.problem && result.problem->code == ProblemCode::KeyReused;
        return {reused ? Verdict::KeyReused : Verdict::Refused, result.problem, {}};
    }
    case PushStatus::Retry:
        break;
    }
    Outcome outcome{Verdict::Retry, result.problem, {}};
    if (!result.problem)
        return outcome;
    outcome.verdict = verdictOf(result.problem->code);
    if (outcome.verdict == Verdict::Refused || outcome.verdict == Verdict::Gone)
        outcome.verdict = Verdict::Retry; // the server said retry, whatever the reason
    if (result.problem->retryAfterSeconds)
        outcome.retryAfterMs = *result.problem->retryAfterSeconds * 1000LL;
    return outcome;
}

} // namespace preggo
