// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/json.h"
#include "protocol/problem.h"
#include "protocol/stream_id.h"

#include <QJsonObject>
#include <QString>
#include <QVector>

#include <optional>

namespace preggo {

/// Everything that can be done offline (docs/sync.md, section 2a).
enum class ActionKind {
    PostCreate,
    PostEdit,
    PostDelete,
    PostRestore,
    PostMove,
    PostHold,
    PostRelease,
    CommentCreate,
    CommentEdit,
    CommentDelete,
    CommentRestore,
    ReactionSet,
    ReadMark,
    FamilyUpdate,
    FamilyPause,
    ReportCreate,
    PrefSet,
    Unknown, ///< another version's: kept, and sent as it is. Never read from the wire
};

/// What two unsent actions of one kind and one entity become.
enum class WhileUnsent { Stays, Merges, LastStays, HighestStays, CancelsCreate };

/// How soon an action leaves the device.
enum class Lane { Human, Batched, Deferred };

/// One row of the table of section 2a.
struct ActionKindInfo
{
    ActionKind kind;
    const char16_t *name;
    int version; ///< the newest payload version this build writes
    WhileUnsent whileUnsent;
    Lane lane;
};

[[nodiscard]] const ActionKindInfo &infoOf(ActionKind kind);
[[nodiscard]] QString toWire(ActionKind kind);
[[nodiscard]] bool fromWire(QStringView text, ActionKind &out);

/// The lines in which actions wait for each other (rule Q2).
namespace order_key {
[[nodiscard]] QString post(PostId id);
[[nodiscard]] QString thread(PostId id);
[[nodiscard]] QString reaction(PostId id);
[[nodiscard]] QString read(const StreamId &id);
[[nodiscard]] QString family(FamilyId id);
[[nodiscard]] QString report(EntityId id);
[[nodiscard]] QString pref(const QString &key);
[[nodiscard]] QString media(MediaId id);
} // namespace order_key

/// One intent of one person, as it stands in the outbox and travels in a push. Value type.
///
/// `opId` is minted when the person commits and is the idempotency key for ever. The fingerprint
/// covers kind, v, stream, entity and payload; nothing of these changes once it was sent.
struct Action
{
    OpId opId;
    ActionKind kind = ActionKind::PostCreate;
    QString unknownKind; ///< its name on the wire where `kind` is Unknown
    int v = 1;
    StreamId stream;
    EntityId entityId;
    QString orderKey;
    QVector<OpId> needs;
    QJsonObject payload;
    std::optional<qint64> baseVersion;
    qint64 occurredAtMs = 0;

    /// As it stands on the wire.
    [[nodiscard]] QString kindName() const
    {
        return kind == ActionKind::Unknown ? unknownKind : toWire(kind);
    }
    [[nodiscard]] QJsonObject toJson() const;
    /// Strict: an unknown member, a wrong order key or an invalid payload is a problem.
    [[nodiscard]] static Result<Action> fromJson(const QJsonObject &object);
    /// SHA-256 of the canonical JSON of {kind, v, stream, entity_id, payload}.
    [[nodiscard]] QByteArray fingerprint() const;
};

/// The order key that an action of this kind must carry, computed from its target and payload.
[[nodiscard]] QString orderKeyFor(
    ActionKind kind, const StreamId &stream, EntityId entity, const QJsonObject &payload);

/// Whether the payload is a valid one of its kind and version. The same check runs on both ends.
[[nodiscard]] Result<void> validatePayload(ActionKind kind, int version, const QJsonObject &payload);

} // namespace preggo
