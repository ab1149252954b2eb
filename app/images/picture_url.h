// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/images/picture_source.h"

#include <QSize>
#include <QString>

#include <optional>

namespace preggo {

/// Reads what stands after "image://preggo/": "m/<media id>", "p/<media id>" or "l/<media id>", or
/// "e/<media id>" for what there is of a picture whose larger sizes are still being made, then perhaps
/// "?r=<corner radius in pixels>&fit=crop|fit". Nothing for any other text.
[[nodiscard]] std::optional<PictureRequest> parsePictureUrl(const QString &id, QSize requestedSize);

} // namespace preggo
