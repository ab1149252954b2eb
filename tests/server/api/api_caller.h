// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/api_schema.h"
#include "tests/support/http_client.h"
#include "tests/support/server_process.h"

#include <QSet>

#include <memory>

namespace preggo::test {

/// A person who is signed in.
struct Person
{
    QString user;
    QString device;
    QByteArray token;
    QByteArray refreshToken;
};

/// Calls the real server and holds every answer against openapi.yaml. What did not fit is in wrong().
class ApiCaller
{
public:
    [[nodiscard]] bool start();

    /// Calls `operation` ("GET /a/{id}") with its parameters filled in order by `values`.
    HttpAnswer call(const QString &operation, const QStringList &values = {}, const QByteArray &token = {},
        const QJsonObject &body = {}, HttpClient::Headers headers = {}, const QByteArray &query = {});
    /// As call(), with bytes for a body.
    HttpAnswer callRaw(const QString &operation, const QStringList &values, const QByteArray &token,
        const QByteArray &body, HttpClient::Headers headers, const QByteArray &query = {});
    [[nodiscard]] Person signUp(const QString &name);

    [[nodiscard]] const ApiSchema &schema() const { return *m_schema; }
    [[nodiscard]] QStringList wrong() const { return m_wrong; }
    [[nodiscard]] const QSet<QString> &called() const { return m_called; }
    [[nodiscard]] ServerProcess &server() { return m_server; }
    [[nodiscard]] static QString newId();

private:
    ServerProcess m_server;
    std::optional<ApiSchema> m_schema;
    std::unique_ptr<HttpClient> m_client;
    QStringList m_wrong;
    QSet<QString> m_called; ///< operations that answered with success
};

} // namespace preggo::test
