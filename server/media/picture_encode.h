// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/media/picture.h"
#include "server/media/vips_image.h"

namespace preggo::server {

/// Encodes pixels alone: every field is taken off the image before, and the output is checked to hold
/// none (Internal otherwise; libvips' own `strip` leaves EXIF with its GPS in WebP).
[[nodiscard]] Result<EncodedVariant> encodeJpeg(VipsImage *image, const QString &name, int quality);
[[nodiscard]] Result<EncodedVariant> encodeWebp(VipsImage *image, const QString &name, int quality);
[[nodiscard]] Result<EncodedVariant> encodeAvif(VipsImage *image, const QString &name, int quality);

} // namespace preggo::server
