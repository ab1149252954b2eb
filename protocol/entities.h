// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/payloads.h"
#include "protocol/problem.h"
#include "protocol/roles.h"
#include "protocol/stream_id.h"

#include <QDate>
#include <QJsonObject>
#include <QString>
#include <QVector>

#include <optional>

namespace preggo {

// What streams hold, as it travels. `seq` (last change within its stream), `version` (raised by
// every accepted change, compared across streams) and `publishedAtMs` (server time) are the
// server's. Readers of these ignore members they do not know. Value types.

enum class EntityType {
    Family,
    Member,
    Post,
    Comment,
    Reaction,
    Media,
    Membership,
    Pref,
    ReadMark,
    Device,
    Audience,
    Invite,
    Report
};
[[nodiscard]] QString toWire(EntityType type);
[[nodiscard]] bool fromWire(QStringView text, EntityType &out);

struct Stamp
{
    qint64 seq = 0;
    qint64 version = 0;
    qint64 publishedAtMs = 0;
    friend bool operator==(const Stamp &, const Stamp &) = default;
};

/// The family itself, in `p:<id>:all`. `dueDate` is null where the parents do not share it.
struct Family
{
    FamilyId id;
    Stamp stamp;
    QString name;
    QDate dueDate;
    bool shareDueDate = true;
    QString zone;
    FamilyPause pause;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Family> fromJson(const QJsonObject &object);
};

struct Member
{
    UserId user;
    Stamp stamp;
    QString name;
    QString relation; ///< what she is to the baby, e.g. "Grandma"; may be empty
    Role role = Role::Viewer;
    Abilities abilities;
    bool removed = false;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Member> fromJson(const QJsonObject &object);
};

struct Post
{
    PostId id;
    Stamp stamp;
    UserId author;
    PostKind kind = PostKind::Update;
    QString text;
    QVector<MediaId> media;
    QDate occurredOn;
    std::optional<int> week;
    QVector<UserId> mentions;
    QString milestone;
    std::optional<qint64> editedAtMs;
    qint64 writtenAtMs = 0; ///< by the author's clock: shown as text only
    bool deleted = false;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Post> fromJson(const QJsonObject &object);
};

struct Comment
{
    CommentId id;
    Stamp stamp;
    PostId post;
    CommentId parent;
    UserId author;
    QString text;
    QVector<UserId> mentions;
    std::optional<qint64> editedAtMs;
    bool deleted = false;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Comment> fromJson(const QJsonObject &object);
};

/// A register: without a kind the person has taken the reaction back.
struct Reaction
{
    ReactionId id;
    Stamp stamp;
    PostId post;
    UserId author;
    std::optional<ReactionKind> kind;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Reaction> fromJson(const QJsonObject &object);
};

/// One encoded size of a picture. Width and height are those of the file.
struct MediaVariant
{
    QString name; ///< w150, w400, w800, w1200 or full
    QString format; ///< webp or jpeg
    int width = 0;
    int height = 0;
    qint64 bytes = 0;
    friend bool operator==(const MediaVariant &, const MediaVariant &) = default;
};

struct Media
{
    MediaId id;
    Stamp stamp;
    PostId post;
    UserId uploader;
    int width = 0; ///< of the master, upright
    int height = 0;
    QByteArray sha256; ///< of the stored master, 32 bytes; empty before it is whole
    QByteArray placeholder; ///< a JPEG or WebP of about 20 pixels, at most limits::kPlaceholderBytes
    QString alt;
    QVector<MediaVariant> variants;
    bool deleted = false;

    /// Whether all its sizes are there: its post may be seen before the larger ones are.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Media> fromJson(const QJsonObject &object);
};

/// In `u:<uid>`: one family the person is in, and the streams she may read there.
struct Membership
{
    FamilyId family;
    Stamp stamp;
    Role role = Role::Viewer;
    Abilities abilities;
    QVector<StreamId> streams;
    bool removed = false;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Membership> fromJson(const QJsonObject &object);
};

/// In `p:<id>:parents`: a named list of members (section 2).
struct Audience
{
    AudienceId id;
    Stamp stamp;
    QString name;
    QVector<UserId> members;
    bool deleted = false;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Audience> fromJson(const QJsonObject &object);
};

} // namespace preggo
