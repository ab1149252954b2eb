// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/display.h"

#include "core/imaging/decode.h"
#include "core/imaging/exif.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace preggo {

namespace {

constexpr int kSoftSide = 160;
constexpr qint64 kPlaceholderPixels = 256 * 256;

/// The size at which `source` fits into or covers `target`; never larger than it is.
QSize scaledSize(QSize source, const PictureTarget &target)
{
    QSize box = target.pixels;
    if (box.width() <= 0 && box.height() <= 0)
        return source;
    // One free side follows from the other.
    if (box.width() <= 0)
        box.setWidth(qRound(double(box.height()) * source.width() / source.height()));
    if (box.height() <= 0)
        box.setHeight(qRound(double(box.width()) * source.height() / source.width()));
    const auto mode = target.fit == PictureFit::Crop ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio;
    const QSize scaled = source.scaled(box, mode);
    return scaled.width() > source.width() ? source : scaled.expandedTo({1, 1});
}

/// The middle of `size` in the proportions of `target`.
QRect middle(QSize size, const PictureTarget &target)
{
    if (target.fit != PictureFit::Crop || target.pixels.isEmpty())
        return {{}, size};
    const QSize part =
        target.pixels.scaled(size, Qt::KeepAspectRatio).boundedTo(target.pixels).expandedTo({1, 1});
    return {QPoint((size.width() - part.width()) / 2, (size.height() - part.height()) / 2), part};
}

/// `wanted` is the width that the corner radius was given for.
QImage rounded(const QImage &image, int radius, int wanted)
{
    if (radius <= 0)
        return image;
    const double factor = wanted > 0 ? std::min(1.0, double(image.width()) / wanted) : 1.0;
    QImage out(image.size(), QImage::Format_ARGB32_Premultiplied);
    out.fill(Qt::transparent);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(image));
    painter.drawRoundedRect(QRectF(out.rect()), radius * factor, radius * factor);
    painter.end();
    return out;
}

QImage opaque(QImage image)
{
    const auto format = image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
    image.setDevicePixelRatio(1);
    return image.format() == format ? image : image.convertToFormat(format);
}

} // namespace

Result<QImage> decodeForDisplay(const QByteArray &bytes, const PictureTarget &target)
{
    const auto header = checkHeader(bytes);
    if (!header)
        return tl::make_unexpected(header.error());
    const int orientation = readExif(bytes).orientation;
    const bool lies = orientation >= 5;
    const QSize upright = lies ? header->size.transposed() : header->size;
    const QSize scaled = scaledSize(upright, target);
    auto decoded = decode(bytes, header->format, lies ? scaled.transposed() : scaled);
    if (!decoded)
        return decoded;
    const QImage image = turned(opaque(std::move(*decoded)), orientation);
    const QRect part = middle(image.size(), target);
    const int wanted = target.fit == PictureFit::Crop ? target.pixels.width() : 0;
    return rounded(part == image.rect() ? image : image.copy(part), target.cornerRadius, wanted);
}

QImage blurredPlaceholder(const QByteArray &bytes, const PictureTarget &target)
{
    const auto header = checkHeader(bytes);
    if (!header || qint64(header->size.width()) * header->size.height() > kPlaceholderPixels)
        return {};
    const auto tiny = decode(bytes, header->format);
    if (!tiny)
        return {};
    PictureTarget whole = target;
    if (whole.pixels.isEmpty())
        whole.pixels = tiny->size();
    const QImage part = opaque(*tiny).copy(
        middle(tiny->size(), {whole.pixels.scaled(tiny->size(), Qt::KeepAspectRatio), target.fit, 0}));
    const QSize shape =
        target.fit == PictureFit::Crop ? whole.pixels : part.size().scaled(whole.pixels, Qt::KeepAspectRatio);
    const QSize soft = shape.width() > kSoftSide || shape.height() > kSoftSide
        ? shape.scaled(kSoftSide, kSoftSide, Qt::KeepAspectRatio).expandedTo({1, 1})
        : shape;
    // Twice by half the way: one bilinear step shows its lattice.
    const QSize half((part.width() + soft.width()) / 2, (part.height() + soft.height()) / 2);
    const QImage blurred = part.scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                               .scaled(soft, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return rounded(blurred, target.cornerRadius, shape.width());
}

} // namespace preggo
