// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/action_draft.h"
#include "core/sync/action_queue.h"

namespace preggo {

/// How what a person wrote gets to a server that holds something else under its op id (422 key_reused).
struct KeyRepair
{
    enum class Kind {
        Send, ///< `rest` turns what the server holds into what she wrote
        Superseded, ///< her later actions say all of it already
        Unreadable, ///< of another version: what it means is not known here
    };
    Kind kind = Kind::Unreadable;
    ActionDraft rest;
};

/// For an action of the queue. What later actions of the same entity say stays theirs: `rest` goes behind
/// them, so it leaves out each field that they set. Pure; main thread.
[[nodiscard]] KeyRepair repairOf(const ActionQueue &queue, const ActionRow &row);

} // namespace preggo
