// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"

#include <optional>

namespace preggo {

/// How far the person's own words have come.
enum class Delivery {
    Sent, ///< the server has them (or nothing of hers is pending)
    Saved, ///< safe on this device, to be sent at once or when there is a network
    Sending,
    Waiting, ///< tried and to be tried again, or waiting for a picture or another action
    Refused, ///< parked: she decides
};

/// Value type.
struct DeliveryInfo
{
    Delivery state = Delivery::Sent;
    OpId op; ///< the action that decides the state; null when Sent
    std::optional<Problem> reason; ///< of Waiting and Refused, where there is one
};

} // namespace preggo
