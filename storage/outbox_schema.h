// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action_upgrade.h"
#include "storage/sql/migration.h"

#include <QVector>

#include <span>

namespace preggo {

/// The ladder of outbox.db. A released step never changes; a new version is a new step.
[[nodiscard]] const QVector<sql::Migration> &outboxLadder();

/// What an outbox is brought to when it is opened.
struct OutboxSchema
{
    std::span<const sql::Migration> ladder;
    std::span<const PayloadUpgrade> payloads;

    /// This version's.
    [[nodiscard]] static OutboxSchema current() { return {outboxLadder(), payloadUpgrades()}; }
};

} // namespace preggo
