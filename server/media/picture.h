// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "protocol/problem.h"

#include <QByteArray>
#include <QVector>

namespace preggo::server {

/// One encoded size, ready to be stored.
struct EncodedVariant
{
    MediaVariant info;
    QByteArray bytes;
};

/// A picture as the server keeps it: upright, sRGB, without anything but pixels.
struct PreparedPicture
{
    int width = 0; ///< of `full`
    int height = 0;
    QByteArray placeholder; ///< a JPEG of about 20 pixels
    QVector<EncodedVariant> variants; ///< `full` first
};

/// Starts libvips once in the process: one thread a picture, no cache, and no loader but those of JPEG,
/// PNG and WebP. Safe from any thread; the others here need it first.
void startPictures();

/// Decodes untrusted bytes and makes every variant: w150 to w1200 in WebP and JPEG, each fitting inside
/// its square and never larger than the picture, and `full` in JPEG. Sizes that would repeat the next
/// smaller one are left out.
///
/// UnsupportedMedia for what is no JPEG, PNG or WebP by its content; PictureTooLarge by its header, before
/// any pixel is decoded; PictureDamaged for what does not decode to its end. Blocks; any thread.
[[nodiscard]] Result<PreparedPicture> preparePicture(const QByteArray &bytes);

} // namespace preggo::server
