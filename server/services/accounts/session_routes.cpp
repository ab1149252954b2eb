// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_store.h"
#include "server/services/accounts/account_support.h"
#include "server/services/accounts/route_groups.h"
#include "server/services/accounts/sessions.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRefreshTokenMax = 128;

Result<QJsonObject> refresh(const AccountDeps &deps, const Request &request, Context &context)
{
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    QString token;
    JsonReader reader(*object);
    reader.text(u"refresh_token", token, kRefreshTokenMax);
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    return rotateSession(context, deps.tokens, token.toUtf8());
}

Result<QJsonObject> ownAccount(const Request &request, Context &context)
{
    const auto account = accountById(context.db, request.principal->user);
    if (!account)
        return tl::make_unexpected(account.error());
    if (!*account)
        return fail(ProblemCode::NotFound);
    return QJsonObject{{u"user_id"_s, (*account)->user.toString()}, {u"name"_s, (*account)->name},
        {u"address"_s, (*account)->address}};
}

Result<void> dropDevice(const Request &request, Context &context)
{
    const UserId user = request.principal->user;
    const auto device = pathId<DeviceId>(request, "id");
    if (!device)
        return tl::make_unexpected(device.error());
    const auto removed = removeDevice(context, user, *device);
    if (!removed)
        return tl::make_unexpected(removed.error());
    if (!*removed)
        return fail(ProblemCode::NotFound);
    return endSessionsOfDevice(context, user, *device);
}

} // namespace

QVector<Route> sessionRoutes(const AccountDeps &deps)
{
    Route refreshing = makeRoute(Method::Post, "/api/v1/auth/refresh", RouteLane::Write,
        [deps](const Request &request, Context &context) {
            return answer(200, refresh(deps, request, context));
        });
    refreshing.auth = RouteAuth::None;
    return {
        refreshing,
        makeRoute(Method::Post, "/api/v1/auth/logout", RouteLane::Write,
            [](const Request &request, Context &context) {
                return answerEmpty(endSession(context, request.principal->session));
            }),
        makeRoute(Method::Get, "/api/v1/account", RouteLane::Read,
            [](const Request &request, Context &context) {
                return answer(200, ownAccount(request, context));
            }),
        makeRoute(Method::Get, "/api/v1/devices", RouteLane::Read,
            [](const Request &request, Context &context) {
                return answer(
                    200, listDevices(context.db, request.principal->user, request.principal->device));
            }),
        makeRoute(Method::Delete, "/api/v1/devices/{id}", RouteLane::Write,
            [](const Request &request, Context &context) {
                return answerEmpty(dropDevice(request, context));
            }),
    };
}

} // namespace preggo::server
