// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/auth_api.h"

#include "core/net/api_json.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject deviceJson(const ThisDevice &device)
{
    return {{u"id"_s, device.id.toString()}, {u"name"_s, device.name}};
}

} // namespace

AuthApi::AuthApi(HttpTransport &http)
    : m_http(http)
{ }

void AuthApi::post(const QString &path, const QJsonObject &body, ApiDone<SignedIn> done)
{
    const QString name = body[u"name"_s].toString();
    m_http.send(jsonRequest("POST", path, body), [name, done = std::move(done)](const HttpAnswer &answer) {
        done(readJsonAnswer(answer).and_then(
            [&](const QJsonObject &object) { return readSignedIn(object, name); }));
    });
}

void AuthApi::signUp(const QString &name, const QString &address, const QString &password,
    const ThisDevice &device, ApiDone<SignedIn> done)
{
    post(u"/api/v1/auth/register"_s,
        {{u"name"_s, name}, {u"address"_s, address}, {u"password"_s, password},
            {u"device"_s, deviceJson(device)}},
        std::move(done));
}

void AuthApi::signIn(
    const QString &address, const QString &password, const ThisDevice &device, ApiDone<SignedIn> done)
{
    post(u"/api/v1/auth/login"_s,
        {{u"address"_s, address}, {u"password"_s, password}, {u"device"_s, deviceJson(device)}},
        std::move(done));
}

void AuthApi::recover(const QString &address, const QString &code, const QString &newPassword,
    const ThisDevice &device, ApiDone<SignedIn> done)
{
    post(u"/api/v1/auth/recover"_s,
        {{u"address"_s, address}, {u"code"_s, code}, {u"new_password"_s, newPassword},
            {u"device"_s, deviceJson(device)}},
        std::move(done));
}

void AuthApi::signInByLink(const QString &token, const ThisDevice &device, ApiDone<SignedIn> done)
{
    post(u"/api/v1/auth/link"_s, {{u"token"_s, token}, {u"device"_s, deviceJson(device)}}, std::move(done));
}

void AuthApi::refresh(const QByteArray &refreshToken, ApiDone<TokenPair> done)
{
    m_http.send(jsonRequest("POST", u"/api/v1/auth/refresh"_s,
                    {{u"refresh_token"_s, QString::fromLatin1(refreshToken)}}),
        [done = std::move(done)](
            const HttpAnswer &answer) { done(readJsonAnswer(answer).and_then(readTokens)); });
}

void AuthApi::signOut(const QByteArray &accessToken, ApiDone<void> done)
{
    HttpRequest request = jsonRequest("POST", u"/api/v1/auth/logout"_s);
    request.addHeader("Authorization", "Bearer " + accessToken);
    m_http.send(std::move(request), [done = std::move(done)](const HttpAnswer &answer) {
        done(readJsonAnswer(answer).map([](const QJsonObject &) {}));
    });
}

} // namespace preggo
