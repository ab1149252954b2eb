// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QtEndian>

namespace preggo::test {

// Pictures as cameras and phones write them, made here.

/// Four quarters: red, green / blue, white. Any turning shows.
inline QImage quarters(QSize size = {64, 32})
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const bool right = x >= size.width() / 2;
            const bool low = y >= size.height() / 2;
            image.setPixel(x, y, low ? (right ? 0xFFFFFFFF : 0xFF0000FF) : (right ? 0xFF00FF00 : 0xFFFF0000));
        }
    }
    return image;
}

inline bool isNear(QRgb a, QRgb b, int by = 24)
{
    return std::abs(qRed(a) - qRed(b)) <= by && std::abs(qGreen(a) - qGreen(b)) <= by
        && std::abs(qBlue(a) - qBlue(b)) <= by;
}

/// Whether it is quarters() as an encoder that loses something leaves it.
inline bool isQuarters(const QImage &image)
{
    return image.size() == QSize(64, 32) && isNear(image.pixel(8, 8), 0xFFFF0000)
        && isNear(image.pixel(56, 8), 0xFF00FF00) && isNear(image.pixel(8, 24), 0xFF0000FF)
        && isNear(image.pixel(56, 24), 0xFFFFFFFF);
}

/// The picture as a camera held the `orientation` way stores it, so that it must come out as quarters().
inline QImage storedFor(int orientation)
{
    const QImage upright = quarters();
    switch (orientation) {
    case 2:
        return upright.mirrored(true, false);
    case 3:
        return upright.transformed(QTransform().rotate(180));
    case 4:
        return upright.mirrored(false, true);
    case 5: // transposed
        return upright.transformed(QTransform(0, 1, 1, 0, 0, 0));
    case 6: // to be turned right, so it was stored turned left
        return upright.transformed(QTransform().rotate(-90));
    case 7: // across the other diagonal
        return upright.transformed(QTransform(0, -1, -1, 0, 0, 0));
    case 8:
        return upright.transformed(QTransform().rotate(90));
    default:
        return upright;
    }
}

inline QByteArray encoded(const QImage &image, const char *format, int quality = 95)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    writer.write(image);
    return bytes;
}

/// A TIFF block with orientation, DateTimeOriginal and a GPS folder, in either byte order.
class ExifWriter
{
public:
    explicit ExifWriter(bool little = true)
        : m_little(little)
    { }
    [[nodiscard]] QByteArray block(int orientation, const QByteArray &dateTime) const
    {
        constexpr quint32 kExif = 8 + 2 + 3 * 12 + 4;
        constexpr quint32 kDate = kExif + 2 + 12 + 4;
        constexpr quint32 kGps = kDate + 20;
        QByteArray out(m_little ? "II" : "MM");
        out += u16(42) + u32(8);
        out += u16(3);
        out += u16(0x0112) + u16(3) + u32(1) + u16(static_cast<quint16>(orientation)) + u16(0);
        out += u16(0x8769) + u16(4) + u32(1) + u32(kExif);
        out += u16(0x8825) + u16(4) + u32(1) + u32(kGps);
        out += u32(0);
        out += u16(1) + u16(0x9003) + u16(2) + u32(20) + u32(kDate) + u32(0);
        out += dateTime.leftJustified(20, '\0', true);
        // Latitude reference "N" and a made-up map datum that a scan can find.
        out += u16(2) + u16(1) + u16(2) + u32(2) + QByteArray("N\0\0\0", 4);
        out += u16(0x12) + u16(2) + u32(20) + u32(kGps + 2 + 24 + 4) + u32(0);
        return out + QByteArray("GPS-CANARY-52.520008").leftJustified(20, '\0');
    }

private:
    [[nodiscard]] QByteArray u16(quint16 value) const
    {
        const quint16 stored = m_little ? qToLittleEndian(value) : qToBigEndian(value);
        return {reinterpret_cast<const char *>(&stored), 2};
    }
    [[nodiscard]] QByteArray u32(quint32 value) const
    {
        const quint32 stored = m_little ? qToLittleEndian(value) : qToBigEndian(value);
        return {reinterpret_cast<const char *>(&stored), 4};
    }
    bool m_little;
};

inline QByteArray bigEndian32(quint32 value)
{
    const quint32 stored = qToBigEndian(value);
    return {reinterpret_cast<const char *>(&stored), 4};
}

/// Inserts a segment after the start of a JPEG.
inline QByteArray withSegment(const QByteArray &jpeg, char marker, const QByteArray &payload)
{
    const quint16 length = qToBigEndian(static_cast<quint16>(payload.size() + 2));
    QByteArray segment("\xFF", 1);
    segment += marker;
    segment += QByteArray(reinterpret_cast<const char *>(&length), 2) + payload;
    return jpeg.left(2) + segment + jpeg.mid(2);
}

inline QByteArray withExif(const QByteArray &jpeg, const QByteArray &block)
{
    return withSegment(jpeg, '\xE1', QByteArray("Exif\0\0", 6) + block);
}

/// CRC-32 as PNG wants it.
inline quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<quint8>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0xEDB88320 : 0);
    }
    return ~crc;
}

inline QByteArray pngChunk(const QByteArray &name, const QByteArray &data)
{
    return bigEndian32(static_cast<quint32>(data.size())) + name + data + bigEndian32(crc32(name + data));
}

/// Inserts a chunk after the header of a PNG.
inline QByteArray withChunk(const QByteArray &png, const QByteArray &name, const QByteArray &data)
{
    constexpr int kAfterHeader = 8 + 25;
    return png.left(kAfterHeader) + pngChunk(name, data) + png.mid(kAfterHeader);
}

/// A PNG that says it is this large and holds next to nothing.
inline QByteArray pngBomb(quint32 width, quint32 height)
{
    const QByteArray header = bigEndian32(width) + bigEndian32(height) + QByteArray("\x08\x02\0\0\0", 5);
    return QByteArray("\x89PNG\r\n\x1A\n", 8) + pngChunk("IHDR", header)
        + pngChunk("IDAT", qCompress(QByteArray(64, 0)).mid(4)) + pngChunk("IEND", {});
}

} // namespace preggo::test
