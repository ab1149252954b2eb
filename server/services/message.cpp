// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/message.h"

#include "protocol/json.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

Response Response::json(int status, const QJsonObject &object)
{
    return bytes(status, "application/json"_ba, toJsonBytes(object));
}

Response Response::bytes(int status, const QByteArray &type, QByteArray body)
{
    Response response;
    response.status = status;
    response.headers.append({"content-type"_ba, type});
    response.body = std::make_shared<const QByteArray>(std::move(body));
    return response;
}

Response Response::problem(const Problem &problem)
{
    Response response = bytes(problem.status(), "application/problem+json"_ba, problem.toBody());
    if (problem.retryAfterSeconds)
        response.with("retry-after"_ba, QByteArray::number(*problem.retryAfterSeconds));
    return response;
}

Response Response::empty(int status)
{
    Response response;
    response.status = status;
    return response;
}

Response &Response::with(const QByteArray &name, const QByteArray &value) &
{
    headers.append({name, value});
    return *this;
}

Response Response::with(const QByteArray &name, const QByteArray &value) &&
{
    headers.append({name, value});
    return std::move(*this);
}

} // namespace preggo::server
