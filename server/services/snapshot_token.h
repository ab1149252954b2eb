// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"

#include <optional>

namespace preggo::server {

/// Where the next page of a snapshot begins. It travels as an opaque token, so the server keeps nothing
/// between two pages and a device can go on after weeks.
struct SnapshotPosition
{
    EpochId epoch;
    qint64 asOf = 0; ///< the head before the first page was read
    qint64 publishedMs = 0; ///< of the last post of the page before
    PostId id;

    /// Before the newest post.
    [[nodiscard]] static std::optional<SnapshotPosition> newest(const Head &head);
    friend bool operator==(const SnapshotPosition &, const SnapshotPosition &) = default;
};

[[nodiscard]] QString toToken(const SnapshotPosition &position);
/// Nothing for any text that toToken() does not make.
[[nodiscard]] std::optional<SnapshotPosition> fromToken(const QString &token);

} // namespace preggo::server
