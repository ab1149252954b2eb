// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/accept_header.h"
#include "server/media/media_route_groups.h"
#include "server/media/media_service.h"
#include "server/services/access.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A deleted post shows its pictures to its author alone, who may think better of it, and to her only as
/// long as it can be restored.
Result<bool> postShows(Context &context, PostId post, UserId user)
{
    if (post.isNull())
        return true;
    auto query = context.db.query(u"SELECT author, deleted_ms FROM post WHERE id=?"_s);
    const auto found = first(query.bind(post));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return false;
    const auto deletedMs = query.optionalInt64(1);
    if (!deletedMs)
        return true;
    return query.id<UserId>(0) == user && context.clock.wallMs() - *deletedMs <= limits::kRestoreWindowMs;
}

/// Who may see a picture: the readers of its post's stream, or, until a post took it, its uploader, as
/// long as they are members.
Result<bool> maySee(Context &context, const MediaRow &row, UserId user)
{
    sql::Database &db = context.db;
    if (!row.stored || row.deletedMs)
        return false;
    const auto member = memberAccess(db, row.family, user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member)
        return false;
    if (row.stream.isNull())
        return row.media.uploader == user;
    const auto reads = mayRead(**member, row.stream);
    return reads ? postShows(context, row.media.post, user) : false;
}

/// Who asks: by a token, or by a signed address of a session that is alive.
Result<UserId> viewerOf(const MediaService &media, const Request &request, Context &context)
{
    if (request.principal)
        return request.principal->user;
    const auto id = MediaId::parse(request.params.value("id"));
    const AddressKeys &keys = media.addresses();
    const qint64 now = context.clock.wallMs();
    const auto claim = id
        ? readSignedAddress(keys.secret, *id, request.params.value("variant"), request.query, now)
        : std::nullopt;
    if (!claim)
        return fail(ProblemCode::Unauthorized);
    const auto alive = keys.sessionAlive(context.db, claim->session, now);
    if (!alive)
        return tl::make_unexpected(alive.error());
    return *alive ? Result<UserId>(claim->user) : fail(ProblemCode::Unauthorized);
}

Result<MediaRow> requirePicture(const Request &request, Context &context, UserId viewer)
{
    const auto id = MediaId::parse(request.params.value("id"));
    if (!id)
        return fail(ProblemCode::NotFound);
    const auto row = mediaRow(context.db, *id);
    if (!row)
        return tl::make_unexpected(row.error());
    const auto allowed = *row ? maySee(context, **row, viewer) : false;
    if (!allowed)
        return tl::make_unexpected(allowed.error());
    if (!*allowed)
        return fail(ProblemCode::NotFound);
    return **row;
}

/// These bytes never change under this URL, and are nobody's but the asker's to keep; under a signed one
/// no longer than it lives. What stands in for a size that is still being made is not kept at all.
QByteArray mayKeep(bool isSigned, bool isInterim)
{
    if (isInterim)
        return "private, no-store";
    const QByteArray signedAge = QByteArray::number(limits::kSignedAddressMs / 1'000);
    return "private, max-age=" + (isSigned ? signedAge : QByteArray("31536000")) + ", immutable";
}

Response withPictureHeaders(Response response, const QByteArray &tag, const QByteArray &mayKeep)
{
    response.with("etag", tag);
    response.with("cache-control", mayKeep);
    response.with("vary", "accept, authorization");
    response.with("x-content-type-options", "nosniff");
    response.with("content-security-policy", "sandbox; default-src 'none'");
    response.with("referrer-policy", "no-referrer");
    return response;
}

Result<Response> picture(MediaService &media, const Request &request, Context &context)
{
    const auto viewer = viewerOf(media, request, context);
    if (!viewer)
        return tl::make_unexpected(viewer.error());
    const auto row = requirePicture(request, context, *viewer);
    if (!row)
        return tl::make_unexpected(row.error());
    const auto formats = acceptedFormats(request.header("accept"));
    const auto variant = servedVariant(context.db, row->media.id, request.params.value("variant"), formats);
    if (!variant)
        return tl::make_unexpected(variant.error());
    if (!*variant)
        return fail(ProblemCode::NotFound);
    const QByteArray keeping = mayKeep(!request.principal, (*variant)->isInterim);
    const QByteArray tag = '"' + (*variant)->sha256.toHex() + '"';
    if (namesTag(request.header("if-none-match"), tag))
        return withPictureHeaders(Response::empty(304), tag, keeping);
    Response response = Response::empty(200);
    response.filePath = media.blobs().path((*variant)->sha256);
    if (response.filePath.isEmpty())
        return fail(ProblemCode::Internal);
    response.with("content-type", "image/" + (*variant)->format.toLatin1());
    return withPictureHeaders(std::move(response), tag, keeping);
}

/// The same variant for who cannot send a token, such as a picture view of the system. Not a grant: it
/// serves what its asker may see when it is opened.
Result<Response> address(MediaService &media, const Request &request, Context &context)
{
    const Principal &who = *request.principal;
    const auto row = requirePicture(request, context, who.user);
    if (!row)
        return tl::make_unexpected(row.error());
    const QString variant = request.params.value("variant");
    const auto served = servedVariant(context.db, row->media.id, variant, {});
    if (!served)
        return tl::make_unexpected(served.error());
    if (!*served)
        return fail(ProblemCode::NotFound);
    if (media.addresses().secret.isEmpty())
        return fail(ProblemCode::Unavailable);
    const qint64 expiresMs = context.clock.wallMs() + limits::kSignedAddressMs;
    const QByteArray path =
        signedAddress(media.addresses().secret, {row->media.id, variant, who.user, who.session, expiresMs});
    return Response::json(200, {{u"address"_s, QString::fromLatin1(path)}, {u"expires_at"_s, expiresMs}})
        .with("cache-control", "no-store");
}

template <typename Handler> RouteHandler answering(MediaService &media, Handler handler)
{
    return [&media, handler](const Request &request, Context &context) {
        auto response = handler(media, request, context);
        return response ? std::move(*response) : Response::problem(response.error());
    };
}

} // namespace

QVector<Route> pictureRoutes(MediaService &media)
{
    Route shown;
    shown.path = "/media/{id}/{variant}";
    shown.auth = RouteAuth::UserOrSignature;
    shown.handler = answering(media, picture);
    Route signing;
    signing.path = "/media/{id}/{variant}/address";
    signing.handler = answering(media, address);
    return {shown, signing};
}

} // namespace preggo::server
