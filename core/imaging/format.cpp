// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/format.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace preggo {

namespace {

constexpr quint8 kSoi = 0xD8;
constexpr quint8 kEoi = 0xD9;
constexpr quint8 kSos = 0xDA;

quint8 at(QByteArrayView bytes, qsizetype i)
{
    return static_cast<quint8>(bytes[i]);
}

/// Calls `visit(marker, where its length stands)` for each segment up to the end marker. False where it is
/// cut off or `visit` says so.
template <typename Visit> bool walkJpeg(QByteArrayView bytes, Visit visit)
{
    if (pictureFormat(bytes) != PictureFormat::Jpeg)
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
        if (!visit(marker, i) || i + 2 > bytes.size())
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

/// The brands of an ISO file: what its first box says that it can be read as.
template <typename Visit> bool anyBrand(QByteArrayView bytes, Visit visit)
{
    constexpr qsizetype kBrandsMax = 32;
    const qsizetype box = std::min<qsizetype>(qFromBigEndian<quint32>(bytes.data()), bytes.size());
    const qsizetype end = std::min(box, 16 + 4 * kBrandsMax);
    if (visit(bytes.sliced(8, 4)))
        return true;
    for (qsizetype i = 16; i + 4 <= end; i += 4) { // 12 to 16 is a version
        if (visit(bytes.sliced(i, 4)))
            return true;
    }
    return false;
}

bool isStillBrand(QByteArrayView brand)
{
    constexpr std::array kBrands{"heic", "heix", "heim", "heis", "mif1", "avif"};
    return std::any_of(
        kBrands.begin(), kBrands.end(), [&](const char *known) { return brand == QByteArrayView(known, 4); });
}

/// PNG says so in a chunk before the picture's own.
bool isAnimatedPng(QByteArrayView bytes)
{
    constexpr int kChunksMax = 512;
    qsizetype i = 8;
    for (int chunk = 0; chunk < kChunksMax && i + 8 <= bytes.size(); ++chunk) {
        const QByteArrayView name = bytes.sliced(i + 4, 4);
        if (name == QByteArrayView("acTL") || name == QByteArrayView("IDAT"))
            return name == QByteArrayView("acTL");
        const qint64 next = i + 12 + qint64(qFromBigEndian<quint32>(bytes.data() + i));
        if (next > bytes.size())
            return false;
        i = next;
    }
    return false;
}

bool isAnimatedWebp(QByteArrayView bytes)
{
    constexpr quint8 kMoves = 0x02;
    return bytes.size() > 20 && bytes.sliced(12, 4) == QByteArrayView("VP8X")
        && (at(bytes, 20) & kMoves) != 0;
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
        return anyBrand(bytes, isStillBrand) ? PictureFormat::Heif : PictureFormat::Video;
    return PictureFormat::Unknown;
}

bool isAnimated(QByteArrayView bytes)
{
    switch (pictureFormat(bytes)) {
    case PictureFormat::Png:
        return isAnimatedPng(bytes);
    case PictureFormat::Webp:
        return isAnimatedWebp(bytes);
    case PictureFormat::Heif: // the first brand: telephones name the sequence of a live picture behind it
        return bytes.sliced(8, 4) == QByteArrayView("avis") || bytes.sliced(8, 4) == QByteArrayView("msf1")
            || bytes.sliced(8, 4) == QByteArrayView("hevc");
    default:
        return false;
    }
}

bool isCompleteJpeg(QByteArrayView bytes)
{
    bool hasScan = false;
    return walkJpeg(bytes, [&](quint8 marker, qsizetype) {
        hasScan |= marker == kSos;
        return true;
    }) && hasScan;
}

QSize jpegSize(QByteArrayView bytes)
{
    constexpr quint8 kSof0 = 0xC0;
    constexpr quint8 kSof15 = 0xCF;
    QSize size;
    walkJpeg(bytes, [&](quint8 marker, qsizetype at) {
        const bool isTable = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        if (marker < kSof0 || marker > kSof15 || isTable || at + 7 > bytes.size())
            return true;
        size = {
            qFromBigEndian<quint16>(bytes.data() + at + 5), qFromBigEndian<quint16>(bytes.data() + at + 3)};
        return false;
    });
    return size;
}

bool isBareJpeg(QByteArrayView bytes)
{
    constexpr quint8 kApp0 = 0xE0;
    constexpr quint8 kApp15 = 0xEF;
    constexpr quint8 kComment = 0xFE;
    return walkJpeg(bytes,
        [](quint8 marker, qsizetype) { return !(marker > kApp0 && marker <= kApp15) && marker != kComment; });
}

} // namespace preggo
