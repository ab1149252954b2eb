// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

namespace preggo::server {

class MediaService;

// The parts that mediaRoutes() is put together from, one a source file.

[[nodiscard]] QVector<Route> uploadCreationRoutes(MediaService &media);
[[nodiscard]] QVector<Route> uploadRoutes(MediaService &media);
[[nodiscard]] QVector<Route> pictureRoutes(MediaService &media);

} // namespace preggo::server
