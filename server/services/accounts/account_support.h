// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/json.h"
#include "protocol/problem.h"
#include "server/services/family_changes.h"
#include "server/services/service.h"
#include "server/services/sql_result.h"

#include <functional>

namespace preggo::server {

// Small steps that every account and family handler takes.

/// The answer of a handler that made an object, or its refusal.
[[nodiscard]] Response answer(int status, const Result<QJsonObject> &result);
/// 204, or the refusal.
[[nodiscard]] Response answerEmpty(const Result<void> &result);

/// Runs a job in the writer and hands its result out. A job that fails for the caller's fault (4xx)
/// keeps what it wrote, such as the count of tries, so it checks before it writes.
template <typename T>
[[nodiscard]] Result<T> inWriter(Writer &writer, const std::function<Result<T>(Context &)> &job)
{
    Result<T> result = fail(ProblemCode::Unavailable);
    const Response done = writer.write([&](Context &context) {
        result = job(context);
        return answerEmpty(result ? Result<void>() : tl::make_unexpected(result.error()));
    });
    if (result && done.status >= 300)
        return fail(done.status == 507 ? ProblemCode::StorageFull : ProblemCode::Unavailable);
    return result;
}

/// A route of the read or the write lane that needs a sign-in.
[[nodiscard]] Route makeRoute(Method method, const QByteArray &path, RouteLane lane,
    std::function<Response(const Request &, Context &)> handler);
/// A route of the password lane that needs none.
[[nodiscard]] Route makeOpenPasswordRoute(
    const QByteArray &path, std::function<Response(const Request &, Context &, Writer &)> handler);

/// Who asks, as the maker of a change. Only for routes that need a sign-in.
[[nodiscard]] Actor actorOf(const Request &request);

/// The `If-Match` of a change: the version that the client saw. PreconditionFailed without a number.
[[nodiscard]] Result<qint64> ifMatch(const Request &request);

/// An id of the path; NotFound where it is none, as for one that does not exist.
template <typename Id> [[nodiscard]] Result<Id> pathId(const Request &request, const QByteArray &name)
{
    if (const auto id = Id::parse(request.params.value(name)))
        return *id;
    return fail(ProblemCode::NotFound);
}

/// A name as it is stored; a problem of `field` where nothing is left of it.
[[nodiscard]] Result<QString> requiredName(const QString &typed, const QString &field);

} // namespace preggo::server
