// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/decode.h"

#include "core/imaging/refusals.h"
#include "protocol/limits.h"

#include <QBuffer>
#include <QImageReader>
#include <QTransform>

#include <mutex>

namespace preggo {

namespace {

/// Qt refuses to allocate more than this; its default is less than our largest picture needs.
void setAllocationLimit()
{
    static std::once_flag once;
    std::call_once(once, [] {
        constexpr qint64 kBytesPerPixel = 8; // 16 bits a channel
        constexpr qint64 kMegabyte = 1024 * 1024;
        const qint64 needed = limits::kPicturePixels * kBytesPerPixel / kMegabyte + 1;
        QImageReader::setAllocationLimit(static_cast<int>(needed));
    });
}

QByteArray qtName(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return "jpeg";
    case PictureFormat::Png:
        return "png";
    case PictureFormat::Webp:
        return "webp";
    case PictureFormat::Heif:
    case PictureFormat::Video:
    case PictureFormat::Gif:
    case PictureFormat::Unknown:
        break;
    }
    return {};
}

/// The name decides nothing: only the decoders of the allowed formats ever see the bytes.
void setUp(QImageReader &reader, QBuffer &buffer, PictureFormat format)
{
    setAllocationLimit();
    buffer.open(QIODevice::ReadOnly);
    reader.setDevice(&buffer);
    reader.setAutoDetectImageFormat(false);
    reader.setFormat(qtName(format));
    reader.setAutoTransform(false);
}

} // namespace

Result<PictureHeader> checkHeader(const QByteArray &bytes)
{
    const PictureFormat format = pictureFormat(bytes);
    if (qtName(format).isEmpty())
        return refusal::unsupported(format);
    if (bytes.size() > limits::kPictureBytes)
        return refusal::tooManyBytes();
    QByteArray copy = bytes; // shared, not copied
    QBuffer buffer(&copy);
    QImageReader reader;
    setUp(reader, buffer, format);
    QSize size = reader.size();
    if (size.isEmpty() && format == PictureFormat::Jpeg)
        size = jpegSize(bytes);
    if (size.isEmpty())
        return refusal::damaged();
    if (refusal::isTooLarge(size))
        return refusal::tooManyPixels(size);
    if (format == PictureFormat::Jpeg && !isCompleteJpeg(bytes))
        return refusal::cutOff();
    return PictureHeader{format, size};
}

Result<QImage> decode(const QByteArray &bytes, PictureFormat format, QSize size)
{
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    QImageReader reader;
    setUp(reader, buffer, format);
    if (!size.isEmpty())
        reader.setScaledSize(size);
    QImage image = reader.read();
    if (image.isNull())
        return refusal::damaged();
    return image;
}

QImage turned(const QImage &image, int orientation)
{
    switch (orientation) {
    case 2:
        return image.mirrored(true, false);
    case 3:
        return image.mirrored(true, true);
    case 4:
        return image.mirrored(false, true);
    case 5:
        return image.mirrored(true, false).transformed(QTransform().rotate(270));
    case 6:
        return image.transformed(QTransform().rotate(90));
    case 7:
        return image.mirrored(true, false).transformed(QTransform().rotate(90));
    case 8:
        return image.transformed(QTransform().rotate(270));
    default:
        return image;
    }
}

} // namespace preggo
