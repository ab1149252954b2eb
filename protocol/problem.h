// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

#include <tl/expected.hpp>

namespace preggo {

/// Why something was refused. Each value has one HTTP status and one title in the table of
/// problem.cpp; its wire name is the last part of the `type` of RFC 9457.
enum class ProblemCode {
    BadRequest,
    InvalidJson,
    TooDeep,
    InvalidUtf8,
    UnknownField,
    InvalidField,
    TooLarge,
    HeaderTooLarge,
    RangeInvalid,
    TimedOut,
    Unauthorized,
    TokenExpired,
    BadCredentials,
    Rejected, ///< a member, but the role or ability does not allow it
    NotFound, ///< no such thing, or not a member: the same answer
    MethodNotAllowed,
    Conflict,
    KeyReused,
    DependencyMissing,
    ParentDeleted,
    InProgress,
    EpochChanged,
    CursorTooOld,
    CursorAhead,
    PreconditionFailed,
    AddressTaken,
    WeakPassword,
    InviteInvalid,
    InviteUsed,
    AlreadyMember,
    LimitReached,
    UnsupportedMedia,
    PictureTooLarge,
    PictureDamaged,
    ChecksumMismatch,
    OffsetMismatch,
    UploadGone,
    RateLimited,
    ClientTooOld,
    Maintenance,
    StorageFull,
    Internal,
    Unavailable,
};

/// A refusal as `application/problem+json` (RFC 9457). Value type.
///
/// `detail` is a sentence for the person: what is wrong and what to do. It never holds a token, an
/// address or what was typed.
struct Problem
{
    ProblemCode code = ProblemCode::Internal;
    QString detail;
    QString field; ///< JSON path of the offending field, empty where there is none
    std::optional<int> retryAfterSeconds; ///< 0 to limits::kRetryAfterSeconds where it was read
    QJsonObject extra; ///< members beside the standard ones, e.g. the current offset

    [[nodiscard]] int status() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] QByteArray toBody() const;
    /// Reads any JSON object; an unknown type becomes Internal (5xx) or BadRequest.
    [[nodiscard]] static Problem fromJson(const QJsonObject &object);
    /// True where sending the same again may succeed (docs/sync.md, section 5).
    [[nodiscard]] bool isTransient() const;
};

[[nodiscard]] QString problemName(ProblemCode code);
/// A problem with the given detail, or with the table's own sentence where it is empty.
[[nodiscard]] Problem makeProblem(ProblemCode code, QString detail = {}, QString field = {});
[[nodiscard]] tl::unexpected<Problem> fail(ProblemCode code, QString detail = {}, QString field = {});

template <typename T> using Result = tl::expected<T, Problem>;

} // namespace preggo
