// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/action_row.h"

#include <optional>

namespace preggo {

// The states of an action (docs/sync.md, section 4):
//
//   submit ──▶ QUEUED ──picked──▶ SENDING ──acknowledged──▶ ACKED ──purge──▶ (gone)
//               ▲ ▲ │                │ │                      │
//               │ │ │                │ └─refused──▶ PARKED    │
//               │ │ │◀─interrupted───┘              │  │      │
//               │ │ └─parkedHere──▶ PARKED          │  │      │
//               │ └──────retried (parked here)──────┘  │      │
//               └───────────────epochLost──────────────┼──────┘
//                                                      │
//   QUEUED (never sent) or PARKED ──discarded──▶ DISCARDED ──30 days──▶ (gone)
//
// A refused action is final for its op id: a retry is a new action that supersedes it.

/// What can happen to an action.
enum class ActionEvent {
    Picked, ///< sent_count is committed, then bytes leave
    Interrupted, ///< crash, abort, time-out, transport error, retryable status
    Acknowledged, ///< applied or duplicate
    Refused, ///< permanent rejection by the server
    ParkedHere, ///< given up locally: crash, lost dependency, refused picture, closed family
    Retried, ///< the person tries one again that was parked here
    EpochLost, ///< the stream's history no longer holds it
    Discarded, ///< the person gives it up, or two actions cancel each other
};

/// The state after the event, or nothing where the event cannot happen in this state.
[[nodiscard]] std::optional<ActionState> after(ActionState state, ActionEvent event);

} // namespace preggo
