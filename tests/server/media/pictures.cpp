// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/media/pictures.h"

#include <QBuffer>
#include <QPainter>
#include <QtEndian>

#include <array>

namespace preggo::test {

namespace {

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return bytes;
}

void put16(QByteArray &out, quint16 value)
{
    value = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}
void put32(QByteArray &out, quint32 value)
{
    value = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}
void put32Big(QByteArray &out, quint32 value)
{
    value = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

/// One entry of a TIFF directory.
void entry(QByteArray &out, quint16 tag, quint16 type, quint32 count, quint32 value)
{
    put16(out, tag);
    put16(out, type);
    put32(out, count);
    put32(out, value);
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<quint8>(c);
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
    }
    return ~crc;
}

void chunk(QByteArray &out, const QByteArray &kind, const QByteArray &data)
{
    put32Big(out, static_cast<quint32>(data.size()));
    out += kind + data;
    put32Big(out, crc32(kind + data));
}

void put24(QByteArray &out, int value)
{
    for (int shift = 0; shift < 24; shift += 8)
        out.append(char((value >> shift) & 0xFF));
}

/// A chunk as RIFF has them.
QByteArray riff(const QByteArray &kind, const QByteArray &content)
{
    QByteArray out = kind;
    put32(out, static_cast<quint32>(content.size()));
    return out + content + QByteArray(content.size() % 2, '\0');
}

/// A WebP in the extended format; `flags` say what the chunks behind its header are.
QByteArray extendedWebp(QSize size, quint32 flags, const QByteArray &chunks)
{
    QByteArray header;
    put32(header, flags);
    put24(header, size.width() - 1);
    put24(header, size.height() - 1);
    return riff("RIFF", "WEBP" + riff("VP8X", header) + chunks);
}

} // namespace

QImage halves(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QPainter painter(&image);
    painter.fillRect(0, 0, size.width() / 2, size.height(), Qt::red);
    return image;
}

QByteArray jpegOf(const QImage &image, int quality)
{
    return encoded(image, "JPEG", quality);
}
QByteArray pngOf(const QImage &image)
{
    return encoded(image, "PNG", -1);
}
QByteArray webpOf(const QImage &image)
{
    return encoded(image, "WEBP", 80);
}

QByteArray exifBlock(int orientation)
{
    const QByteArray text = QByteArray(kSecret) + '\0';
    constexpr quint32 kFirst = 8;
    constexpr quint32 kGps = kFirst + 2 + 3 * 12 + 4;
    constexpr quint32 kText = kGps + 2 + 2 * 12 + 4;
    QByteArray out("II*\0", 4);
    put32(out, kFirst);
    put16(out, 3);
    entry(out, 0x010E, 2, static_cast<quint32>(text.size()), kText); // ImageDescription
    entry(out, 0x0112, 3, 1, static_cast<quint32>(orientation));
    entry(out, 0x8825, 4, 1, kGps);
    put32(out, 0);
    put16(out, 2);
    entry(out, 0x0000, 1, 4, 0x00000302); // GPSVersionID
    entry(out, 0x0001, 2, 2, 'N'); // GPSLatitudeRef
    put32(out, 0);
    return out + text;
}

QByteArray withExif(const QByteArray &jpeg, int orientation)
{
    const QByteArray block = QByteArray("Exif\0\0", 6) + exifBlock(orientation);
    const auto length = qToBigEndian<quint16>(static_cast<quint16>(block.size() + 2));
    QByteArray comment("\xFF\xFE\x00\x12", 4);
    comment += QByteArray(kSecret).left(16);
    QByteArray out = jpeg.left(2) + QByteArray("\xFF\xE1", 2);
    out.append(reinterpret_cast<const char *>(&length), sizeof length);
    return out + block + comment + jpeg.mid(2);
}

QByteArray webpWithExif(const QImage &image, int orientation)
{
    constexpr quint32 kExifFollows = 0x08;
    return extendedWebp(
        image.size(), kExifFollows, webpOf(image).mid(12) + riff("EXIF", exifBlock(orientation)));
}

QByteArray movingWebp(const QImage &image)
{
    constexpr quint32 kMoves = 0x02;
    QByteArray frame(6, '\0'); // at 0, 0
    put24(frame, image.width() - 1);
    put24(frame, image.height() - 1);
    put24(frame, 100); // ms
    frame += '\0';
    const QByteArray shown = riff("ANMF", frame + webpOf(image).mid(12));
    return extendedWebp(image.size(), kMoves, riff("ANIM", QByteArray(6, '\0')) + shown + shown);
}

QByteArray pngWithChunk(const QByteArray &png, const QByteArray &kind, const QByteArray &content)
{
    constexpr qsizetype kHeaderEnd = 8 + 25;
    QByteArray out = png.left(kHeaderEnd);
    chunk(out, kind, content);
    return out + png.mid(kHeaderEnd);
}

QImage whitePage(QSize size)
{
    QImage image(size, QImage::Format_Mono);
    image.fill(1);
    return image;
}

QByteArray cmykJpeg()
{
    return QByteArray::fromBase64(
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAGBAUGBQQGBgUGBwcGCAoQCgoJCQoUDg8MEBcUGBgXFBYWGh0lHxobIxwWFiAsICMm"
        "JykqKRkfLTAtKDAlKCko/8AAFAgAPAA8BEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAHCP/EABQQAQAAAAAA"
        "AAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8AgbR6PNOAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP/9k=");
}

QByteArray pngHeader(quint32 width, quint32 height)
{
    QByteArray out("\x89PNG\r\n\x1A\n", 8);
    QByteArray header;
    put32Big(header, width);
    put32Big(header, height);
    header += QByteArray("\x08\x02\x00\x00\x00", 5);
    chunk(out, "IHDR", header);
    chunk(out, "IDAT", QByteArray::fromHex("789c030000000001"));
    chunk(out, "IEND", {});
    return out;
}

} // namespace preggo::test
