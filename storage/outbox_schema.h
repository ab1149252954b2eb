// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/migration.h"

#include <QVector>

namespace preggo {

/// The ladder of outbox.db. A released step never changes; a new version is a new step.
[[nodiscard]] const QVector<sql::Migration> &outboxLadder();

} // namespace preggo
