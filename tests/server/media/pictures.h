// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QColor>
#include <QImage>
#include <QSize>

namespace preggo::test {

/// Left half red, right half blue: which side is which shows how it was turned.
[[nodiscard]] QImage halves(QSize size);
[[nodiscard]] QByteArray jpegOf(const QImage &image, int quality = 90);
[[nodiscard]] QByteArray pngOf(const QImage &image);
[[nodiscard]] QByteArray webpOf(const QImage &image);

/// A JPEG with EXIF as a telephone writes it: the orientation, and the GPS position of somebody's home.
[[nodiscard]] QByteArray withExif(const QByteArray &jpeg, int orientation);
/// The TIFF block that withExif() puts in; its texts must not be in anything that is served.
[[nodiscard]] QByteArray exifBlock(int orientation);
/// A WebP in the extended format with that block in an EXIF chunk.
[[nodiscard]] QByteArray webpWithExif(const QImage &image, int orientation);

/// 60 by 60 pixels of one green (C 220, M 20, Y 200, K 10 of 255), as printers use them; Qt writes none.
[[nodiscard]] QByteArray cmykJpeg();

/// A PNG whose header claims this size, with almost nothing behind it.
[[nodiscard]] QByteArray pngHeader(quint32 width, quint32 height);

/// A PNG with one more chunk right behind its header.
[[nodiscard]] QByteArray pngWithChunk(
    const QByteArray &png, const QByteArray &kind, const QByteArray &content);
/// Two frames of the picture, one after the other.
[[nodiscard]] QByteArray movingWebp(const QImage &image);
/// Of one bit, so that it is large in pixels and small in bytes.
[[nodiscard]] QImage whitePage(QSize size);

inline constexpr char kSecret[] = "Maternity Lane 7";

} // namespace preggo::test
