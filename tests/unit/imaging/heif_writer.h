// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QImage>

namespace preggo::test {

enum class HeifCodec { Hevc, Av1 };

/// How a telephone would have written it.
struct HeifWish
{
    HeifCodec codec = HeifCodec::Hevc;
    int turned = 1; ///< by boxes of the file: the orientation of EXIF whose turn they ask for
    QByteArray exif; ///< a TIFF block
    QByteArray profile; ///< ICC
    int primaries = 0; ///< of H.273 in an nclx box, 0 for none
    bool alpha = false;
};

/// Whether the libheif of this system can write such pictures; Debian's can.
[[nodiscard]] bool canWriteHeif(HeifCodec codec);

/// `image` as a HEIC or AVIF file; empty where libheif refuses.
[[nodiscard]] QByteArray heifOf(const QImage &image, const HeifWish &wish = {});

} // namespace preggo::test
