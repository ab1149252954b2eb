// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/problem.h"

#include "protocol/limits.h"

#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Row
{
    ProblemCode code;
    int status;
    const char16_t *name;
    const char16_t *title;
    const char16_t *detail;
    bool transient;
};

using enum ProblemCode;

constexpr Row kRows[] = {
    {BadRequest, 400, u"bad_request", u"The request is not understood", u"Update the app and try again.",
        false},
    {InvalidJson, 400, u"invalid_json", u"Not valid JSON", u"Send one JSON object.", false},
    {TooDeep, 400, u"too_deep", u"Nested too deeply", u"Send JSON of at most 16 levels.", false},
    {InvalidUtf8, 400, u"invalid_utf8", u"Not valid UTF-8", u"Send the text as UTF-8.", false},
    {UnknownField, 422, u"unknown_field", u"Unknown field", u"Leave this field out.", false},
    {InvalidField, 422, u"invalid_field", u"A field is not valid", u"Correct this field and send again.",
        false},
    {TooLarge, 413, u"too_large", u"Too large", u"Make it smaller and send again.", false},
    {HeaderTooLarge, 431, u"header_too_large", u"The header is too large", u"Update the app and try again.",
        false},
    {RangeInvalid, 416, u"range_invalid", u"No such range", u"Ask for the whole of it.", false},
    {TimedOut, 408, u"timed_out", u"The request took too long",
        u"Check the connection. It is tried again by itself.", true},
    {Unauthorized, 401, u"unauthorized", u"Not signed in", u"Sign in and try again.", false},
    {TokenExpired, 401, u"token_expired", u"The sign-in has expired", u"Refresh the sign-in and try again.",
        false},
    {BadCredentials, 401, u"bad_credentials", u"Address or password is wrong",
        u"Check both and try again, or use a recovery code.", false},
    {Rejected, 403, u"rejected", u"Not allowed", u"Ask a parent of this family to allow it.", false},
    {NotFound, 404, u"not_found", u"Not found", u"It does not exist, or you are not a member.", false},
    {MethodNotAllowed, 405, u"method_not_allowed", u"Method not allowed", u"Use one of the methods in Allow.",
        false},
    {Conflict, 409, u"conflict", u"It exists already", u"Choose another id.", false},
    {KeyReused, 422, u"key_reused", u"This key was used for something else", u"Use a new operation id.",
        false},
    {DependencyMissing, 409, u"dependency_missing", u"Something it needs is not there yet",
        u"Send it again later.", true},
    {ParentDeleted, 410, u"parent_deleted", u"What this belongs to was deleted",
        u"Your text is kept. Copy it, or discard it.", false},
    {InProgress, 409, u"in_progress", u"Already in progress", u"Send it again in a moment.", true},
    {EpochChanged, 409, u"epoch_changed", u"The history was restored",
        u"Read the stream anew, then send again.", true},
    {CursorTooOld, 410, u"cursor_too_old", u"This position is too old", u"Read a snapshot.", false},
    {CursorAhead, 409, u"cursor_ahead", u"This position is ahead of the stream", u"Read a snapshot.", false},
    {PreconditionFailed, 412, u"precondition_failed", u"Someone changed this in the meantime",
        u"Read it again and repeat the change.", false},
    {AddressTaken, 409, u"address_taken", u"This address has an account already",
        u"Sign in with it, or use another address.", false},
    {WeakPassword, 422, u"weak_password", u"This password is easy to guess",
        u"Use at least 8 characters that are not a common password.", false},
    {InviteInvalid, 404, u"invite_invalid", u"This invite is not valid or has expired",
        u"Check how it is spelled, or ask the person who invited you for a new one.", false},
    {InviteUsed, 409, u"invite_used", u"This invite was used already",
        u"Ask the person who invited you for a new one.", false},
    {AlreadyMember, 403, u"already_member", u"Already a member", u"You are in this family already. Open it.",
        false},
    {LimitReached, 422, u"limit_reached", u"A limit is reached", u"Remove something first.", false},
    {UnsupportedMedia, 415, u"unsupported_media", u"This is not a picture we can read",
        u"Choose a JPEG, PNG or WebP picture.", false},
    {PictureTooLarge, 413, u"picture_too_large", u"This picture is too large",
        u"Choose one of at most 25 MB and 40 megapixels.", false},
    {PictureDamaged, 422, u"picture_damaged", u"This picture is damaged", u"Choose another copy of it.",
        false},
    {ChecksumMismatch, 460, u"checksum_mismatch", u"The checksum does not match", u"Send this chunk again.",
        true},
    {OffsetMismatch, 409, u"offset_mismatch", u"The offset does not match",
        u"Ask for the offset and continue there.", true},
    {UploadGone, 410, u"upload_gone", u"This upload has expired", u"Start it again with the same media id.",
        true},
    {RateLimited, 429, u"rate_limited", u"Too many requests", u"Wait a moment, then try again.", true},
    {ClientTooOld, 426, u"client_too_old", u"This app is too old",
        u"Update the app. What waits to be sent is kept.", false},
    {Maintenance, 503, u"maintenance", u"The server is being serviced",
        u"It comes back by itself. All is kept.", true},
    {StorageFull, 507, u"storage_full", u"The server has no room left",
        u"What you sent is kept on your device.", true},
    {Internal, 500, u"internal", u"The server failed", u"Nothing is lost. It is tried again by itself.",
        true},
    {Unavailable, 503, u"unavailable", u"The server is busy",
        u"Nothing is lost. It is tried again by itself.", true},
};

constexpr QStringView kTypePrefix = u"urn:preggo:problem:";

const Row &rowOf(ProblemCode code)
{
    const auto *row =
        std::find_if(std::begin(kRows), std::end(kRows), [&](const Row &r) { return r.code == code; });
    return row == std::end(kRows) ? kRows[std::size(kRows) - 2] : *row;
}

} // namespace

int Problem::status() const
{
    return rowOf(code).status;
}

QString Problem::title() const
{
    return QString::fromUtf16(rowOf(code).title);
}

bool Problem::isTransient() const
{
    return rowOf(code).transient;
}

QString problemName(ProblemCode code)
{
    return QString::fromUtf16(rowOf(code).name);
}

QJsonObject Problem::toJson() const
{
    QJsonObject object = extra;
    object[u"type"_s] = kTypePrefix.toString() + problemName(code);
    object[u"title"_s] = title();
    object[u"status"_s] = status();
    object[u"detail"_s] = detail;
    if (!field.isEmpty())
        object[u"field"_s] = field;
    if (retryAfterSeconds)
        object[u"retry_after"_s] = *retryAfterSeconds;
    return object;
}

QByteArray Problem::toBody() const
{
    return QJsonDocument(toJson()).toJson(QJsonDocument::Compact);
}

Problem Problem::fromJson(const QJsonObject &object)
{
    Problem problem;
    const QString type = object[u"type"_s].toString();
    const auto *row = std::find_if(std::begin(kRows), std::end(kRows),
        [&](const Row &r) { return type == kTypePrefix.toString() + QString::fromUtf16(r.name); });
    const int status = object[u"status"_s].toInt();
    if (row != std::end(kRows))
        problem.code = row->code;
    else
        problem.code = status >= 400 && status < 500 ? BadRequest : Internal;
    problem.detail = object[u"detail"_s].toString();
    problem.field = object[u"field"_s].toString();
    if (const auto after = object[u"retry_after"_s]; after.isDouble())
        problem.retryAfterSeconds =
            static_cast<int>(std::clamp<double>(after.toDouble(), 0, limits::kRetryAfterSeconds));
    problem.extra = object;
    for (const auto key : {u"type", u"title", u"status", u"detail", u"field", u"retry_after"})
        problem.extra.remove(QStringView(key));
    return problem;
}

Problem makeProblem(ProblemCode code, QString detail, QString field)
{
    Problem problem;
    problem.code = code;
    problem.detail = detail.isEmpty() ? QString::fromUtf16(rowOf(code).detail) : std::move(detail);
    problem.field = std::move(field);
    return problem;
}

tl::unexpected<Problem> fail(ProblemCode code, QString detail, QString field)
{
    return tl::make_unexpected(makeProblem(code, std::move(detail), std::move(field)));
}

} // namespace preggo
