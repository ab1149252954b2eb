// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "icon_provider.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::Literals::StringLiterals;

namespace preggo {

namespace {
constexpr int kGrid = 24;
constexpr int kMaxSide = 512;
} // namespace

IconProvider::IconProvider()
    : QQuickImageProvider(QQuickImageProvider::Image)
{ }

QByteArray IconProvider::source(const QString &name)
{
    const auto known = m_sources.constFind(name);
    if (known != m_sources.constEnd())
        return *known;
    // Only our own resources: a name can not climb out of the folder.
    QByteArray svg;
    QFile file(u":/preggo/icons/"_s + name + u".svg"_s);
    if (!name.contains(u'/') && file.open(QIODevice::ReadOnly))
        svg = file.readAll();
    m_sources.insert(name, svg);
    return svg;
}

QImage IconProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const QString name = id.section(u'/', 0, 0);
    const QColor colour(u'#' + id.section(u'/', 1, 1));
    const int side = std::clamp(std::max(requestedSize.width(), requestedSize.height()), 1, kMaxSide);
    QImage image(requestedSize.isEmpty() ? QSize(kGrid, kGrid) : QSize(side, side),
        QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QByteArray svg = source(name);
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    if (renderer.isValid()) {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(colour.alphaF());
        renderer.render(&painter);
    }
    if (size)
        *size = image.size();
    return image;
}

} // namespace preggo
