// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "api_caller.h"

#include "protocol/ids.h"
#include "protocol/rng.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUrl>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

bool ApiCaller::start()
{
    m_schema = ApiSchema::load(u"openapi.yaml"_s);
    return m_schema && m_server.start();
}

QString ApiCaller::newId()
{
    return SystemRng().mintV7<EntityId>(QDateTime::currentMSecsSinceEpoch()).toString();
}

HttpAnswer ApiCaller::call(const QString &operation, const QStringList &values, const QByteArray &token,
    const QJsonObject &body, HttpClient::Headers headers, const QByteArray &query)
{
    const QByteArray bytes =
        body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    return callRaw(operation, values, token, bytes, std::move(headers), query);
}

HttpAnswer ApiCaller::callRaw(const QString &operation, const QStringList &values, const QByteArray &token,
    const QByteArray &body, HttpClient::Headers headers, const QByteArray &query)
{
    QString path = operation.section(u' ', 1);
    for (const auto &value : values) {
        const qsizetype from = path.indexOf(u'{');
        path.replace(
            from, path.indexOf(u'}') - from + 1, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    if (!token.isEmpty())
        headers.append({"Authorization", "Bearer " + token});
    if (!m_client || !m_client->isOpen())
        m_client = std::make_unique<HttpClient>(m_server.port());
    const auto method = operation.section(u' ', 0, 0).toLatin1();
    const auto answer = m_client->request(method, path.toLatin1() + query, headers, body);
    const QString wrong =
        m_schema->checkAnswer(operation, answer.status, answer.header("content-type"), answer.body);
    if (!wrong.isEmpty())
        m_wrong.append(wrong + u" <- "_s + QString::fromUtf8(answer.body.left(300)));
    if (answer.status >= 200 && answer.status < 300)
        m_called.insert(operation);
    if (answer.header("connection") == "close")
        m_client.reset();
    return answer;
}

Person ApiCaller::signUp(const QString &name)
{
    Person person;
    person.device = newId();
    const auto answer = call(u"POST /api/v1/auth/register"_s, {}, {},
        {{u"name"_s, name}, {u"address"_s, name.toLower() + u"@example.org"_s},
            {u"password"_s, u"a long enough phrase"_s},
            {u"device"_s, QJsonObject{{u"id"_s, person.device}, {u"name"_s, u"Phone"_s}}}});
    person.user = answer.json()[u"user_id"_s].toString();
    person.token = answer.json()[u"access_token"_s].toString().toLatin1();
    person.refreshToken = answer.json()[u"refresh_token"_s].toString().toLatin1();
    return person;
}

} // namespace preggo::test
