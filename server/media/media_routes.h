// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

#include <QVector>

namespace preggo::server {

class MediaService;

/// tus 1.0 under /api/v1/uploads, and under /media the pictures and their signed addresses. The service
/// outlives the routes.
[[nodiscard]] QVector<Route> mediaRoutes(MediaService &media);

} // namespace preggo::server
