// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_route_groups.h"
#include "server/media/media_service.h"
#include "server/media/media_write.h"
#include "server/media/tus_headers.h"
#include "server/media/upload_access.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kUpload[] = "/api/v1/uploads/{id}";
constexpr char kChunkType[] = "application/offset+octet-stream";

tl::unexpected<Problem> wrongOffset(qint64 offset)
{
    Problem problem = makeProblem(ProblemCode::OffsetMismatch);
    problem.extra[u"offset"_s] = offset;
    return tl::make_unexpected(problem);
}

/// What a request on an upload may build on: it is alive, and its verdict is not a refusal.
Result<UploadRow> usable(const Request &request, Context &context)
{
    if (auto done = tus::checkVersion(request); !done)
        return tl::make_unexpected(done.error());
    auto upload = requireUpload(request, context.db);
    if (!upload)
        return upload;
    if (upload->state == UploadState::Refused)
        return tl::make_unexpected(upload->problem.value_or(makeProblem(ProblemCode::PictureDamaged)));
    if (upload->state == UploadState::Receiving && context.clock.wallMs() >= upload->expiresMs)
        return fail(ProblemCode::UploadGone);
    return upload;
}

Result<qint64> checkChunk(const Request &request, const UploadRow &upload, qint64 known)
{
    if (request.header("content-type") != kChunkType)
        return fail(
            ProblemCode::UnsupportedMedia, u"Send the chunk as %1."_s.arg(QLatin1StringView(kChunkType)));
    const auto offset = tus::readOffset(request);
    if (!offset)
        return offset;
    if (*offset != known)
        return wrongOffset(known);
    if (*offset + request.body.size() > upload.length)
        return fail(ProblemCode::TooLarge, u"The chunk goes beyond the announced length. Send less."_s);
    if (auto done = tus::checkChecksum(request); !done)
        return tl::make_unexpected(done.error());
    return offset;
}

Result<qint64> takeChunk(MediaService &media, const Request &request, Context &context, Writer &writer)
{
    const auto id = MediaId::parse(request.params.value("id"));
    if (!id)
        return fail(ProblemCode::NotFound);
    const auto turn = media.uploads().takeTurn(*id);
    const auto upload = usable(request, context);
    if (!upload)
        return tl::make_unexpected(upload.error());
    if (upload->state == UploadState::Stored)
        return upload->length;
    const qint64 known = media.uploads().offset(*id);
    if (turn.lost())
        return wrongOffset(known);
    const auto offset = checkChunk(request, *upload, known);
    if (!offset)
        return offset;
    const auto grown = media.uploads().append(*id, *offset, request.body);
    if (!grown || *grown < upload->length)
        return grown;
    if (auto done = media.finishUpload(writer, *upload); !done)
        return tl::make_unexpected(done.error());
    return grown;
}

Result<qint64> tellOffset(
    MediaService &media, const Request &request, Context &context, Writer &writer, qint64 &length)
{
    const auto id = MediaId::parse(request.params.value("id"));
    if (!id)
        return fail(ProblemCode::NotFound);
    // First: while another request stores the picture, the row still says that it is on its way, and then
    // the file is gone, as if nothing had come yet.
    const auto turn = media.uploads().takeTurn(*id);
    const auto upload = usable(request, context);
    if (!upload)
        return tl::make_unexpected(upload.error());
    length = upload->length;
    if (upload->state == UploadState::Stored)
        return upload->length;
    const qint64 offset = media.uploads().offset(upload->media);
    if (offset < upload->length)
        return offset;
    // All bytes came, and the server stopped before it looked at them.
    if (auto done = media.finishUpload(writer, *upload); !done)
        return tl::make_unexpected(done.error());
    return offset;
}

Result<void> terminate(MediaService &media, const Request &request, Context &context, Writer &writer)
{
    if (auto done = tus::checkVersion(request); !done)
        return done;
    const auto upload = requireUpload(request, context.db);
    if (!upload)
        return tl::make_unexpected(upload.error());
    const auto turn = media.uploads().takeTurn(upload->media);
    auto done = writeMedia(writer, [&](Context &writing) -> Result<void> {
        // By its upload a picture is found that is not whole yet; the upload goes when it expires.
        const auto unfinished = isUnfinished(writing.db, upload->media);
        if (!unfinished)
            return tl::make_unexpected(unfinished.error());
        return *unfinished ? Result<void>() : dropUpload(writing, upload->media);
    });
    if (done)
        media.uploads().remove(upload->media);
    return done;
}

Response answerOffset(int status, const Result<qint64> &offset)
{
    if (!offset) {
        Response refusal = Response::problem(offset.error());
        if (const auto known = offset.error().extra[u"offset"]; known.isDouble())
            refusal.with("upload-offset", QByteArray::number(known.toInteger()));
        return tus::finish(std::move(refusal));
    }
    return tus::finish(Response::empty(status).with("upload-offset", QByteArray::number(*offset)));
}

Route slow(Method method, std::function<Response(const Request &, Context &, Writer &)> handler)
{
    Route route;
    route.method = method;
    route.path = kUpload;
    route.lane = RouteLane::Slow;
    route.slowHandler = std::move(handler);
    return route;
}

} // namespace

QVector<Route> uploadRoutes(MediaService &media)
{
    Route chunk = slow(Method::Patch, [&media](const Request &request, Context &context, Writer &writer) {
        return answerOffset(204, takeChunk(media, request, context, writer));
    });
    chunk.maxBodyBytes = limits::kChunkBytesMax;
    Route offset = slow(Method::Head, [&media](const Request &request, Context &context, Writer &writer) {
        qint64 length = 0;
        const auto known = tellOffset(media, request, context, writer, length);
        Response told = answerOffset(200, known);
        if (known)
            told.with("upload-length", QByteArray::number(length));
        return told;
    });
    Route end = slow(Method::Delete, [&media](const Request &request, Context &context, Writer &writer) {
        const auto done = terminate(media, request, context, writer);
        return tus::finish(done ? Response::empty(204) : Response::problem(done.error()));
    });
    return {chunk, offset, end};
}

} // namespace preggo::server
