// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/migration.h"

#include <QVector>

namespace preggo {

/// The schema of cache.db: one step, since an older file is simply deleted and read anew.
[[nodiscard]] const QVector<sql::Migration> &cacheLadder();

} // namespace preggo
