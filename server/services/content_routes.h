// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

#include <QVector>

namespace preggo::server {

/// Push, changes, snapshots, heads, operations, the feed page, and the doors for single actions.
[[nodiscard]] QVector<Route> contentRoutes(const PageSizes &sizes = {});

} // namespace preggo::server
