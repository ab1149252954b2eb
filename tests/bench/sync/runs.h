// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/sync/device.h"

#include <QJsonObject>

#include <optional>

// What bench-sync can do. Each returns its figures, or nothing where it went wrong, said on stderr.

namespace preggo::bench {

/// Reads everything of the n-th person's.
[[nodiscard]] std::optional<QJsonObject> prepareDevice(Device &device, int person);
/// Writes so many actions: a fifth posts, the others comments and reactions on different posts. Without
/// `online` they stay on the device.
[[nodiscard]] std::optional<QJsonObject> queueActions(Device &device, int actions, bool online);
/// Starts on a device where so many wait, and sends them. `startedUs` is when the process was started.
[[nodiscard]] std::optional<QJsonObject> drainQueue(Device &device, int actions, qint64 startedUs);
/// Starts on a device that has missed something, and reads it.
[[nodiscard]] std::optional<QJsonObject> catchUp(Device &device);
/// Signs the n-th person in on an empty device, and reads everything.
[[nodiscard]] std::optional<QJsonObject> joinFirst(Device &device, int person);

} // namespace preggo::bench
