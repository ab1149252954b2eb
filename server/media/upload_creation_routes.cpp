// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_route_groups.h"
#include "server/media/media_service.h"
#include "server/media/media_write.h"
#include "server/media/tus_headers.h"
#include "server/media/upload_access.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kUploads[] = "/api/v1/uploads";

/// Where an announced upload stands.
struct Place
{
    qint64 offset = 0;
    qint64 expiresMs = 0;
};

bool isSame(const UploadRow &upload, const tus::Announcement &wish)
{
    return upload.length == wish.length && upload.sha256 == wish.sha256 && upload.family == wish.family;
}

Result<void> checkRoom(Context &context, UserId user)
{
    const auto open = openUploads(context.db, user, context.clock.wallMs());
    if (!open)
        return tl::make_unexpected(open.error());
    if (*open < limits::kOpenUploadsPerUser)
        return {};
    Problem problem = makeProblem(ProblemCode::RateLimited,
        u"%1 pictures of yours are on their way, which is the limit. Send this one when they have arrived."_s
            .arg(*open));
    problem.retryAfterSeconds = 30;
    return tl::make_unexpected(problem);
}

/// Whether the family's pictures leave room for this one. What was announced before has its room.
Result<void> checkQuota(sql::Database &db, UserId user, const tus::Announcement &wish)
{
    if (auto done = mayUpload(db, wish.family, user); !done)
        return done; // a stranger learns nothing of it
    const auto known = uploadRow(db, wish.media);
    if (!known)
        return tl::make_unexpected(known.error());
    const auto stored = mediaRow(db, wish.media);
    if (!stored)
        return tl::make_unexpected(stored.error());
    if (*known || *stored)
        return {};
    const auto use = pictureUse(db, wish.family);
    if (!use)
        return tl::make_unexpected(use.error());
    if (use->pictures >= limits::kFamilyPictures)
        return fail(ProblemCode::LimitReached,
            u"This family has %1 pictures, which is the limit. Delete some: they make room after 30 days."_s
                .arg(use->pictures));
    if (use->bytes + wish.length > limits::kFamilyPictureBytes)
        return fail(ProblemCode::LimitReached,
            u"This family's pictures fill the %1 GB they have on this server. Delete some: they make room after 30 days."_s
                .arg(limits::kFamilyPictureBytes / 1'000'000'000));
    return {};
}

/// Somebody else's media id, or one of a picture that is stored already.
Result<bool> isStored(sql::Database &db, MediaId media, UserId user)
{
    const auto row = mediaRow(db, media);
    if (!row)
        return tl::make_unexpected(row.error());
    if (*row && (*row)->media.uploader != user)
        return fail(ProblemCode::Conflict, {}, u"media_id"_s);
    return row->has_value();
}

/// The upload as it is from now on.
struct Announced
{
    UploadRow upload;
    bool isNew = false; ///< what may have come for an earlier one is void
};

Result<Announced> announce(Context &context, UserId user, const tus::Announcement &wish)
{
    const auto known = uploadRow(context.db, wish.media);
    if (!known)
        return tl::make_unexpected(known.error());
    if (*known && (*known)->user != user)
        return fail(ProblemCode::Conflict, {}, u"media_id"_s);
    const bool isAlive = *known && (*known)->expiresMs > context.clock.wallMs();
    if (isAlive && isSame(**known, wish))
        return Announced{**known, false};
    if (!isAlive) {
        if (auto done = checkRoom(context, user); !done)
            return tl::make_unexpected(done.error());
    }
    const UploadRow upload{wish.media, user, wish.family, wish.length, wish.sha256, wish.alt,
        context.clock.wallMs() + limits::kUploadMs, UploadState::Receiving, {}};
    if (auto done = putUpload(context, upload); !done)
        return tl::make_unexpected(done.error());
    return Announced{upload, true};
}

/// Where to go on: settles what came whole before the server could.
Result<Place> settle(MediaService &media, Writer &writer, const Announced &announced)
{
    const UploadRow &upload = announced.upload;
    if (announced.isNew)
        media.uploads().remove(upload.media);
    if (upload.state == UploadState::Refused)
        return tl::make_unexpected(upload.problem.value_or(makeProblem(ProblemCode::PictureDamaged)));
    if (upload.state == UploadState::Stored)
        return Place{upload.length, upload.expiresMs};
    const qint64 offset = media.uploads().offset(upload.media);
    if (offset == upload.length) {
        if (auto done = media.finishUpload(writer, upload); !done)
            return tl::make_unexpected(done.error());
    }
    return Place{offset, upload.expiresMs};
}

Result<Place> create(
    MediaService &media, const Request &request, Context &reader, Writer &writer, MediaId &id)
{
    if (auto done = tus::checkVersion(request); !done)
        return tl::make_unexpected(done.error());
    const auto wish = tus::readAnnouncement(request);
    if (!wish)
        return tl::make_unexpected(wish.error());
    id = wish->media;
    const UserId user = request.principal->user;
    // On this lane's own connection: counting a large family must not keep writes waiting.
    if (auto done = checkQuota(reader.db, user, *wish); !done)
        return tl::make_unexpected(done.error());
    const auto turn = media.uploads().takeTurn(wish->media);
    Announced place;
    bool stored = false;
    const auto announced = writeMedia(writer, [&](Context &context) -> Result<void> {
        if (auto done = mayUpload(context.db, wish->family, user); !done)
            return done;
        const auto isThere = isStored(context.db, wish->media, user);
        if (!isThere)
            return tl::make_unexpected(isThere.error());
        stored = *isThere;
        if (stored)
            return {};
        const auto row = announce(context, user, *wish);
        if (!row)
            return tl::make_unexpected(row.error());
        place = *row;
        return {};
    });
    if (!announced)
        return tl::make_unexpected(announced.error());
    if (stored)
        return Place{wish->length, media.clock().wallMs() + limits::kUploadMs};
    return settle(media, writer, place);
}

QByteArray httpDate(qint64 ms)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

Response answerCreation(MediaService &media, const Request &request, Context &reader, Writer &writer)
{
    MediaId id;
    const auto place = create(media, request, reader, writer, id);
    if (!place)
        return tus::finish(Response::problem(place.error()));
    return tus::finish(Response::empty(201)
                           .with("location", QByteArray(kUploads) + '/' + id.toString().toLatin1())
                           .with("upload-offset", QByteArray::number(place->offset))
                           .with("upload-expires", httpDate(place->expiresMs)));
}

Response describeServer()
{
    return tus::finish(Response::empty(204)
                           .with("tus-version", tus::kVersion)
                           .with("tus-extension", "creation,checksum,termination,expiration")
                           .with("tus-checksum-algorithm", "sha256")
                           .with("tus-max-size", QByteArray::number(limits::kPictureBytes)));
}

} // namespace

QVector<Route> uploadCreationRoutes(MediaService &media)
{
    Route options;
    options.method = Method::Options;
    options.path = kUploads;
    options.auth = RouteAuth::None;
    options.handler = [](const Request &, Context &) { return describeServer(); };
    Route creation;
    creation.method = Method::Post;
    creation.path = kUploads;
    creation.lane = RouteLane::Slow;
    creation.maxBodyBytes = 0;
    creation.slowHandler = [&media](const Request &request, Context &reader, Writer &writer) {
        return answerCreation(media, request, reader, writer);
    };
    return {options, creation};
}

} // namespace preggo::server
