// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/api_call.h"

#include "protocol/json.h"

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kAnswerBytes = 4LL * 1024 * 1024;

Problem unreachable(NetFailure failure)
{
    const auto say = [](const QString &sentence) { return makeProblem(ProblemCode::Unavailable, sentence); };
    switch (failure) {
    case NetFailure::Timeout:
        return say(u"The server did not answer in time. Try again in a moment."_s);
    case NetFailure::Tls:
        return say(u"The connection to the server is not safe, so nothing was sent. "
                   u"Check the date of this device and its network."_s);
    case NetFailure::TooLarge:
        return say(u"The server's answer is too large to read. Update the app."_s);
    case NetFailure::None:
    case NetFailure::Offline:
    case NetFailure::Aborted:
        break;
    }
    return say(u"The server cannot be reached. Check your connection and try again."_s);
}

bool isJson(const HttpAnswer &answer)
{
    const QByteArray type = answer.header("content-type").toLower();
    return type.startsWith("application/json") || type.startsWith("application/problem+json");
}

/// An answer that our server did not write: a proxy, a hotel's sign-in page.
Problem foreignAnswer(int status)
{
    switch (status) {
    case 413:
        return makeProblem(ProblemCode::TooLarge);
    case 426:
        return makeProblem(ProblemCode::ClientTooOld);
    case 429:
        return makeProblem(ProblemCode::RateLimited);
    default:
        return makeProblem(ProblemCode::Unavailable,
            u"Something else than the server answered. Does this network ask you to sign in first?"_s);
    }
}

} // namespace

HttpRequest jsonRequest(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.idleTimeoutMs = kApiIdleTimeoutMs;
    request.maxAnswerBytes = kAnswerBytes;
    request.lane = method == "GET" ? NetLane::Reads : NetLane::Actions;
    request.addHeader("Accept", "application/json");
    if (!body.isEmpty() || (method != "GET" && method != "DELETE")) {
        request.addHeader("Content-Type", "application/json");
        request.body = toJsonBytes(body);
    }
    return request;
}

Problem problemOfAnswer(const HttpAnswer &answer)
{
    if (answer.failure != NetFailure::None)
        return unreachable(answer.failure);
    const auto object = isJson(answer) ? parseJsonObject(answer.body) : fail(ProblemCode::InvalidJson);
    Problem problem = object ? Problem::fromJson(*object) : foreignAnswer(answer.status);
    if (problem.detail.isEmpty())
        problem.detail = makeProblem(problem.code).detail;
    bool isNumber = false;
    if (const qint64 seconds = answer.header("retry-after").toLongLong(&isNumber); isNumber && seconds >= 0)
        problem.retryAfterSeconds = static_cast<int>(std::min<qint64>(seconds, limits::kRetryAfterSeconds));
    return problem;
}

Result<QJsonObject> readJsonAnswer(const HttpAnswer &answer)
{
    if (answer.failure != NetFailure::None || answer.status < 200 || answer.status > 299)
        return tl::make_unexpected(problemOfAnswer(answer));
    if (answer.status == 204)
        return QJsonObject();
    auto object =
        isJson(answer) ? parseJsonObject(answer.body, kAnswerBytes) : fail(ProblemCode::InvalidJson);
    if (!object)
        return tl::make_unexpected(foreignAnswer(0));
    return object;
}

} // namespace preggo
