// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace preggo {

enum class PictureFormat { Unknown, Jpeg, Png, Webp, Heif, Gif };

/// Told by the first bytes alone.
[[nodiscard]] PictureFormat pictureFormat(QByteArrayView bytes);

/// Walks the segments of a JPEG. True where it ends with its end marker: libjpeg fills the rest of a
/// cut-off file with grey and calls that success.
[[nodiscard]] bool isCompleteJpeg(QByteArrayView bytes);

/// True where a JPEG holds nothing but what decoding needs: no EXIF, XMP, ICC, IPTC or comment.
[[nodiscard]] bool isBareJpeg(QByteArrayView bytes);

} // namespace preggo
