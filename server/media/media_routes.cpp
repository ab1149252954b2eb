// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/media_routes.h"

#include "server/media/media_route_groups.h"

namespace preggo::server {

QVector<Route> mediaRoutes(MediaService &media)
{
    return uploadCreationRoutes(media) + uploadRoutes(media) + pictureRoutes(media);
}

} // namespace preggo::server
