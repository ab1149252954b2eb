// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/accounts/house.h"

#include "server/media/media_routes.h"
#include "server/media/picture.h"
#include "storage/sql/transaction.h"

#include <QJsonDocument>
#include <QtGlobal>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;
using namespace server;

namespace {

void must(bool done, const char *what)
{
    if (!done)
        qFatal("the test's house could not be made: %s", what);
}

bool matches(const QByteArray &pattern, const QByteArray &path, QHash<QByteArray, QString> &params)
{
    const auto wanted = pattern.split('/');
    const auto given = path.split('/');
    if (wanted.size() != given.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i].startsWith('{'))
            params.insert(wanted[i].mid(1, wanted[i].size() - 2), QString::fromUtf8(given[i]));
        else if (wanted[i] != given[i])
            return false;
    }
    return true;
}

std::unique_ptr<sql::Database> freshDatabase()
{
    auto opened = openServerDatabase(u":memory:"_s);
    must(opened.has_value(), "database");
    must(migrateServerDatabase(**opened).has_value(), "schema");
    return std::move(*opened);
}

} // namespace

House::House(const RateLimits &rates)
    : db(freshDatabase())
    , keys(makeServerKeys(rng))
    , issuer(keys)
    , verifier(keys, [this](const Principal &who) { return sessionAlive(*db, who.session, clock.wallMs()); })
    , media({.directory = directory.path(),
          .clock = clock,
          .prepare = [](const QByteArray &bytes) { return preparePicture(bytes); },
          .addresses = {keys.secret, sessionAlive},
          .encodeAvif = [](const QByteArray &full) { return makeAvif(full); }})
{
    const AccountDeps deps{.tokens = issuer, .passwords = passwords, .secret = keys.secret, .rates = rates};
    m_routes = accountRoutes(deps) + mediaRoutes(media);
}

Response House::write(const Job &job)
{
    effects = {};
    if (failWrites > 0) {
        --failWrites;
        return Response::problem(makeProblem(ProblemCode::Unavailable));
    }
    sql::Transaction transaction(*db);
    must(transaction.begun().has_value(), "BEGIN");
    Context context{*db, clock, rng, effects};
    Response response = job(context);
    if (response.status >= 500)
        return response;
    must(transaction.commit().has_value(), "COMMIT");
    for (const auto &session : std::as_const(effects.sessionsEnded))
        verifier.endSession(session);
    if (effectsOf)
        effectsOf(effects);
    return response;
}

Response House::call(Method method, const QByteArray &path, const With &with, const QString &access)
{
    Request request;
    request.method = method;
    const qsizetype query = path.indexOf('?');
    request.path = query < 0 ? path : path.left(query);
    request.query = QUrlQuery(query < 0 ? QString() : QString::fromLatin1(path.mid(query + 1)));
    request.headers = with.headers;
    request.body = with.json.isEmpty() ? with.body : toJsonBytes(with.json);
    request.remote = with.remote;
    for (const auto &route : std::as_const(m_routes)) {
        request.params.clear();
        if (route.method != method || !matches(route.path, request.path, request.params))
            continue;
        if (route.auth == RouteAuth::User
            || (route.auth == RouteAuth::UserOrSignature && !access.isEmpty())) {
            const auto who = verifier.verify(access.toLatin1(), clock.wallMs());
            if (!who)
                return Response::problem(who.error());
            request.principal = *who;
        }
        if (request.body.size() > route.maxBodyBytes)
            return Response::problem(makeProblem(ProblemCode::TooLarge));
        Effects none;
        Context reader{*db, clock, rng, none};
        if (route.slowHandler)
            return route.slowHandler(request, reader, *this);
        if (route.lane == RouteLane::Write)
            return write([&](Context &context) { return route.handler(request, context); });
        return route.handler(request, reader);
    }
    qFatal("no route for %s", path.constData());
}

Response House::post(const QByteArray &path, const QJsonObject &json, const QString &access)
{
    return call(Method::Post, path, {.json = json, .body = {}, .headers = {}}, access);
}

Response House::get(const QByteArray &path, const QString &access)
{
    return call(Method::Get, path, {}, access);
}

Someone House::signUp(const QString &name)
{
    Someone who;
    who.address = name.toLower() + u"@example.org"_s;
    who.password = u"seven quiet herons "_s + name;
    who.device = rng.mintV4<DeviceId>();
    const auto response = post("/api/v1/auth/register",
        {{u"name"_s, name}, {u"address"_s, who.address}, {u"password"_s, who.password},
            {u"device"_s, deviceJson(who.device)}});
    must(response.status == 201, rawBody(response).constData());
    const auto body = bodyOf(response);
    who.user = *UserId::parse(body[u"user_id"].toString());
    who.access = body[u"access_token"].toString();
    who.refresh = body[u"refresh_token"].toString();
    for (const auto &code : body[u"recovery_codes"].toArray())
        who.recoveryCodes.append(code.toString());
    return who;
}

FamilyId House::family(const Someone &owner)
{
    const auto response = post("/api/v1/families",
        {{u"name"_s, u"Bean"_s}, {u"zone"_s, u"Europe/Berlin"_s}, {u"due_date"_s, u"2026-06-01"_s}},
        owner.access);
    must(response.status == 201, rawBody(response).constData());
    return *FamilyId::parse(bodyOf(response)[u"id"].toString());
}

void House::join(FamilyId to, const Someone &owner, const Someone &guest, const QString &role)
{
    const auto invite =
        post("/api/v1/families/" + to.toString().toLatin1() + "/invites", {{u"role"_s, role}}, owner.access);
    must(invite.status == 201, rawBody(invite).constData());
    const auto accepted =
        post("/api/v1/invites/accept", {{u"token"_s, bodyOf(invite)[u"token"].toString()}}, guest.access);
    must(accepted.status == 200, rawBody(accepted).constData());
}

qint64 House::number(const QString &sql)
{
    auto query = db->query(sql);
    must(query.run().has_value() && query.next(), "query");
    return query.int64(0);
}

QJsonObject bodyOf(const Response &response)
{
    return response.body ? QJsonDocument::fromJson(*response.body).object() : QJsonObject();
}

ProblemCode codeOf(const Response &response)
{
    return Problem::fromJson(bodyOf(response)).code;
}

QByteArray headerOf(const Response &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

QByteArray rawBody(const Response &response)
{
    return response.body ? *response.body : QByteArray();
}

QJsonObject deviceJson(DeviceId id, const QString &name)
{
    return {{u"id"_s, id.toString()}, {u"name"_s, name}};
}

} // namespace preggo::test
