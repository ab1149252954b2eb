// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/edit.h"

#include "core/imaging/decode.h"
#include "core/imaging/master.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The pixels to be covered: each block of the master that the box touches, for a word tints the whole of the
/// blocks that it stands in, and one pixel more, for colours are smoothed across their borders.
QRect covered(const QRectF &box, QSize size)
{
    constexpr int kBlock = 16; // of JPEG with halved colours, which is how masters are written
    const QRectF inside = box.normalized() & QRectF(0, 0, 1, 1);
    if (inside.isEmpty())
        return {};
    const auto down = [](double at) { return static_cast<int>(std::floor(at / kBlock)) * kBlock; };
    const auto up = [](double at) { return static_cast<int>(std::ceil(at / kBlock)) * kBlock; };
    const QRect blocks(QPoint(down(inside.left() * size.width()), down(inside.top() * size.height())),
        QPoint(up(inside.right() * size.width()) - 1, up(inside.bottom() * size.height()) - 1));
    return blocks.adjusted(-1, -1, 1, 1) & QRect({}, size);
}

/// The pixels of a part whose sides are rounded; never none.
QRect kept(const QRectF &part, QSize size)
{
    const QRectF inside = part & QRectF(0, 0, 1, 1);
    if (inside.isEmpty())
        return {{}, size};
    const int left = qMin(qRound(inside.left() * size.width()), size.width() - 1);
    const int top = qMin(qRound(inside.top() * size.height()), size.height() - 1);
    const int right = qMax(qRound(inside.right() * size.width()), left + 1);
    const int bottom = qMax(qRound(inside.bottom() * size.height()), top + 1);
    return {left, top, right - left, bottom - top};
}

bool isFinite(const QRectF &part)
{
    return std::isfinite(part.x()) && std::isfinite(part.y()) && std::isfinite(part.width())
        && std::isfinite(part.height());
}

void burn(QImage &image, const QVector<QRectF> &boxes)
{
    QPainter painter(&image);
    for (const QRectF &box : boxes)
        painter.fillRect(covered(box, image.size()), Qt::black);
}

} // namespace

Result<PreparedPicture> editPicture(const QByteArray &masterJpeg, const PictureEdit &edit)
{
    const bool isSane = isFinite(edit.crop) && std::all_of(edit.boxes.cbegin(), edit.boxes.cend(), isFinite);
    if (!isSane || edit.boxes.size() > PictureEdit::kBoxesMax)
        return fail(ProblemCode::InvalidField,
            u"A picture can have at most %1 boxes. Take some of them away."_s.arg(PictureEdit::kBoxesMax));
    const auto header = checkHeader(masterJpeg);
    if (!header)
        return tl::make_unexpected(header.error());
    auto image = decode(masterJpeg, header->format);
    if (!image)
        return tl::make_unexpected(image.error());
    if (image->format() != QImage::Format_RGB32)
        image->convertTo(QImage::Format_RGB32);
    burn(*image, edit.boxes);
    const QRect part = kept(edit.crop, image->size());
    if (part != image->rect())
        *image = image->copy(part);
    constexpr int kOrientations[] = {1, 6, 3, 8};
    return makeMaster(turned(*image, kOrientations[((edit.quarterTurns % 4) + 4) % 4]));
}

} // namespace preggo
