// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/drivers/server_client.h"

#include "resources/demo/family/story.h"
#include "tests/bench/load/http_load.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

QByteArray Answer::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

LoadResult askOnce(quint16 port, const QByteArray &request)
{
    LoadPlan plan;
    plan.port = port;
    plan.connections = 1;
    plan.requests = 1;
    plan.milliseconds = 20'000;
    plan.next = [&] { return request; };
    return runLoad(plan);
}

Answer ask(quint16 port, const QByteArray &request)
{
    const LoadResult result = askOnce(port, request);
    return {result.lastHead.mid(9, 3).toInt(), result.lastHead,
        QJsonDocument::fromJson(result.lastBody).object()};
}

std::optional<SignedIn> signIn(quint16 port, int person)
{
    const demo::Person who = demo::people()[person];
    const QJsonObject body{{u"address"_s, who.address}, {u"password"_s, who.password},
        {u"device"_s,
            QJsonObject{
                {u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}, {u"name"_s, u"Benchmark"_s}}}};
    const Answer login =
        ask(port, postRequest("/api/v1/auth/login", QJsonDocument(body).toJson(QJsonDocument::Compact)));
    const QByteArray authorization =
        "Authorization: Bearer " + login.json[u"access_token"_s].toString().toUtf8() + "\r\n";
    const Answer families = ask(port, getRequest("/api/v1/families", authorization));
    const QJsonArray list = families.json[u"families"_s].toArray();
    if (login.status != 200 || list.isEmpty())
        return std::nullopt;
    const QJsonObject family = list.first().toObject();
    const QString id =
        family.contains(u"family"_s) ? family[u"family"_s].toString() : family[u"id"_s].toString();
    return SignedIn{authorization, id.toUtf8()};
}

} // namespace preggo::bench
