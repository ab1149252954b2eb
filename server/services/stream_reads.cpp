// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/stream_reads.h"

#include "server/services/access.h"
#include "server/services/change_log.h"
#include "server/services/page_key.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kBiggest = 1LL << 53;

/// The path with its query, as it came: what an ETag is of.
QByteArray targetOf(const Request &request)
{
    return request.path + '?' + request.query.toString(QUrl::FullyEncoded).toUtf8();
}

bool hasTag(const Request &request, const QByteArray &tag)
{
    const auto known = request.header("if-none-match").split(',');
    return std::any_of(
        known.begin(), known.end(), [&](const QByteArray &item) { return item.trimmed() == tag; });
}

} // namespace

Result<OpenStream> openStream(const Request &request, Context &context)
{
    const auto stream = StreamId::parse(request.params.value("id"));
    if (!stream)
        return fail(ProblemCode::NotFound);
    const auto readable = mayRead(context.db, *stream, request.principal->user);
    if (!readable)
        return tl::make_unexpected(readable.error());
    const auto head = *readable ? lift(headOf(context.db, *stream)) : std::optional<Head>();
    if (!head)
        return tl::make_unexpected(head.error());
    if (!*head)
        return fail(ProblemCode::NotFound);
    return OpenStream{*stream, **head};
}

Response cachedJson(const Request &request, const Heads &heads, const std::function<Response()> &make)
{
    const QByteArray key = headsKey(heads);
    const QByteArray tag = entityTag(targetOf(request), key);
    Response response = hasTag(request, tag) ? Response::empty(304) : make();
    if (response.status != 200 && response.status != 304)
        return response;
    response.with("etag", tag).with("cache-control", "private, max-age=0, must-revalidate");
    return response.with(kCacheHeader, key);
}

Result<qint64> queryNumber(
    const Request &request, const QString &name, qint64 fallback, qint64 min, qint64 max)
{
    if (!request.query.hasQueryItem(name))
        return fallback;
    bool isNumber = false;
    const qint64 number = request.query.queryItemValue(name).toLongLong(&isNumber);
    if (!isNumber || number < min || number > std::min(max, kBiggest)) {
        return fail(ProblemCode::InvalidField,
            u"“%1” must be a whole number from %2 to %3."_s.arg(name).arg(min).arg(std::min(max, kBiggest)),
            name);
    }
    return number;
}

Response handleHeads(const Request &request, Context &context)
{
    const auto heads = headsOf(context.db, streamsOf(context.db, request.principal->user));
    if (!heads)
        return Response::problem(toProblem(heads.error()));
    return Response::json(
        200, {{u"heads"_s, headsToJson(*heads)}, {u"server_time"_s, context.clock.wallMs()}})
        .with("cache-control", "private, no-store");
}

} // namespace preggo::server
