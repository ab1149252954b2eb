// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/media/vips_image.h"

namespace preggo::server {

struct PictureSize
{
    int width = 0;
    int height = 0;
};

/// Whether content and header are of a picture that we take, and how large it is upright; nothing is
/// decoded yet.
[[nodiscard]] Result<PictureSize> checkPicture(const QByteArray &bytes);

/// The picture upright, in sRGB, on white, shrunk to fit inside a square of `box` pixels where it is
/// larger; decoded into memory, shrinking while it loads where the format can.
[[nodiscard]] Result<VipsHandle> decodeInside(const QByteArray &bytes, int box);

/// A smaller copy of a decoded picture, in memory; the picture itself where it fits already.
[[nodiscard]] Result<VipsHandle> shrinkInside(VipsImage *image, int box);

} // namespace preggo::server
