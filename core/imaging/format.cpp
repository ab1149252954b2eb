// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/format.h"

#include <QtEndian>

#include <cstring>

namespace preggo {

namespace {

constexpr quint8 kSoi = 0xD8;
constexpr quint8 kEoi = 0xD9;
constexpr quint8 kSos = 0xDA;

quint8 at(QByteArrayView bytes, qsizetype i)
{
    return static_cast<quint8>(bytes[i]);
}

/// Calls `visit(marker)` for each segment up to the end marker. False where it is cut off or `visit`
/// says so.
template <typename Visit> bool walkJpeg(QByteArrayView bytes, Visit visit)
{
    if (bytes.size() < 4 || at(bytes, 0) != 0xFF || at(bytes, 1) != kSoi)
        return false;
    qsizetype i = 2;
    while (i + 1 < bytes.size()) {
        if (at(bytes, i) != 0xFF) {
            ++i; // stray bytes between segments; decoders skip them too
            continue;
        }
        const quint8 marker = at(bytes, i + 1);
        if (marker == 0xFF) {
            ++i;
            continue;
        }
        i += 2;
        if (marker == kEoi)
            return true;
        if (marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= kSoi))
            continue;
        if (!visit(marker) || i + 2 > bytes.size())
            return false;
        // After SOS comes entropy-coded data, in which FF is followed by 00 or a restart marker only:
        // the loop passes over it as over stray bytes.
        const int length = qFromBigEndian<quint16>(bytes.data() + i);
        if (length < 2)
            return false;
        i += length;
    }
    return false;
}

} // namespace

PictureFormat pictureFormat(QByteArrayView bytes)
{
    if (bytes.size() < 12)
        return PictureFormat::Unknown;
    if (bytes.startsWith("\xFF\xD8\xFF"))
        return PictureFormat::Jpeg;
    if (bytes.startsWith("\x89PNG\r\n\x1A\n"))
        return PictureFormat::Png;
    if (bytes.startsWith("RIFF") && bytes.sliced(8, 4) == QByteArrayView("WEBP"))
        return PictureFormat::Webp;
    if (bytes.startsWith("GIF8"))
        return PictureFormat::Gif;
    if (bytes.sliced(4, 4) == QByteArrayView("ftyp"))
        return PictureFormat::Heif;
    return PictureFormat::Unknown;
}

bool isCompleteJpeg(QByteArrayView bytes)
{
    bool hasScan = false;
    return walkJpeg(bytes, [&](quint8 marker) {
        hasScan |= marker == kSos;
        return true;
    }) && hasScan;
}

bool isBareJpeg(QByteArrayView bytes)
{
    constexpr quint8 kApp0 = 0xE0;
    constexpr quint8 kApp15 = 0xEF;
    constexpr quint8 kComment = 0xFE;
    return walkJpeg(
        bytes, [](quint8 marker) { return !(marker > kApp0 && marker <= kApp15) && marker != kComment; });
}

} // namespace preggo
