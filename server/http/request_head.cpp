// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/request_head.h"

#include "protocol/text.h"
#include "server/http/router.h"

namespace preggo::server {

Result<Request> makeRequest(
    QByteArrayView method, QByteArrayView target, QHash<QByteArray, QByteArray> headers, QByteArray remote)
{
    Request request;
    const auto known = methodOf(method);
    if (!known)
        return fail(ProblemCode::MethodNotAllowed);
    if (target.isEmpty() || target.front() != '/')
        return fail(ProblemCode::BadRequest);
    request.method = *known;
    const qsizetype mark = target.indexOf('?');
    request.path = target.first(mark < 0 ? target.size() : mark).toByteArray();
    if (mark >= 0) {
        const QByteArray query = target.sliced(mark + 1).toByteArray();
        if (!isValidUtf8(QByteArray::fromPercentEncoding(query)))
            return fail(ProblemCode::InvalidUtf8);
        request.query = QUrlQuery(QString::fromUtf8(query));
    }
    request.headers = std::move(headers);
    request.remote = std::move(remote);
    return request;
}

} // namespace preggo::server
