// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/action_queue.h"
#include "tests/support/fake_server.h"

namespace preggo::test {

/// An action that waits, as the outbox holds it: the `number`-th one of this device.
[[nodiscard]] inline ActionRow pendingRow(
    int number, ActionKind kind, const StreamId &stream, EntityId entity, const QJsonObject &payload = {})
{
    ActionRow row;
    row.action.opId = numbered<OpId>(number);
    row.action.kind = kind;
    row.action.stream = stream;
    row.action.entityId = entity;
    row.action.payload = payload;
    row.action.orderKey = orderKeyFor(kind, stream, entity, payload);
    row.action.occurredAtMs = 1'000 + number;
    row.localSeq = number;
    return row;
}

} // namespace preggo::test
