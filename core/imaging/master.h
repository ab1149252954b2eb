// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/prepare.h"

#include <QImage>

namespace preggo {

// Shared by preparing and editing; not for use outside this folder.

/// Writes an image that is upright, sRGB and opaque as a master, with all that is said of one; takenOn is
/// left null. PictureTooLarge where the file would be.
[[nodiscard]] Result<PreparedPicture> makeMaster(const QImage &image);

/// A JPEG of at most 20 pixels a side.
[[nodiscard]] QByteArray makePlaceholder(const QImage &image);

} // namespace preggo
