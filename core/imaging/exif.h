// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QDate>

namespace preggo {

/// The two things of a camera's metadata that are used before it is dropped.
struct ExifFacts
{
    int orientation = 1; ///< 1 to 8, as in the standard
    QDate takenOn; ///< DateTimeOriginal, null where it is missing or nonsense
};

/// Finds and reads the EXIF block of a JPEG, PNG or WebP. Hostile input gives the defaults: every
/// offset is checked, nothing is followed twice, at most 512 entries are looked at.
[[nodiscard]] ExifFacts readExif(QByteArrayView picture);
/// The same from the block itself, a TIFF file.
[[nodiscard]] ExifFacts readExifBlock(QByteArrayView tiff);

} // namespace preggo
