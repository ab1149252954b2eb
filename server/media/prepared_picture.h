// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"

#include <QByteArray>
#include <QVector>

#include <functional>

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
    QVector<EncodedVariant> variants; ///< the smallest first, `full` last
};

/// Hears once what there is to show of a picture as soon as it has been read: all but the larger variants
/// and `full`. On the thread that waits for the whole.
using PreviewSink = std::function<void(const PreparedPicture &)>;

/// Hears of each variant as soon as it is made, on the thread that waits for the whole.
using VariantSink = std::function<void(const EncodedVariant &)>;

} // namespace preggo::server
