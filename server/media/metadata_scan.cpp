// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/metadata_scan.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace preggo::server {

namespace {

constexpr quint8 kMarker = 0xFF;
constexpr quint8 kStartOfImage = 0xD8;
constexpr quint8 kStartOfScan = 0xDA;
constexpr quint8 kFirstApp = 0xE0;
constexpr quint8 kLastApp = 0xEF;
constexpr quint8 kComment = 0xFE;

quint8 at(QByteArrayView bytes, qsizetype index)
{
    return static_cast<quint8>(bytes[index]);
}

/// JFIF's density and nothing else: an APP0 of 16 bytes has no room for a thumbnail.
bool isPlainJfif(QByteArrayView segment)
{
    return segment.size() == 16 && segment.sliced(2, 5) == QByteArrayView("JFIF\0", 5);
}

constexpr std::array kWebpPicture{"VP8 ", "VP8L", "VP8X", "ALPH"};

} // namespace

bool jpegHoldsMetadata(QByteArrayView bytes)
{
    if (bytes.size() < 4 || at(bytes, 0) != kMarker || at(bytes, 1) != kStartOfImage)
        return true;
    for (qsizetype i = 2; i + 4 <= bytes.size();) {
        if (at(bytes, i) != kMarker)
            return true;
        const quint8 kind = at(bytes, i + 1);
        if (kind == kStartOfScan)
            return false; // only picture data follows
        const qsizetype length = qFromBigEndian<quint16>(bytes.data() + i + 2);
        if (length < 2 || i + 2 + length > bytes.size())
            return true;
        const bool isApp = kind >= kFirstApp && kind <= kLastApp;
        const bool isAllowed = kind == kFirstApp && isPlainJfif(bytes.sliced(i + 2, length));
        if ((isApp && !isAllowed) || kind == kComment)
            return true;
        i += 2 + length;
    }
    return true;
}

bool webpHoldsMetadata(QByteArrayView bytes)
{
    constexpr qsizetype kHeader = 12;
    if (bytes.size() < kHeader || bytes.first(4) != "RIFF" || bytes.sliced(8, 4) != "WEBP")
        return true;
    qsizetype i = kHeader;
    while (i + 8 <= bytes.size()) {
        const QByteArrayView name = bytes.sliced(i, 4);
        const bool isPicture = std::any_of(
            kWebpPicture.begin(), kWebpPicture.end(), [&](const char *known) { return name == known; });
        if (!isPicture)
            return true;
        const qint64 length = qFromLittleEndian<quint32>(bytes.data() + i + 4);
        i += 8 + static_cast<qsizetype>(length + length % 2);
    }
    return i != bytes.size();
}

} // namespace preggo::server
