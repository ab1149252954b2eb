// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/action_queue.h"
#include "core/sync/streams_view.h"

#include <QVector>

#include <optional>

namespace preggo {

/// What one push may take.
struct BatchLimits
{
    int actions = 50;
    qint64 bytes = 0;
};

/// The actions of one push, in the order in which they go.
struct Batch
{
    QVector<OpId> ops;
    /// Without ops: when the first one that merely waits for its time may be tried (steady clock).
    std::optional<qint64> wakeAtMs;
};

/// Chooses what can leave now for one family, or for the person's own stream (null id): FIFO a line,
/// dependencies acknowledged, pictures stored, a pause of the family first (docs/sync.md, Q1-Q4).
/// An action that the server or the app fell over goes alone, and last. Pure function.
[[nodiscard]] Batch pickBatch(const ActionQueue &queue, const StreamsView &streams, FamilyId family,
    qint64 steadyMs, const BatchLimits &limits);

/// Why a queued action has to wait, apart from its time; false where it does not.
[[nodiscard]] bool isBlocked(const ActionQueue &queue, const ActionRow &row);

} // namespace preggo
