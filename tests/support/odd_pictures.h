// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QColor>
#include <QSize>
#include <QVector>

#include <optional>

namespace preggo::test {

// What people choose, and what somebody may send them to choose: all of it made here, byte by byte.

/// A baseline JPEG of one colour, given as the file stores it: one sample for grey, three for YCbCr, four
/// for CMYK. With `adobe` an APP14 segment says that transform, which Photoshop does. About 200 bytes.
[[nodiscard]] QByteArray flatJpeg(
    QSize size, const QByteArray &samples, std::optional<quint8> adobe = std::nullopt);
/// The same file with other sides written into its frame header.
[[nodiscard]] QByteArray saying(QByteArray jpeg, quint16 width, quint16 height);
/// A WebP in its extended form; `flags` as in its VP8X chunk, `chunks` behind the picture.
[[nodiscard]] QByteArray extendedWebp(quint8 flags, const QByteArray &chunks);
[[nodiscard]] QByteArray riffChunk(const QByteArray &name, const QByteArray &data);
/// A PNG whose chunk `name` unpacks to a hundred million bytes.
[[nodiscard]] QByteArray pngWithPackedChunk(const QByteArray &name);

/// A file, and what is to become of it.
struct OddPicture
{
    QByteArray name;
    QByteArray bytes;
    std::optional<ProblemCode> refusedAs; ///< none: it is taken
    QSize size; ///< where it is taken
    QColor colour; ///< of its middle, where it is taken and that is known
};

/// Each kind once. Every one that is taken and could tell a secret holds the word CANARY.
[[nodiscard]] QVector<OddPicture> oddPictures();

} // namespace preggo::test
