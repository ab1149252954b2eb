// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action.h"
#include "protocol/entities.h"
#include "protocol/ids.h"
#include "protocol/problem.h"
#include "protocol/stream_id.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QVector>

#include <optional>

namespace preggo {

// The messages of docs/sync.md, sections 9 and 11. Value types.

struct Head
{
    EpochId epoch;
    qint64 head = 0;
    qint64 durable = 0; ///< at most `head`
    friend bool operator==(const Head &, const Head &) = default;
};
using Heads = QMap<StreamId, Head>;
[[nodiscard]] QJsonObject headsToJson(const Heads &heads);
[[nodiscard]] Result<Heads> headsFromJson(const QJsonObject &object);

/// What became of an entity in a stream.
enum class ChangeOp {
    Upsert, ///< `row` is its current state; a tombstone is a row with `deleted` or `removed`
    MovedOut, ///< it lives in another stream now: drop it with what hangs on it
};

[[nodiscard]] bool fromWire(QStringView text, ChangeOp &out);

/// One item of a page, a push reply or a frame. `row` is the entity's JSON (see entities.h).
struct ChangeItem
{
    qint64 seq = 0;
    EntityType type = EntityType::Post;
    EntityId id;
    ChangeOp op = ChangeOp::Upsert;
    QJsonObject row;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<ChangeItem> fromJson(const QJsonObject &object);
};

/// A change with the stream it is in, as push replies carry it.
struct StreamChange
{
    StreamId stream;
    ChangeItem item;
};

struct ChangesPage
{
    EpochId epoch;
    qint64 from = 0;
    qint64 to = 0; ///< moves the cursor
    qint64 head = 0;
    bool more = false;
    QVector<ChangeItem> items;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<ChangesPage> fromJson(const QJsonObject &object);
};

struct SnapshotPage
{
    EpochId epoch;
    qint64 asOf = 0; ///< the head before the first row of the first page was read
    QString next; ///< token of the next page; empty on the last
    QVector<ChangeItem> items;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<SnapshotPage> fromJson(const QJsonObject &object);
};

struct PushRequest
{
    DeviceId device;
    QMap<StreamId, EpochId> epochs;
    QVector<Action> actions; ///< those that could be read
    /// Actions that could not: one bad action does not spoil its batch. Server side only.
    struct Unreadable
    {
        int index = 0;
        OpId opId; ///< null where even that is missing
        Problem problem;
        QString orderKey;
    };
    QVector<Unreadable> unreadable;
    QVector<int> order; ///< index into actions (>= 0) or unreadable (-1 - index), as they came

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PushRequest> fromJson(const QJsonObject &object);
};

enum class PushStatus { Applied, Duplicate, Rejected, Retry, Skipped };
[[nodiscard]] QString toWire(PushStatus status);
[[nodiscard]] bool fromWire(QStringView text, PushStatus &out);

struct PushResult
{
    OpId opId;
    PushStatus status = PushStatus::Retry;
    QMap<StreamId, qint64> seqs;
    QVector<StreamChange> entities;
    std::optional<Problem> problem;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PushResult> fromJson(const QJsonObject &object);
};

struct PushReply
{
    QVector<PushResult> results;
    Heads heads;
    qint64 serverTimeMs = 0;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<PushReply> fromJson(const QJsonObject &object);
};

// Realtime, server to client

struct StreamFrame
{
    StreamId stream;
    EpochId epoch;
    qint64 prev = 0;
    qint64 seq = 0;
    QVector<ChangeItem> items;

    [[nodiscard]] QJsonObject toJson() const; ///< with "type": "change"
    [[nodiscard]] static Result<StreamFrame> fromJson(const QJsonObject &object);
};

/// Close codes of section 11.
namespace close_code {
inline constexpr int kNormal = 1000;
inline constexpr int kGoingAway = 1001;
inline constexpr int kProtocol = 1002;
inline constexpr int kPolicy = 1008;
inline constexpr int kTooBig = 1009;
inline constexpr int kError = 1011;
inline constexpr int kRestart = 1012;
inline constexpr int kTryLater = 1013;
inline constexpr int kTokenInvalid = 4401;
inline constexpr int kRevoked = 4403;
inline constexpr int kAuthTimeout = 4408;
inline constexpr int kReplaced = 4409;
inline constexpr int kTooOld = 4426;
inline constexpr int kTooMany = 4429;
} // namespace close_code

} // namespace preggo
