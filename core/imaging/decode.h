// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/format.h"
#include "protocol/problem.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace preggo {

// Shared by preparing and showing; not for use outside this folder.

/// Format and size after all the checks that need no decoding.
struct PictureHeader
{
    PictureFormat format = PictureFormat::Unknown;
    QSize size; ///< as stored, before any turning
};
[[nodiscard]] Result<PictureHeader> checkHeader(const QByteArray &bytes);

/// Decodes at `size` (as stored, empty for its own) without turning. PictureDamaged where that fails.
[[nodiscard]] Result<QImage> decode(const QByteArray &bytes, PictureFormat format, QSize size = {});

/// Upright by an EXIF orientation of 1 to 8.
[[nodiscard]] QImage turned(const QImage &image, int orientation);

} // namespace preggo
