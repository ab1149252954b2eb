// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"
#include "server/services/change_log.h"

#include <optional>

namespace preggo::server {

/// What became of an operation, for ever (docs/sync.md, section 8).
struct LedgerEntry
{
    OpId op;
    UserId user;
    QString kind; ///< wire name of the action's kind
    QByteArray fingerprint;
    PushStatus status = PushStatus::Applied; ///< Applied or Rejected
    QMap<StreamId, qint64> seqs;
    std::optional<Problem> problem;
    qint64 atMs = 0;
};

[[nodiscard]] Result<std::optional<LedgerEntry>> ledgerEntry(sql::Database &db, OpId op);

/// Stores what became of an action. `entry.op` must be new.
[[nodiscard]] Result<void> writeLedger(
    Context &context, const LedgerEntry &entry, DeviceId device, FamilyId family);

} // namespace preggo::server
