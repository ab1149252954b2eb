// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/shapes.h"

#include <QTransform>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace preggo::demo {

QPainterPath smooth(const QVector<QPointF> &points, bool closed)
{
    const qsizetype n = points.size();
    const auto at = [&](qsizetype i) {
        return closed ? points[(i + n) % n] : points[std::clamp<qsizetype>(i, 0, n - 1)];
    };
    QPainterPath path(points.first());
    for (qsizetype i = 0; i < (closed ? n : n - 1); ++i)
        path.cubicTo(at(i) + (at(i + 1) - at(i - 1)) / 6, at(i + 1) - (at(i + 2) - at(i)) / 6, at(i + 1));
    if (closed)
        path.closeSubpath();
    return path;
}

QPainterPath ellipse(QPointF centre, double rx, double ry)
{
    QPainterPath path;
    path.addEllipse(centre, rx, ry);
    return path;
}

QPainterPath box(const QRectF &rect, double radius)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

QPainterPath heart(QPointF c, double size)
{
    QPainterPath path(c + QPointF(0, size * 0.9));
    path.cubicTo(c + QPointF(-size * 1.5, -size * 0.1), c + QPointF(-size * 0.75, -size * 1.2),
        c + QPointF(0, -size * 0.35));
    path.cubicTo(c + QPointF(size * 0.75, -size * 1.2), c + QPointF(size * 1.5, -size * 0.1),
        c + QPointF(0, size * 0.9));
    return path;
}

QPainterPath star(QPointF c, double size)
{
    QVector<QPointF> points;
    for (int i = 0; i < 10; ++i) {
        const double a = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
        points.append(c + QPointF(std::cos(a), std::sin(a)) * (i % 2 == 0 ? size : size * 0.48));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath turned(const QPainterPath &path, QPointF about, double degrees)
{
    return QTransform()
        .translate(about.x(), about.y())
        .rotate(degrees)
        .translate(-about.x(), -about.y())
        .map(path);
}

void sprig(Sketch &s, QPointF from, double degrees, double length, const QColor &colour)
{
    s.p().save();
    s.p().translate(from);
    s.p().rotate(degrees);
    s.line(smooth({{0, 0}, {length * 0.5, -length * 0.04}, {length, 0}}, false), colour.darker(130),
        length * 0.015);
    for (int i = 1; i <= 7; ++i) {
        const double x = length * i / 7.2;
        const double leaf = length * (0.20 - 0.014 * i);
        for (const int side : {-1, 1}) {
            const QPainterPath shape = smooth({{x, 0}, {x + leaf * 0.45, side * leaf * 0.55},
                {x + leaf, side * leaf * 0.75}, {x + leaf * 0.6, side * leaf * 0.2}});
            s.fill(shape,
                mix(colour, s.rnd(0, 1) < 0.5 ? QColor(Qt::white) : colour.darker(150), s.rnd(0, 0.22)));
        }
    }
    s.p().restore();
}

void plant(Sketch &s, QPointF foot, double size, const QColor &leaf, const QColor &pot)
{
    for (int i = 0; i < 13; ++i) {
        const double a = -90 + (i - 6) * 13 + s.rnd(-7, 7);
        const double reach = size * s.rnd(0.65, 1.05);
        const QPainterPath shape =
            smooth({{0, 0}, {reach * 0.5, -size * 0.09}, {reach, 0}, {reach * 0.5, size * 0.09}});
        s.p().save();
        s.p().translate(foot - QPointF(0, size * 0.42));
        s.p().rotate(a);
        s.fill(shape, mix(leaf, i % 3 == 0 ? QColor(Qt::white) : leaf.darker(170), s.rnd(0, 0.35)));
        s.line(smooth({{0, 0}, {reach * 0.9, 0}}, false), alpha(leaf.lighter(130), 0.5), size * 0.01);
        s.p().restore();
    }
    const QPainterPath body = smooth({foot + QPointF(-size * 0.30, -size * 0.5),
        foot + QPointF(size * 0.30, -size * 0.5), foot + QPointF(size * 0.24, -size * 0.05),
        foot + QPointF(0, 0), foot + QPointF(-size * 0.24, -size * 0.05)});
    s.fill(body, pot);
    s.round(body, {-0.6, -0.4}, 0.8);
}

void knit(Sketch &s, const QPainterPath &path, const QColor &yarn, double stitch, double degrees)
{
    s.fill(path, yarn.darker(135));
    const QRectF area = path.boundingRect();
    const double reach = std::hypot(area.width(), area.height()) / 2 + stitch;
    QPainter &p = s.p();
    p.save();
    p.setClipPath(path, Qt::IntersectClip);
    p.translate(area.center());
    p.rotate(degrees);
    for (double y = -reach; y < reach; y += stitch * 0.82) {
        for (double x = -reach; x < reach; x += stitch * 1.14) {
            for (const int side : {-1, 1}) {
                p.save();
                p.translate(x + side * stitch * 0.27, y);
                p.rotate(-side * 33);
                p.setBrush(mix(yarn, side < 0 ? QColor(Qt::white) : yarn.darker(125), s.rnd(0.02, 0.20)));
                p.drawEllipse(QPointF(0, 0), stitch * 0.27, stitch * 0.56);
                p.setBrush(alpha(Qt::white, 0.16));
                p.drawEllipse(QPointF(-stitch * 0.07, -stitch * 0.08), stitch * 0.09, stitch * 0.32);
                p.restore();
            }
        }
    }
    p.restore();
    s.texture(path, 14, 0.35);
    s.round(path, {-0.5, -0.6}, 0.85);
}

void ribs(Sketch &s, const QPainterPath &path, const QColor &yarn, double width)
{
    s.fill(path, yarn.darker(140));
    const QRectF area = path.boundingRect();
    s.p().save();
    s.p().setClipPath(path, Qt::IntersectClip);
    for (double x = area.left(); x < area.right() + width; x += width) {
        const QRectF rib(x, area.top(), width * 0.82, area.height());
        QLinearGradient run(rib.topLeft(), rib.topRight());
        run.setColorAt(0, yarn.darker(112));
        run.setColorAt(0.4, mix(yarn, Qt::white, 0.22));
        run.setColorAt(1, yarn.darker(125));
        s.fill(box(rib, width * 0.3), run);
        for (double y = area.top(); y < area.bottom(); y += width * 0.6)
            s.line(smooth({{rib.left(), y}, {rib.center().x(), y + width * 0.25}, {rib.right(), y}}, false),
                alpha(yarn.darker(180), 0.25), width * 0.08);
    }
    s.p().restore();
    s.round(path, {-0.5, -0.5}, 0.7);
}

void linen(Sketch &s, const QRectF &area, const QColor &colour)
{
    s.fill(area, colour);
    for (const bool upright : {false, true}) {
        const double end = upright ? area.right() : area.bottom();
        for (double at = upright ? area.left() : area.top(); at < end; at += s.rnd(0.8, 1.5)) {
            const QColor thread = s.rnd(0, 1) < 0.5 ? QColor(Qt::white) : colour.darker(150);
            const QRectF strip = upright ? QRectF(at, area.top(), 0.5, area.height())
                                         : QRectF(area.left(), at, area.width(), 0.5);
            s.fill(strip, alpha(thread, s.rnd(0.03, 0.16)));
        }
    }
    s.texture(box(area), 60, 0.22);
}

void planks(Sketch &s, const QRectF &area, const QColor &colour, double plank)
{
    for (double y = area.top(); y < area.bottom(); y += plank) {
        const QRectF board(area.left(), y, area.width(), plank);
        s.fill(
            board, mix(colour, s.rnd(0, 1) < 0.5 ? colour.lighter(115) : colour.darker(115), s.rnd(0, 0.8)));
        s.texture(box(board), 5, 0.55, 14);
        s.fill(QRectF(area.left(), y, area.width(), 0.8), alpha(colour.darker(220), 0.55));
        s.fill(QRectF(area.left(), y + 0.8, area.width(), 0.6), alpha(Qt::white, 0.2));
    }
}

void bokeh(Sketch &s, const QRectF &area, int count, const QColor &a, const QColor &b)
{
    for (int i = 0; i < count; ++i) {
        const QPointF at(s.rnd(area.left(), area.right()), s.rnd(area.top(), area.bottom()));
        const double r = s.rnd(6, 22);
        const QColor tint = mix(a, b, s.rnd(0, 1));
        s.fill(ellipse(at, r, r), alpha(tint, s.rnd(0.12, 0.35)));
        s.line(ellipse(at, r, r), alpha(tint.lighter(120), 0.25), 0.8);
    }
}

void cloud(Sketch &s, QPointF c, double size, const QColor &colour)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addEllipse(c + QPointF(-size * 0.55, size * 0.08), size * 0.42, size * 0.32);
    path.addEllipse(c, size * 0.55, size * 0.48);
    path.addEllipse(c + QPointF(size * 0.58, size * 0.1), size * 0.42, size * 0.30);
    path.addRoundedRect(
        QRectF(c.x() - size * 0.9, c.y() + size * 0.05, size * 1.8, size * 0.36), size * 0.18, size * 0.18);
    s.fill(path.simplified(), colour);
}

} // namespace preggo::demo
