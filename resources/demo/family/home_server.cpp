// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/home_server.h"

#include "server/data/server_database.h"
#include "server/media/picture.h"
#include "storage/sql/transaction.h"

#include <QDir>
#include <QJsonDocument>

namespace preggo::demo {

using namespace Qt::Literals::StringLiterals;
using namespace preggo::server;

HomeServer::HomeServer(const ServerKeys &keys)
    : m_tokens(keys)
    , m_routes(accountRoutes({m_tokens, m_passwords, keys.secret}))
{ }

tl::expected<std::unique_ptr<HomeServer>, QString> HomeServer::open(const QString &directory)
{
    // The names are those of preggo-server's data directory.
    if (!QDir().mkpath(directory))
        return tl::make_unexpected(u"The directory %1 cannot be made."_s.arg(directory));
    auto lock = sql::ProcessLock::take(directory + u"/server.lock"_s);
    if (!lock)
        return tl::make_unexpected(u"A server uses the directory %1. Stop it first."_s.arg(directory));
    SystemRng rng;
    const auto keys = loadServerKeys(directory + u"/keys.json"_s, rng);
    if (!keys)
        return tl::make_unexpected(keys.error().detail);
    auto db = openServerDatabase(directory + u"/preggo.db"_s);
    if (!db)
        return tl::make_unexpected(db.error().text);
    if (const auto before = migrateServerDatabase(**db); !before)
        return tl::make_unexpected(before.error().text);
    std::unique_ptr<HomeServer> self(new HomeServer(*keys));
    self->m_lock = std::move(*lock);
    self->m_db = std::move(*db);
    self->m_media = std::make_unique<MediaService>(
        MediaDeps{.directory = directory, .clock = self->m_clock, .prepare = [](const QByteArray &bytes) {
                      return preparePicture(bytes); // our own: no process is needed between them and us
                  }});
    return self;
}

tl::expected<QJsonObject, QString> HomeServer::call(Method method, const QByteArray &route,
    const QJsonObject &body, std::optional<Principal> who, const QHash<QByteArray, QString> &params)
{
    Request request;
    request.method = method;
    request.path = route;
    request.params = params;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.principal = who;
    for (const Route &candidate : std::as_const(m_routes)) {
        if (candidate.method != method || candidate.path != route)
            continue;
        Effects effects;
        Context context{*m_db, m_clock, m_rng, effects};
        const Response response = candidate.slowHandler ? candidate.slowHandler(request, context, *this)
            : candidate.lane == RouteLane::Write
            ? write([&](Context &inside) { return candidate.handler(request, inside); })
            : candidate.handler(request, context);
        const QJsonObject object =
            response.body ? QJsonDocument::fromJson(*response.body).object() : QJsonObject();
        if (response.status >= 300)
            return tl::make_unexpected(QString::fromUtf8(route) + u": "_s + object[u"detail"_s].toString());
        return object;
    }
    return tl::make_unexpected(u"There is no route "_s + QString::fromUtf8(route));
}

Response HomeServer::write(const Job &job)
{
    Effects effects;
    sql::Transaction transaction(*m_db);
    Context context{*m_db, m_clock, m_rng, effects};
    if (!transaction.begun())
        return Response::problem(makeProblem(ProblemCode::Unavailable));
    Response response = job(context);
    if (response.status >= 500)
        return response;
    return transaction.commit() ? response : Response::problem(makeProblem(ProblemCode::Unavailable));
}

} // namespace preggo::demo
