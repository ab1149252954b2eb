// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace preggo {

/// docs/sync.md, section 4. An action is in exactly one of these.
enum class ActionState { Queued, Sending, Acked, Parked, Discarded };

/// Why an action is parked: it decides what the person may do with it.
enum class ParkCause {
    None,
    Rejected, ///< by the server, finally: a retry is a new action
    LocalCrash, ///< the app fell three times while it handled this
    DependencyLost, ///< what it needs did not come for limits::kDependencyWaitMs, or was given up
    MediaRefused, ///< one of its pictures cannot be sent
    NotMember, ///< the family is no longer open to this person
};

/// An action as it stands in outbox.db. Value type.
struct ActionRow
{
    Action action;
    qint64 localSeq = 0; ///< the order of commits on this device
    ActionState state = ActionState::Queued;
    int sentCount = 0; ///< above 0 the server may have it: kind, target and payload never change again
    int attempts = 0; ///< failures since the last success; drives the delay
    qint64 nextAtMs = 0; ///< wall clock, for the next start; 0 is at once
    bool slowLane = false; ///< this action alone makes the server fail
    int crashCount = 0;
    ParkCause cause = ParkCause::None;
    std::optional<Problem> problem; ///< why it is parked or had to wait
    qint64 ackSeq = 0; ///< in action.stream
    EpochId ackEpoch;
    OpId supersedes; ///< the parked action that this one replaces
    qint64 createdMs = 0;
    qint64 ackedMs = 0; ///< by the server's clock

    /// The server cannot have it: it was never sent, or was refused for good.
    [[nodiscard]] bool surelyNotApplied() const
    {
        return sentCount == 0 || (state == ActionState::Parked && cause == ParkCause::Rejected);
    }
};

} // namespace preggo
