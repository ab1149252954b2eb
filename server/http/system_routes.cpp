// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/system_routes.h"

#include "server/http/shell.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Route open(const char *path, std::function<Response(const Request &, Context &)> handler)
{
    Route route;
    route.path = path;
    route.auth = RouteAuth::None;
    route.maxBodyBytes = 0;
    route.handler = std::move(handler);
    return route;
}

Response health(const Request &, Context &)
{
    return Response::json(200, {{u"status"_s, u"ok"_s}}).with("cache-control", "no-store");
}

Response readiness(const Request &, Context &context)
{
    // Any statement that reads the file; the table is there since the first version of the schema.
    auto query = context.db.query(u"SELECT count(*) FROM stream WHERE 0"_s);
    if (!query.run() || !query.next())
        return Response::problem(makeProblem(ProblemCode::Unavailable));
    return Response::json(200, {{u"status"_s, u"ready"_s}}).with("cache-control", "no-store");
}

bool isLocal(const Request &request)
{
    // A proxy on this machine is loopback too; what it passes on says so.
    const bool proxied = request.headers.contains("x-forwarded-for") || request.headers.contains("forwarded");
    return !proxied && (request.remote == "127.0.0.1" || request.remote == "::1");
}

Response useWebSocket(const Request &, Context &)
{
    return Response::problem(makeProblem(ProblemCode::BadRequest, u"Open this address as a WebSocket."_s));
}

} // namespace

QVector<Route> systemRoutes(const Metrics &metrics)
{
    const auto figures = [&metrics](const Request &request, Context &) {
        if (!isLocal(request))
            return Response::problem(makeProblem(ProblemCode::NotFound));
        return Response::bytes(200, "text/plain; version=0.0.4", metrics.text())
            .with("cache-control", "no-store");
    };
    return {open("/healthz", health), open("/readyz", readiness), open("/metrics", figures),
        open(kRealtimePath, useWebSocket), open(kFamilySocketPath, useWebSocket)};
}

} // namespace preggo::server
