// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"
#include "protocol/roles.h"
#include "protocol/stream_id.h"

#include <QDate>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QVector>

#include <optional>

namespace preggo {

// The payloads of the action kinds, version 1. Each reads strictly and writes what it reads.
// Value types; docs/sync.md, section 2a says what each is for.

struct PostCreate
{
    PostKind kind = PostKind::Update;
    QString text;
    QVector<MediaId> media;
    QDate occurredOn; ///< the day it is about, in the family's zone; null means today
    std::optional<int> week;
    QVector<UserId> mentions;
    QString milestone; ///< what was reached, for a milestone or celebration

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PostCreate> fromJson(const QJsonObject &object);
};

/// Only what is set changes.
struct PostEdit
{
    std::optional<QString> text;
    std::optional<PostKind> kind;
    std::optional<QVector<MediaId>> media;
    std::optional<QVector<UserId>> mentions;
    std::optional<QString> milestone;
    QDate occurredOn;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PostEdit> fromJson(const QJsonObject &object);
};

/// post.move, post.hold and post.release. No audience means everyone.
struct PostMove
{
    AudienceId audience;
    std::optional<qint64> atMs; ///< post.release at this time

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PostMove> fromJson(const QJsonObject &object);
};

struct CommentCreate
{
    PostId post;
    CommentId parent; ///< null for a first-level comment
    QString text;
    QVector<UserId> mentions;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<CommentCreate> fromJson(const QJsonObject &object);
};

/// comment.edit, .delete and .restore name their post so that the order key follows from them.
struct CommentChange
{
    PostId post;
    std::optional<QString> text; ///< comment.edit only
    std::optional<QVector<UserId>> mentions;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<CommentChange> fromJson(const QJsonObject &object);
};

struct ReactionSet
{
    PostId post;
    std::optional<ReactionKind> kind; ///< nothing takes the reaction back

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<ReactionSet> fromJson(const QJsonObject &object);
};

struct ReadMark
{
    StreamId stream; ///< the stream that was read; the action itself goes to `u:`
    qint64 publishedAtMs = 0;
    PostId id;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<ReadMark> fromJson(const QJsonObject &object);
};

/// Whether a text is the IANA name of a time zone that this system knows, links such as Etc/UTC included.
[[nodiscard]] bool isTimeZone(const QString &name);

struct FamilyUpdate
{
    std::optional<QString> name;
    std::optional<QDate> dueDate;
    std::optional<QString> zone; ///< IANA name
    std::optional<bool> shareDueDate;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<FamilyUpdate> fromJson(const QJsonObject &object);
};

enum class PauseMode { None, Paused, Loss };
enum class PauseView { Nothing, Note, Memorial };
[[nodiscard]] QString toWire(PauseMode mode);
[[nodiscard]] bool fromWire(QStringView text, PauseMode &out);
[[nodiscard]] QString toWire(PauseView view);
[[nodiscard]] bool fromWire(QStringView text, PauseView &out);

struct FamilyPause
{
    PauseMode mode = PauseMode::None;
    PauseView relativesSee = PauseView::Nothing;
    QString note;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<FamilyPause> fromJson(const QJsonObject &object);
};

struct ReportCreate
{
    QString targetType; ///< post, comment, media or member
    EntityId target;
    QString reason;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<ReportCreate> fromJson(const QJsonObject &object);
};

struct PrefSet
{
    QString key;
    QJsonValue value;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PrefSet> fromJson(const QJsonObject &object);
};

} // namespace preggo
