// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QSize>

namespace preggo {

enum class PictureFormat {
    Unknown,
    Jpeg,
    Png,
    Webp,
    Heif, ///< HEIC and AVIF, still
    Gif,
    Video, ///< MP4 and its relatives, which begin like HEIC
};

/// Told by the first bytes alone.
[[nodiscard]] PictureFormat pictureFormat(QByteArrayView bytes);

/// Whether a PNG, WebP or AVIF says of itself that it moves. Any bytes may be asked about.
[[nodiscard]] bool isAnimated(QByteArrayView bytes);

/// Walks the segments of a JPEG. True where it ends with its end marker: libjpeg fills the rest of a
/// cut-off file with grey and calls that success.
[[nodiscard]] bool isCompleteJpeg(QByteArrayView bytes);

/// The sides that a JPEG's frame header says, where a decoder would not: libjpeg has none over 65,500. Empty
/// where it is none.
[[nodiscard]] QSize jpegSize(QByteArrayView bytes);

/// True where a JPEG holds nothing but what decoding needs: no EXIF, XMP, ICC, IPTC or comment.
[[nodiscard]] bool isBareJpeg(QByteArrayView bytes);

} // namespace preggo
