// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QSize>

namespace preggo::demo {

/// What a telephone writes beside a picture. The demo's files carry it so that an import has
/// something to bake in and something to take away. Value type.
struct Exif
{
    int orientation = 1; ///< 1 to 8, as in TIFF 6.0
    bool place = true; ///< GPS position of a telephone that tells too much
    double latitude = 0; ///< degrees
    double longitude = 0;
};

/// The TIFF structure that stands in every container (Exif 2.3).
[[nodiscard]] QByteArray exifBlock(const Exif &exif);
/// A JPEG with an APP1 segment right after its start. `jpeg` must begin with SOI.
[[nodiscard]] QByteArray withExif(const QByteArray &jpeg, const Exif &exif);
/// A simple WebP file turned into an extended one with an EXIF chunk.
[[nodiscard]] QByteArray webpWithExif(const QByteArray &webp, QSize size, const Exif &exif);

} // namespace preggo::demo
