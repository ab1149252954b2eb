// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>

namespace preggo {

/// What the system says of the network: a hint that wakes retries, never a reason not to try once.
class NetStatus
{
public:
    virtual ~NetStatus() = default;
    [[nodiscard]] virtual bool isOnline() const = 0;
    [[nodiscard]] virtual bool isMetered() const = 0;
    /// Called on the owner's thread after either answer changed. One listener.
    virtual void setListener(std::function<void()> changed) = 0;
};

} // namespace preggo
