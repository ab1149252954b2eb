// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "protocol/sync_messages.h"

#include <optional>

namespace preggo {

/// What an answer asks of the client (docs/sync.md, section 5).
enum class Verdict {
    Delivered,
    Retry, ///< nothing is known of its fate; the same again later
    ServerFails, ///< a 5xx: retry, and suspect the action where others pass
    RateLimited, ///< the whole account waits
    SignIn, ///< the token was refused even after a refresh
    Rebase, ///< the stream's history is another one: R4 or R5 first
    WaitForOther, ///< what it needs is not there yet, or it is being worked on
    TooOld, ///< the server no longer speaks this version: everything waits
    Maintenance, ///< everything waits, for the server's own time
    Insecure, ///< the certificate is not the server's: slowly, with a banner, never bypassed
    Gone, ///< 404: not there, or no longer open to this person
    KeyReused, ///< the op id stands for something else: repair
    Refused, ///< for good
};

/// Value type.
struct Outcome
{
    Verdict verdict = Verdict::Retry;
    std::optional<Problem> problem;
    std::optional<qint64> retryAfterMs;
};

/// Of a whole request. 200 with a body that is no JSON object (a captive portal) is Retry.
[[nodiscard]] Outcome classify(const HttpAnswer &answer);
/// Of one action in a push that was answered with 200.
[[nodiscard]] Outcome classify(const PushResult &result);

} // namespace preggo
