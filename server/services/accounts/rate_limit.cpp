// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/rate_limit.h"

#include "server/services/accounts/secrets.h"
#include "server/services/sql_result.h"

#include <algorithm>
#include <cmath>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// The column is REAL and bound as text: SQLite converts it, and the thin layer has no double.
Result<double> tokensNow(Context &context, const QByteArray &bucket, const Rate &rate, qint64 now)
{
    auto query = context.db.query(u"SELECT tokens, updated_ms FROM login_attempt WHERE bucket = ?"_s);
    const auto found = first(query.bind(bucket));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return double(rate.burst);
    // A clock that was set back must not lock anybody out, nor fill the bucket.
    const qint64 passed = std::max<qint64>(0, now - query.int64(1));
    const double stored = query.text(0).toDouble();
    return std::min<double>(rate.burst, stored + double(passed) / double(rate.everyMs));
}

} // namespace

RateLimits RateLimits::none()
{
    constexpr Rate kFree{1'000'000'000, 1};
    return {kFree, kFree, kFree, kFree, kFree, kFree};
}

Result<void> takeToken(
    Context &context, const QByteArray &secret, QByteArrayView purpose, QByteArrayView who, const Rate &rate)
{
    const QByteArray bucket = keyedHash(secret, purpose, who);
    const qint64 now = context.clock.wallMs();
    const auto tokens = tokensNow(context, bucket, rate, now);
    if (!tokens)
        return tl::make_unexpected(tokens.error());
    if (*tokens < 1.0) {
        Problem problem =
            makeProblem(ProblemCode::RateLimited, u"Too many tries. Wait a little, then try again."_s);
        problem.retryAfterSeconds =
            static_cast<int>(std::ceil((1.0 - *tokens) * double(rate.everyMs) / 1000.0));
        return tl::make_unexpected(problem);
    }
    const QString left = QString::number(*tokens - 1.0, 'f', 6);
    return lift(context.db
                    .query(u"INSERT INTO login_attempt(bucket, tokens, updated_ms) VALUES(?, ?, ?)"
                           " ON CONFLICT(bucket) DO UPDATE SET tokens = excluded.tokens,"
                           " updated_ms = excluded.updated_ms"_s)
                    .bind(bucket)
                    .bind(left)
                    .bind(now)
                    .run());
}

void refillBucket(Context &context, const QByteArray &secret, QByteArrayView purpose, QByteArrayView who)
{
    // Where this fails, the person merely waits longer after her next mistakes.
    (void)context.db.query(u"DELETE FROM login_attempt WHERE bucket = ?"_s)
        .bind(keyedHash(secret, purpose, who))
        .run();
}

} // namespace preggo::server
