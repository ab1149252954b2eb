// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace preggo {

enum class PictureFit {
    Inside, ///< all of it, within the target
    Crop, ///< the middle of it, filling the target
};

/// How a picture is wanted on screen. An empty side of `pixels` means "as the picture is".
struct PictureTarget
{
    QSize pixels; ///< of the screen, not of the layout
    PictureFit fit = PictureFit::Inside;
    int cornerRadius = 0; ///< in the same pixels

    friend bool operator==(const PictureTarget &, const PictureTarget &) = default;
};

/// Decodes at the size in which it is shown; never larger than the picture is (the corner radius then
/// shrinks with it). Thread-safe; for workers.
[[nodiscard]] Result<QImage> decodeForDisplay(const QByteArray &bytes, const PictureTarget &target);

/// A soft image from the tiny placeholder of a media record; null where the bytes are none. It is small
/// (at most 160 pixels a side, in the target's proportions) and meant to be stretched. Thread-safe, fast.
[[nodiscard]] QImage blurredPlaceholder(const QByteArray &bytes, const PictureTarget &target);

} // namespace preggo
