// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QImage>

namespace preggo {

// The reader of HEIC and AVIF, which Qt has none for. Which one is built in is CMake's choice (PREGGO_HEIF):
// heif_libheif.cpp, or heif_none.cpp where a platform has no libheif. A telephone's own decoder would be a
// third.

/// A still picture out of such a file.
struct HeifPicture
{
    /// Upright already: these files turn by boxes of their own, and what their EXIF says of it is only a
    /// remark. With the colour space that the file names, invalid where it names none.
    QImage image;
    QByteArray exif; ///< the TIFF block, empty where there is none; its orientation must not be used
};

/// Whether decodeHeif() reads anything at all.
[[nodiscard]] bool readsHeif();

/// Decodes the primary picture. Sides and pixels are held to the limits before anything is decoded, and
/// again afterwards, for the stream within may say otherwise than the file. UnsupportedMedia, PictureTooLarge
/// or PictureDamaged, each with a sentence. For workers, a second and more; thread-safe.
[[nodiscard]] Result<HeifPicture> decodeHeif(const QByteArray &bytes);

} // namespace preggo
