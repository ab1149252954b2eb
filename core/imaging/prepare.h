// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"
#include "protocol/problem.h"

#include <QByteArray>
#include <QDate>
#include <QString>

namespace preggo {

/// A picture as it leaves the device: upright, sRGB, without a word of metadata.
struct PreparedPicture
{
    QByteArray masterJpeg; ///< quality 92
    int width = 0;
    int height = 0;
    QByteArray sha256; ///< of masterJpeg, 32 bytes
    QByteArray placeholder; ///< a JPEG of at most 20 pixels a side and limits::kPlaceholderBytes
    QDate takenOn; ///< from the camera, null where it did not say
};

/// Reads JPEG, PNG, WebP and, where readsHeif(), HEIC and AVIF, told by content and never by name; still
/// ones alone. Size, sides and pixels are checked before anything is decoded. Turns it upright, converts to
/// sRGB, puts it on white and writes it anew.
///
/// UnsupportedMedia, PictureTooLarge or PictureDamaged, each with a sentence. Takes about a second for
/// 12 megapixels and four bytes a pixel: call it on a worker. Thread-safe; needs no QGuiApplication.
[[nodiscard]] Result<PreparedPicture> preparePicture(const QByteArray &bytes);
/// The same from a file, of which no more is read than a picture may have. NotFound where it cannot be read.
[[nodiscard]] Result<PreparedPicture> preparePictureFile(FileStore &files, const QString &path);

/// What is to be said of a picture that was prepared before; `masterJpeg` are the bytes as they are.
/// UnsupportedMedia where they are no whole JPEG without metadata. For workers, as the above.
[[nodiscard]] Result<PreparedPicture> describeMaster(const QByteArray &bytes);

} // namespace preggo
