// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/prepare.h"

#include <QRectF>
#include <QVector>

namespace preggo {

/// What a person did to a picture before it goes out. Value type. Rectangles are parts of the whole picture
/// as it came, 0 to 1 from its upper left corner; what reaches beyond it is cut off.
struct PictureEdit
{
    static constexpr int kBoxesMax = 50;

    QVector<QRectF> boxes; ///< covered by opaque black; those beyond kBoxesMax make the edit fail
    QRectF crop{0, 0, 1, 1}; ///< what stays; nothing or less stays whole
    int quarterTurns = 0; ///< clockwise, any number

    friend bool operator==(const PictureEdit &, const PictureEdit &) = default;
};

/// Burns an edit into a master that preparePicture() made, and makes a new one of it: what lies under a box
/// or outside the crop is in no byte of the result, the placeholder included. A box covers every pixel that
/// it touches, and the blocks of JPEG around it hold nothing of what was there.
///
/// The errors of preparePicture(), and InvalidField for too many boxes. For workers, as the above.
[[nodiscard]] Result<PreparedPicture> editPicture(const QByteArray &masterJpeg, const PictureEdit &edit);

} // namespace preggo
