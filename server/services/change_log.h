// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"
#include "server/services/service.h"

namespace preggo::server {

/// Who made a change, and by which operation (null for a route without one).
struct Actor
{
    UserId user;
    DeviceId device;
    OpId op;
};

/// Creates a stream at seq 0 with a new epoch.
[[nodiscard]] sql::Outcome<void> createStream(Context &context, const StreamId &stream);

/// The stream's epoch, head and durable seq; nothing where it does not exist.
[[nodiscard]] sql::Outcome<std::optional<Head>> headOf(sql::Database &db, const StreamId &stream);

/// The heads of those of the streams that exist.
[[nodiscard]] sql::Outcome<Heads> headsOf(sql::Database &db, const QVector<StreamId> &streams);

/// Takes the next seq of a stream, last in the transaction (section 8, step 6), and records the change.
/// The caller writes the entity's row with the returned seq, then calls publish().
[[nodiscard]] sql::Outcome<qint64> appendChange(
    Context &context, const StreamId &stream, EntityType type, EntityId id, ChangeOp op, const Actor &actor);
[[nodiscard]] sql::Outcome<qint64> appendChange(Context &context, const StreamId &stream, EntityType type,
    EntityId id, ChangeOp op, UserId actor, OpId op_id);

/// Queues the change for the hub. `row` is the entity as readers see it, with its seq.
[[nodiscard]] sql::Outcome<void> publish(Context &context, const StreamId &stream, const ChangeItem &item);

} // namespace preggo::server
