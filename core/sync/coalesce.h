// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/action_queue.h"

#include <QJsonObject>
#include <QVector>

namespace preggo {

/// What a new action does to those of its line that were never sent (docs/sync.md, section 2a, "while
/// unsent").
struct Coalescing
{
    enum class Kind {
        Append, ///< it stands for itself
        Replace, ///< `target` takes over `payload`; no new action
        Cancel, ///< `cancelled` and the new one undo each other; nothing is sent
    };

    Kind kind = Kind::Append;
    OpId target;
    QJsonObject payload;
    QVector<OpId> cancelled;
};

/// Only entries with sent_count 0 are ever touched (Q1). Pure function.
[[nodiscard]] Coalescing coalesce(const ActionQueue &queue, const Action &action);

} // namespace preggo
