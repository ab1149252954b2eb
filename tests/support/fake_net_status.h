// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/net_status.h"

namespace preggo::test {

/// What the system says of the network, as the test wants it.
class FakeNetStatus final : public NetStatus
{
public:
    [[nodiscard]] bool isOnline() const override { return online; }
    [[nodiscard]] bool isMetered() const override { return false; }
    void setListener(std::function<void()> next) override { changed = std::move(next); }

    bool online = true;
    std::function<void()> changed;
};

} // namespace preggo::test
