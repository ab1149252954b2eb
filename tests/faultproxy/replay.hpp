// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net.hpp"

#include <QByteArray>

#include <chrono>
#include <functional>

namespace preggo::test {

/// Sends a recorded request a second time over a connection of its own, after `after`, and drops the
/// answer. `done` is called once the server has begun to answer; never where it cannot be reached.
[[nodiscard]] net::awaitable<void> replay(std::chrono::milliseconds after,
    std::function<tcp::endpoint()> target, QByteArray request, std::function<void()> done);

} // namespace preggo::test
