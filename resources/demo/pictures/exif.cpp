// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/exif.h"

#include <QtEndian>

#include <cmath>

namespace preggo::demo {

namespace {

void put16(QByteArray &out, quint16 value)
{
    out.append(2, '\0');
    qToLittleEndian(value, out.data() + out.size() - 2);
}

void put32(QByteArray &out, quint32 value)
{
    out.append(4, '\0');
    qToLittleEndian(value, out.data() + out.size() - 4);
}

enum Type : quint16 { Ascii = 2, Short = 3, Long = 4, Rational = 5 };

void entry(QByteArray &out, quint16 tag, Type type, quint32 count, quint32 value)
{
    put16(out, tag);
    put16(out, type);
    put32(out, count);
    put32(out, value);
}

/// Degrees, minutes and hundredths of seconds.
QByteArray angle(double degrees)
{
    const double positive = std::abs(degrees);
    const auto whole = static_cast<quint32>(positive);
    const auto minutes = static_cast<quint32>((positive - whole) * 60);
    const auto seconds = static_cast<quint32>(((positive - whole) * 60 - minutes) * 6000);
    QByteArray out;
    for (const auto &[number, divisor] :
        {std::pair(whole, 1U), std::pair(minutes, 1U), std::pair(seconds, 100U)}) {
        put32(out, number);
        put32(out, divisor);
    }
    return out;
}

constexpr quint32 kHeader = 8;
constexpr quint32 kEntry = 12;

constexpr quint32 directorySize(quint32 entries)
{
    return 2 + entries * kEntry + 4;
}

void gpsDirectory(QByteArray &out, const Exif &exif)
{
    const auto data = static_cast<quint32>(out.size()) + directorySize(4);
    put16(out, 4);
    entry(out, 0x0001, Ascii, 2, exif.latitude < 0 ? 'S' : 'N');
    entry(out, 0x0002, Rational, 3, data);
    entry(out, 0x0003, Ascii, 2, exif.longitude < 0 ? 'W' : 'E');
    entry(out, 0x0004, Rational, 3, data + 24);
    put32(out, 0);
    out += angle(exif.latitude) + angle(exif.longitude);
}

} // namespace

QByteArray exifBlock(const Exif &exif)
{
    const QByteArray make("Demo Camera\0", 12);
    const quint32 entries = exif.place ? 3 : 2;
    const quint32 makeAt = kHeader + directorySize(entries);
    QByteArray out("II*\0", 4);
    put32(out, kHeader);
    put16(out, static_cast<quint16>(entries));
    entry(out, 0x010F, Ascii, static_cast<quint32>(make.size()), makeAt);
    entry(out, 0x0112, Short, 1, static_cast<quint32>(exif.orientation));
    if (exif.place)
        entry(out, 0x8825, Long, 1, makeAt + static_cast<quint32>(make.size()));
    put32(out, 0);
    out += make;
    if (exif.place)
        gpsDirectory(out, exif);
    return out;
}

QByteArray withExif(const QByteArray &jpeg, const Exif &exif)
{
    const QByteArray body = QByteArray("Exif\0\0", 6) + exifBlock(exif);
    QByteArray segment("\xFF\xE1", 2);
    segment.append(2, '\0');
    qToBigEndian(static_cast<quint16>(body.size() + 2), segment.data() + 2);
    return jpeg.left(2) + segment + body + jpeg.mid(2);
}

QByteArray webpWithExif(const QByteArray &webp, QSize size, const Exif &exif)
{
    constexpr quint32 kExifFlag = 0x08;
    QByteArray chunks("VP8X");
    put32(chunks, 10);
    put32(chunks, kExifFlag);
    for (const int side : {size.width() - 1, size.height() - 1}) {
        put16(chunks, static_cast<quint16>(side & 0xFFFF));
        chunks.append(static_cast<char>(side >> 16));
    }
    chunks += webp.mid(12);
    QByteArray block = exifBlock(exif);
    chunks += "EXIF";
    put32(chunks, static_cast<quint32>(block.size()));
    chunks += block;
    if (block.size() % 2 != 0)
        chunks.append('\0');
    QByteArray out("RIFF");
    put32(out, static_cast<quint32>(chunks.size() + 4));
    return out + "WEBP" + chunks;
}

} // namespace preggo::demo
