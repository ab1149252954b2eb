// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/prepare.h"

#include "core/imaging/decode.h"
#include "core/imaging/exif.h"
#include "core/imaging/heif.h"
#include "core/imaging/master.h"
#include "core/imaging/refusals.h"
#include "protocol/limits.h"

#include <QColorSpace>
#include <QCryptographicHash>
#include <QPainter>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDotsPerMetre = 2835; // 72 dpi: the default would follow this device's screen

/// sRGB, opaque on white, and a fresh image that holds no text, profile or resolution of the source.
QImage cleaned(QImage image)
{
    if (image.format() == QImage::Format_Grayscale8 || image.format() == QImage::Format_Grayscale16
        || image.format() == QImage::Format_Indexed8 || image.format() == QImage::Format_Mono
        || image.format() == QImage::Format_MonoLSB) {
        const QColorSpace space = image.colorSpace();
        image = image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
        image.setColorSpace(space);
    }
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    QImage clean(image.size(), QImage::Format_RGB32);
    if (clean.isNull())
        return clean;
    clean.fill(Qt::white);
    clean.setDotsPerMeterX(kDotsPerMetre);
    clean.setDotsPerMeterY(kDotsPerMetre);
    image.setColorSpace(QColorSpace());
    image.setDevicePixelRatio(1);
    QPainter painter(&clean);
    painter.drawImage(0, 0, image);
    painter.end();
    return clean;
}

struct Upright
{
    QImage image; ///< cleaned
    QDate takenOn;
};

/// HEIC and AVIF come upright, whatever their EXIF says.
Result<Upright> readUprightHeif(const QByteArray &bytes)
{
    auto picture = decodeHeif(bytes);
    if (!picture)
        return tl::make_unexpected(picture.error());
    const QDate takenOn = readExifBlock(picture->exif).takenOn;
    return Upright{cleaned(std::move(picture->image)), takenOn};
}

Result<Upright> readUpright(const QByteArray &bytes)
{
    if (isAnimated(bytes))
        return refusal::moving();
    if (pictureFormat(bytes) == PictureFormat::Heif)
        return readUprightHeif(bytes);
    const auto header = checkHeader(bytes);
    if (!header)
        return tl::make_unexpected(header.error());
    auto decoded = decode(bytes, header->format);
    if (!decoded)
        return tl::make_unexpected(decoded.error());
    const ExifFacts exif = readExif(bytes);
    return Upright{turned(cleaned(std::move(*decoded)), exif.orientation), exif.takenOn};
}

} // namespace

Result<PreparedPicture> preparePicture(const QByteArray &bytes)
{
    auto upright = readUpright(bytes);
    if (!upright)
        return tl::make_unexpected(upright.error());
    auto picture = makeMaster(upright->image);
    if (picture)
        picture->takenOn = upright->takenOn;
    return picture;
}

Result<PreparedPicture> describeMaster(const QByteArray &bytes)
{
    const auto header = checkHeader(bytes);
    if (!header)
        return tl::make_unexpected(header.error());
    if (!isBareJpeg(bytes) || !isCompleteJpeg(bytes))
        return fail(ProblemCode::UnsupportedMedia);
    const auto image = decode(bytes, header->format);
    if (!image)
        return tl::make_unexpected(image.error());
    PreparedPicture picture;
    picture.masterJpeg = bytes;
    picture.width = image->width();
    picture.height = image->height();
    picture.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    picture.placeholder = makePlaceholder(*image);
    return picture;
}

Result<PreparedPicture> preparePictureFile(FileStore &files, const QString &path)
{
    // One byte more than the limit shows a larger file, or a pipe that never ends.
    const auto bytes = files.read(path, 0, limits::kPictureBytes + 1);
    if (!bytes)
        return fail(ProblemCode::NotFound, u"This file cannot be opened. Choose it again."_s);
    return preparePicture(*bytes);
}

} // namespace preggo
