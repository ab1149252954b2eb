// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/transitions.h"

namespace preggo {

namespace {

std::optional<ActionState> afterQueued(ActionEvent event)
{
    switch (event) {
    case ActionEvent::Picked:
        return ActionState::Sending;
    case ActionEvent::ParkedHere:
        return ActionState::Parked;
    case ActionEvent::Discarded:
        return ActionState::Discarded;
    case ActionEvent::Interrupted:
    case ActionEvent::Acknowledged:
    case ActionEvent::Refused:
    case ActionEvent::Retried:
    case ActionEvent::EpochLost:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

std::optional<ActionState> afterSending(ActionEvent event)
{
    switch (event) {
    case ActionEvent::Interrupted:
        return ActionState::Queued;
    case ActionEvent::Acknowledged:
        return ActionState::Acked;
    case ActionEvent::Refused:
        return ActionState::Parked;
    case ActionEvent::ParkedHere:
        return ActionState::Parked;
    case ActionEvent::Picked:
    case ActionEvent::Retried:
    case ActionEvent::EpochLost:
    case ActionEvent::Discarded:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

std::optional<ActionState> afterParked(ActionEvent event)
{
    switch (event) {
    case ActionEvent::Retried:
        return ActionState::Queued;
    case ActionEvent::Discarded:
        return ActionState::Discarded;
    case ActionEvent::Picked:
    case ActionEvent::Interrupted:
    case ActionEvent::Acknowledged:
    case ActionEvent::Refused:
    case ActionEvent::ParkedHere:
    case ActionEvent::EpochLost:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

} // namespace

std::optional<ActionState> after(ActionState state, ActionEvent event)
{
    switch (state) {
    case ActionState::Queued:
        return afterQueued(event);
    case ActionState::Sending:
        return afterSending(event);
    case ActionState::Parked:
        return afterParked(event);
    case ActionState::Acked:
        return event == ActionEvent::EpochLost ? std::optional(ActionState::Queued) : std::nullopt;
    case ActionState::Discarded:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

} // namespace preggo
