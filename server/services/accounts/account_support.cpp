// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_support.h"

#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

Response answer(int status, const Result<QJsonObject> &result)
{
    if (!result)
        return Response::problem(result.error());
    // Answers of these routes hold tokens, codes and names: nothing between keeps them.
    return Response::json(status, *result).with("cache-control", "no-store");
}

Response answerEmpty(const Result<void> &result)
{
    return result ? Response::empty(204) : Response::problem(result.error());
}

Route makeRoute(Method method, const QByteArray &path, RouteLane lane,
    std::function<Response(const Request &, Context &)> handler)
{
    Route route;
    route.method = method;
    route.path = path;
    route.lane = lane;
    route.handler = std::move(handler);
    return route;
}

Route makeOpenPasswordRoute(
    const QByteArray &path, std::function<Response(const Request &, Context &, Writer &)> handler)
{
    Route route;
    route.method = Method::Post;
    route.path = path;
    route.auth = RouteAuth::None;
    route.lane = RouteLane::Password;
    route.slowHandler = std::move(handler);
    return route;
}

Actor actorOf(const Request &request)
{
    return {request.principal->user, request.principal->device, OpId()};
}

Result<qint64> ifMatch(const Request &request)
{
    QByteArray tag = request.header("if-match").trimmed();
    if (tag.size() >= 2 && tag.startsWith('"') && tag.endsWith('"'))
        tag = tag.mid(1, tag.size() - 2);
    bool isNumber = false;
    const qint64 version = tag.toLongLong(&isNumber);
    if (!isNumber)
        return fail(ProblemCode::PreconditionFailed, u"Send If-Match with the version that you saw."_s);
    return version;
}

Result<QString> requiredName(const QString &typed, const QString &field)
{
    const QString name = cleanName(typed);
    if (name.isEmpty())
        return fail(ProblemCode::InvalidField, u"“%1” is empty. Type a name."_s.arg(field), field);
    return name;
}

} // namespace preggo::server
