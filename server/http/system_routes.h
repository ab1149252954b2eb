// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/monitoring/metrics.h"
#include "server/services/service.h"

#include <QVector>

namespace preggo::server {

/// Health, readiness, metrics (for this machine alone), and what the socket paths say to a plain GET.
[[nodiscard]] QVector<Route> systemRoutes(const Metrics &metrics);

} // namespace preggo::server
