// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

namespace preggo::server {

/// Whether encoded bytes hold anything beside the picture: EXIF, XMP, IPTC, a colour profile, a comment.
/// Reads the containers' own structure, so that it does not depend on the encoder that it checks. True
/// for bytes whose structure cannot be followed.
[[nodiscard]] bool jpegHoldsMetadata(QByteArrayView bytes);
[[nodiscard]] bool webpHoldsMetadata(QByteArrayView bytes);
[[nodiscard]] bool avifHoldsMetadata(QByteArrayView bytes);
/// By the name of a variant's format; true for a format that is none of ours.
[[nodiscard]] bool holdsMetadata(QStringView format, QByteArrayView bytes);

/// A WebP of the simple format with the picture's own chunk alone; empty where there is not exactly one,
/// as in a moving or a transparent picture.
[[nodiscard]] QByteArray webpPictureOnly(QByteArrayView bytes);

} // namespace preggo::server
