// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/content_routes.h"

#include "server/services/doors.h"
#include "server/services/feed.h"
#include "server/services/push.h"
#include "server/services/stream_reads.h"

namespace preggo::server {

namespace {

Route route(Method method, const char *path, RouteLane lane, RouteHandler handler)
{
    Route route;
    route.method = method;
    route.path = path;
    route.lane = lane;
    route.handler = std::move(handler);
    return route;
}

} // namespace

QVector<Route> contentRoutes(const PageSizes &sizes)
{
    const auto changes = [sizes](const Request &request, Context &context) {
        return handleChanges(request, context, sizes);
    };
    const auto snapshot = [sizes](const Request &request, Context &context) {
        return handleSnapshot(request, context, sizes);
    };
    return {
        route(Method::Post, "/api/v1/sync/push", RouteLane::Write, handlePush),
        route(Method::Get, "/api/v1/sync/heads", RouteLane::Read, handleHeads),
        route(Method::Get, "/api/v1/streams/{id}/changes", RouteLane::Read, changes),
        route(Method::Get, "/api/v1/streams/{id}/snapshot", RouteLane::Read, snapshot),
        route(Method::Get, "/api/v1/ops/{op_id}", RouteLane::Read, handleOperation),
        route(Method::Get, "/api/v1/feed/family/{pregnancy_id}", RouteLane::Read, handleFeed),
        route(Method::Post, "/api/v1/posts/", RouteLane::Write, handlePostDoor),
        route(Method::Post, "/api/v1/feed/reactions", RouteLane::Write, handleReactionDoor),
        route(Method::Post, "/api/v1/batch", RouteLane::Write, handleBatch),
    };
}

} // namespace preggo::server
