// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/dispatcher.h"

#include "protocol/limits.h"

#include <exception>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The last line of defence: a handler that throws (memory ran out, a library's error) costs its own
/// request and nothing else.
template <typename Call> Response guarded(const Call &call)
{
    try {
        return call();
    } catch (const std::exception &) {
        return Response::problem(makeProblem(ProblemCode::Internal));
    }
}

Draft draftOf(Response response)
{
    Draft draft;
    takeCacheMark(response);
    draft.response = std::move(response);
    return draft;
}

Draft tooMany(int seconds)
{
    Problem problem = makeProblem(ProblemCode::RateLimited);
    problem.retryAfterSeconds = seconds;
    return draftOf(Response::problem(problem));
}

} // namespace

Draft refusal(ProblemCode code)
{
    return draftOf(Response::problem(makeProblem(code)));
}

Dispatcher::Dispatcher(Deps deps)
    : m_deps(deps)
{ }

std::optional<Draft> Dispatcher::admit(Exchange &exchange)
{
    Request &request = exchange.request;
    auto match = m_deps.router.match(request.method, request.path);
    if (!match.route) {
        if (match.allow.isEmpty())
            return refusal(ProblemCode::NotFound);
        const QByteArray allow = match.allow.join(", ");
        if (request.method == Method::Options)
            return draftOf(Response::empty(204).with("allow", allow));
        return draftOf(Response::problem(makeProblem(ProblemCode::MethodNotAllowed)).with("allow", allow));
    }
    if (match.badEncoding)
        return refusal(ProblemCode::InvalidUtf8);
    exchange.route = match.route;
    request.params = std::move(match.params);
    return admitPeer(exchange);
}

std::optional<Draft> Dispatcher::admitPeer(Exchange &exchange)
{
    const Request &request = exchange.request;
    const auto token = bearerToken(request.header("authorization"));
    if (token) {
        if (const auto peer = m_deps.authenticator.remembered(*token))
            return admitKnown(exchange, *peer);
    }
    const bool isApi = request.path.startsWith("/api/") || request.path.startsWith("/media/");
    if (isApi) {
        if (const auto seconds = m_deps.anonymousRate.take(request.remote))
            return tooMany(*seconds);
    }
    if (exchange.route->auth == RouteAuth::None)
        return std::nullopt;
    if (!token && exchange.route->auth == RouteAuth::UserOrSignature)
        return std::nullopt;
    if (!token)
        return refusal(ProblemCode::Unauthorized);
    exchange.token = *token;
    return std::nullopt;
}

std::optional<Draft> Dispatcher::admitKnown(Exchange &exchange, const Verified &peer)
{
    exchange.peer = peer;
    exchange.request.principal = peer.principal;
    if (const auto seconds = m_deps.tokenRate.take(peer.principal.session.toBytes()))
        return tooMany(*seconds);
    return std::nullopt;
}

void Dispatcher::authenticate(const ExchangePtr &exchange, std::function<void(std::optional<Draft>)> done)
{
    const bool taken = m_deps.readers.submit([this, exchange, done](sql::Database *db) {
        if (!db)
            return done(refusal(ProblemCode::Unavailable));
        const auto peer = m_deps.authenticator.verify(exchange->token, *db);
        exchange->token.clear();
        if (!peer)
            return done(draftOf(Response::problem(peer.error())));
        done(admitKnown(*exchange, *peer));
    });
    if (!taken)
        done(refusal(ProblemCode::Unavailable));
}

std::optional<Draft> Dispatcher::fromMemory(const Exchange &exchange)
{
    if (!exchange.request.principal)
        return std::nullopt;
    const auto scope = pageScopeOf(*exchange.route, exchange.request);
    if (!scope)
        return std::nullopt;
    const auto key = m_deps.shelf.rememberedKey(*scope, exchange.request);
    return key ? m_deps.shelf.findReady(*key, exchange.request) : std::nullopt;
}

void Dispatcher::run(const ExchangePtr &exchange, Done done)
{
    switch (exchange->route->lane) {
    case RouteLane::Read:
        return runRead(exchange, true, std::move(done));
    case RouteLane::Write:
        return m_deps.writer.submit(
            [exchange](Context &context) {
                return guarded([&] { return exchange->route->handler(exchange->request, context); });
            },
            [done = std::move(done)](Response response) { done(draftOf(std::move(response))); });
    case RouteLane::Password:
        return runSlow(m_deps.passwords, exchange, std::move(done));
    case RouteLane::Slow:
        return runSlow(m_deps.slow, exchange, std::move(done));
    }
}

void Dispatcher::runRead(const ExchangePtr &exchange, bool mayFollow, Done done)
{
    const bool taken = m_deps.readers.submit([this, exchange, mayFollow, done](sql::Database *db) {
        if (!db)
            return done(refusal(ProblemCode::Unavailable));
        const auto scope =
            exchange->request.principal ? pageScopeOf(*exchange->route, exchange->request) : std::nullopt;
        if (scope)
            return runPage(exchange, *scope, *db, mayFollow, done);
        done(draftOf(readIn(*exchange, *db)));
    });
    if (!taken)
        done(refusal(ProblemCode::Unavailable));
}

void Dispatcher::runPage(
    const ExchangePtr &exchange, const PageScope &scope, sql::Database &db, bool mayFollow, Done done)
{
    const auto key = m_deps.shelf.loadKey(scope, exchange->request, db);
    // No key: not a reader, or nothing there. The handler gives the same answer as to any stranger.
    if (!key)
        return done(draftOf(readIn(*exchange, db)));
    if (auto found = m_deps.shelf.find(*key, exchange->request))
        return done(std::move(*found));
    const auto follower = [this, exchange, done, key](const PagePtr &page) {
        if (page)
            done(PageShelf::draftOf(*key, exchange->request, page, "HIT"));
        else
            runRead(exchange, false, done);
    };
    if (!mayFollow)
        return done(draftOf(readIn(*exchange, db)));
    if (m_deps.shelf.flights().lead(*key, follower))
        done(m_deps.shelf.keep(*key, exchange->request, readIn(*exchange, db)));
}

Response Dispatcher::readIn(const Exchange &exchange, sql::Database &db)
{
    // One transaction, so that all statements of a handler see one state of the database.
    if (!db.control(u"BEGIN"_s))
        return Response::problem(makeProblem(ProblemCode::Unavailable));
    Effects none;
    Context context{db, m_deps.clock, m_deps.rng, none};
    auto response = guarded([&] { return exchange.route->handler(exchange.request, context); });
    static_cast<void>(db.control(u"COMMIT"_s));
    return response;
}

void Dispatcher::runSlow(Workers &pool, const ExchangePtr &exchange, Done done)
{
    const bool taken = pool.submit([this, exchange, done](sql::Database *db) {
        if (!db)
            return done(refusal(ProblemCode::Unavailable));
        Effects none;
        Context context{*db, m_deps.clock, m_deps.rng, none};
        done(draftOf(guarded(
            [&] { return exchange->route->slowHandler(exchange->request, context, m_deps.writer); })));
    });
    if (!taken)
        done(refusal(ProblemCode::Unavailable));
}

} // namespace preggo::server
