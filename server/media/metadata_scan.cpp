// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/metadata_scan.h"

#include <QtEndian>

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

constexpr qsizetype kRiffHeader = 12;
constexpr qsizetype kChunkHeader = 8;

bool isWebp(QByteArrayView bytes)
{
    return bytes.size() >= kRiffHeader && bytes.first(4) == "RIFF" && bytes.sliced(8, 4) == "WEBP";
}

bool isPictureChunk(QByteArrayView name)
{
    return name == "VP8 " || name == "VP8L";
}

/// The chunk at `at` with its header and padding; empty where it goes beyond the end.
QByteArrayView chunkAt(QByteArrayView bytes, qsizetype at)
{
    if (at + kChunkHeader > bytes.size())
        return {};
    const qint64 length = qFromLittleEndian<quint32>(bytes.data() + at + 4);
    const qint64 whole = kChunkHeader + length + length % 2;
    return at + whole <= bytes.size() ? bytes.sliced(at, static_cast<qsizetype>(whole)) : QByteArrayView();
}

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
    if (!isWebp(bytes))
        return true;
    qsizetype at = kRiffHeader;
    while (at < bytes.size()) {
        const QByteArrayView chunk = chunkAt(bytes, at);
        if (chunk.isEmpty() || !isPictureChunk(chunk.first(4)))
            return true;
        at += chunk.size();
    }
    return at == kRiffHeader;
}

bool holdsMetadata(QStringView format, QByteArrayView bytes)
{
    if (format == u"jpeg")
        return jpegHoldsMetadata(bytes);
    if (format == u"avif")
        return avifHoldsMetadata(bytes);
    return format != u"webp" || webpHoldsMetadata(bytes);
}

QByteArray webpPictureOnly(QByteArrayView bytes)
{
    if (!isWebp(bytes))
        return {};
    QByteArray picture;
    for (qsizetype at = kRiffHeader; at < bytes.size();) {
        const QByteArrayView chunk = chunkAt(bytes, at);
        const bool isSecond = !chunk.isEmpty() && isPictureChunk(chunk.first(4)) && !picture.isEmpty();
        if (chunk.isEmpty() || isSecond || chunk.first(4) == "ALPH" || chunk.first(4) == "ANIM")
            return {};
        if (isPictureChunk(chunk.first(4)))
            picture = chunk.toByteArray();
        at += chunk.size();
    }
    const auto size = qToLittleEndian(static_cast<quint32>(picture.size() + 4));
    QByteArray out("RIFF");
    out.append(reinterpret_cast<const char *>(&size), sizeof size);
    return picture.isEmpty() ? QByteArray() : out + "WEBP" + picture;
}

} // namespace preggo::server
