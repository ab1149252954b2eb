// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "picture_painter.h"

#include "resources/demo/pictures/album.h"

#include <QPainter>
#include <QPainterPath>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace preggo {

PicturePainter::PicturePainter()
    : QQuickImageProvider(QQuickImageProvider::Image)
{ }

QImage PicturePainter::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const QString name = id.section(u'?', 0, 0).section(u'/', 1, 1);
    const QUrlQuery options(id.section(u'?', 1, 1));
    if (name == u"broken"_s)
        return {};
    const auto &entry = demo::albumEntry(name);
    const QSize target = requestedSize.isEmpty() ? QSize(400, 300) : requestedSize;
    const QSize upright = entry.size.scaled(target, Qt::KeepAspectRatioByExpanding);
    const QImage painted = demo::paint(entry, 1, upright);
    QImage image(target, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const int radius = options.queryItemValue(u"r"_s).toInt();
    QPainterPath frame;
    frame.addRoundedRect(QRectF(QPointF(), target), radius, radius);
    painter.setClipPath(frame);
    painter.drawImage(
        QPoint((target.width() - upright.width()) / 2, (target.height() - upright.height()) / 2), painted);
    if (size)
        *size = target;
    return image;
}

} // namespace preggo
