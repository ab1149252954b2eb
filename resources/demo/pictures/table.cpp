// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/scenes.h"
#include "resources/demo/pictures/shapes.h"

#include <cmath>
#include <numbers>

namespace preggo::demo {

namespace {

void board(Sketch &s, const QRectF &area)
{
    const QPainterPath shape = box(area, 16);
    s.shadow(shape, {6, 9}, 8, 0.5);
    s.fill(shape, QColor(198, 156, 110));
    s.texture(shape, 5, 0.6, 12);
    s.line(shape, alpha(QColor(120, 84, 52), 0.35), 1.4);
}

void peel(Sketch &s, const QPainterPath &shape, const QColor &colour, double pores)
{
    s.shadow(shape, {10, 14}, 9, 0.6);
    s.fill(shape, colour);
    s.texture(shape, pores, 0.45);
    s.round(shape, {-0.6, -0.7}, 1.0);
    const QRectF r = shape.boundingRect();
    s.p().save();
    s.p().setClipPath(shape, Qt::IntersectClip);
    s.glow(
        {r.left() + r.width() * 0.30, r.top() + r.height() * 0.26}, r.width() * 0.22, alpha(Qt::white, 0.62));
    s.p().restore();
}

void berry(Sketch &s, QPointF at, double size)
{
    const QPainterPath shape = ellipse(at, size, size * 0.95);
    peel(s, shape, mix(QColor(66, 78, 134), QColor(104, 116, 166), s.rnd(0, 1)), 2);
    s.fill(star(at + QPointF(size * 0.15, size * 0.05), size * 0.38), alpha(QColor(34, 38, 76), 0.8));
}

void avocado(Sketch &s, QPointF at, double size)
{
    const auto pearShape = [&](double k) {
        return smooth({at + QPointF(0, -size * 1.25 * k), at + QPointF(size * 0.38 * k, -size * 0.95 * k),
            at + QPointF(size * 0.62 * k, -size * 0.2 * k), at + QPointF(size * 0.86 * k, size * 0.35 * k),
            at + QPointF(size * 0.5 * k, size * 0.95 * k), at + QPointF(-size * 0.5 * k, size * 0.95 * k),
            at + QPointF(-size * 0.86 * k, size * 0.35 * k), at + QPointF(-size * 0.62 * k, -size * 0.2 * k),
            at + QPointF(-size * 0.38 * k, -size * 0.95 * k)});
    };
    peel(s, pearShape(1.0), QColor(62, 78, 44), 2);
    s.fill(pearShape(0.93), QColor(150, 176, 84));
    s.fill(pearShape(0.86), QColor(222, 222, 148));
    s.texture(pearShape(0.86), 10, 0.2);
    const QPainterPath stone = ellipse(at + QPointF(0, size * 0.32), size * 0.40, size * 0.42);
    s.shadow(stone, {3, 4}, 3, 0.5);
    peel(s, stone, QColor(136, 84, 48), 4);
}

void lemon(Sketch &s, QPointF at, double size)
{
    peel(s,
        turned(smooth({at + QPointF(-size * 1.22, 0), at + QPointF(-size * 0.9, -size * 0.5),
                   at + QPointF(0, -size * 0.86), at + QPointF(size * 0.9, -size * 0.5),
                   at + QPointF(size * 1.3, 0), at + QPointF(size * 0.9, size * 0.5),
                   at + QPointF(0, size * 0.86), at + QPointF(-size * 0.9, size * 0.5)}),
            at, -16),
        QColor(244, 206, 62), 1.6);
}

void pear(Sketch &s, QPointF at, double size)
{
    s.line(
        smooth({at + QPointF(4, -size * 1.2), at + QPointF(8, -size * 1.45), at + QPointF(20, -size * 1.62)},
            false),
        QColor(104, 74, 48), 4);
    peel(s,
        smooth({at + QPointF(0, -size * 1.28), at + QPointF(size * 0.36, -size * 0.92),
            at + QPointF(size * 0.52, -size * 0.25), at + QPointF(size * 0.86, size * 0.35),
            at + QPointF(size * 0.48, size * 0.94), at + QPointF(-size * 0.48, size * 0.94),
            at + QPointF(-size * 0.86, size * 0.35), at + QPointF(-size * 0.52, -size * 0.25),
            at + QPointF(-size * 0.36, -size * 0.92)}),
        QColor(196, 196, 88), 2);
    s.glow(at + QPointF(size * 0.4, size * 0.5), size * 0.6, alpha(QColor(220, 110, 70), 0.5),
        QPainter::CompositionMode_SoftLight);
}

void pomegranate(Sketch &s, QPointF at, double size)
{
    const QPainterPath crown = smooth({at + QPointF(-14, -size * 0.8), at + QPointF(-20, -size * 1.2),
        at + QPointF(-8, -size * 1.05), at + QPointF(0, -size * 1.28), at + QPointF(8, -size * 1.05),
        at + QPointF(20, -size * 1.2), at + QPointF(14, -size * 0.8)});
    s.fill(crown, QColor(176, 74, 60));
    peel(s, ellipse(at, size, size * 0.95), QColor(190, 58, 62), 5);
}

void aubergine(Sketch &s, QPointF at, double size)
{
    peel(s,
        turned(smooth({at + QPointF(-size * 1.5, -size * 0.2), at + QPointF(-size * 0.6, -size * 0.46),
                   at + QPointF(size * 0.7, -size * 0.66), at + QPointF(size * 1.6, 0),
                   at + QPointF(size * 0.8, size * 0.64), at + QPointF(-size * 0.6, size * 0.42),
                   at + QPointF(-size * 1.5, size * 0.2)}),
            at, -18),
        QColor(74, 44, 88), 6);
    const QPainterPath cap =
        turned(smooth({at + QPointF(-size * 1.9, -4), at + QPointF(-size * 1.45, -size * 0.3),
                   at + QPointF(-size * 0.9, -size * 0.42), at + QPointF(-size * 1.1, -size * 0.1),
                   at + QPointF(-size * 0.8, size * 0.1), at + QPointF(-size * 1.15, size * 0.2),
                   at + QPointF(-size * 1.45, size * 0.28), at + QPointF(-size * 1.9, 5)}),
            at, -18);
    s.fill(cap, QColor(110, 140, 84));
    s.round(cap, {-0.4, -0.6}, 0.8);
}

void candle(Sketch &s, QPointF at, const QColor &colour)
{
    const QRectF stick(at.x() - 2.6, at.y() - 34, 5.2, 34);
    s.fill(box(stick, 1.5), mix(colour, Qt::white, 0.4));
    for (int i = 0; i < 5; ++i)
        s.line(smooth({{stick.left(), stick.top() + 5 + i * 6.5}, {stick.right(), stick.top() + 2 + i * 6.5}},
                   false),
            colour, 1.5);
    s.line(smooth({at + QPointF(0, -34), at + QPointF(0, -38)}, false), QColor(60, 50, 46), 0.8);
    s.fill(
        smooth({at + QPointF(0, -50), at + QPointF(3.4, -42), at + QPointF(0, -37), at + QPointF(-3.4, -42)}),
        QColor(255, 206, 96));
    s.fill(
        smooth({at + QPointF(0, -46), at + QPointF(1.7, -41), at + QPointF(0, -38), at + QPointF(-1.7, -41)}),
        QColor(255, 246, 214));
    s.glow(at + QPointF(0, -43), 34, alpha(QColor(255, 206, 120), 0.6));
}

void tier(Sketch &s, const QRectF &area, const QColor &icing, const QColor &drip)
{
    const QPainterPath body = smooth({area.topLeft(), {area.center().x(), area.top() + 6}, area.topRight(),
        {area.right(), area.center().y()}, area.bottomRight(), {area.center().x(), area.bottom() + 9},
        area.bottomLeft(), {area.left(), area.center().y()}});
    s.fill(body, icing);
    s.texture(body, 4, 0.3, 3);
    s.round(body, {-0.6, -0.2}, 0.7);
    QVector<QPointF> edge;
    for (int i = 0; i <= 18; ++i) {
        const double x = area.left() + area.width() * i / 18;
        edge.append({x, area.top() + (i % 2 == 0 ? 8 : s.rnd(12, 26))});
    }
    edge +=
        {{area.right(), area.top() - 2}, {area.center().x(), area.top() - 9}, {area.left(), area.top() - 2}};
    const QPainterPath top = smooth(edge);
    s.shadow(top, {1, 2.5}, 1.8, 0.3);
    s.fill(top, drip);
    s.round(top, {-0.5, -0.4}, 0.4);
    s.fill(ellipse({area.center().x(), area.top() - 1}, area.width() / 2, 8), mix(drip, Qt::white, 0.28));
}

} // namespace

void fruit(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    linen(s, s.all(), mix(c.wall, c.light, 0.5));
    s.glow({0, 0}, s.w(), alpha(c.light, 0.5));
    const QRectF area(s.w() * 0.13, s.h() * 0.20, s.w() * 0.74, s.h() * 0.66);
    board(s, area);
    sprig(s, {area.right() + 6, area.bottom() + 8}, 212, s.h() * 0.5, QColor(126, 152, 112));
    const QPointF mid(s.w() * 0.46, s.h() * 0.54);
    switch (variant % 6) {
    case 0:
        for (int i = 0; i < 9; ++i)
            berry(s, mid + QPointF((i % 3 - 1) * 36 + s.rnd(-7, 7), (i / 3 - 1) * 32 + s.rnd(-6, 6)),
                s.rnd(15, 19));
        break;
    case 1:
        lemon(s, mid, 54);
        break;
    case 2:
        avocado(s, mid, 62);
        break;
    case 3:
        pear(s, mid + QPointF(0, 10), 58);
        break;
    case 4:
        pomegranate(s, mid + QPointF(0, 8), 64);
        break;
    default:
        aubergine(s, mid + QPointF(14, 4), 54);
        break;
    }
    // A measuring tape gives the size.
    const QRectF tape(area.left() - 14, area.bottom() - 10, area.width() * 0.82, 16);
    s.p().save();
    s.p().translate(tape.center());
    s.p().rotate(-4);
    s.p().translate(-tape.center());
    s.shadow(box(tape, 2), {3, 4}, 3, 0.4);
    s.fill(box(tape, 2), mix(QColor(250, 226, 150), c.light, 0.3));
    for (int i = 0; i * 4 < tape.width() - 4; ++i)
        s.fill(QRectF(tape.left() + 3 + i * 4, tape.top(), 0.8, i % 5 == 0 ? 9 : 5), c.dark);
    s.p().restore();
}

void cake(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    s.wash(s.all(), mix(c.dark, c.cloth, 0.45), mix(c.cloth, c.light, 0.35));
    bokeh(s, {0, 0, s.w(), s.h() * 0.7}, 46, QColor(255, 220, 150), c.light);
    s.defocus(2.4);
    const double table = s.h() * 0.80;
    s.wash({0, table, s.w(), s.h() - table}, mix(c.light, Qt::white, 0.4), mix(c.wall, c.dark, 0.15));
    const QPointF mid(s.w() * 0.5, table + 18);
    s.shadow(ellipse(mid + QPointF(0, 12), 86, 10), {6, 4}, 9, 0.5);
    s.fill(box({mid.x() - 12, mid.y() - 14, 24, 28}, 4), QColor(244, 240, 234));
    s.fill(ellipse(mid + QPointF(0, 14), 46, 8), QColor(246, 242, 236));
    s.fill(ellipse(mid + QPointF(0, -14), 108, 14), QColor(250, 247, 242));
    s.line(ellipse(mid + QPointF(0, -14), 108, 14), alpha(c.dark, 0.15), 1.4);
    const QColor icing = mix(c.light, Qt::white, 0.45);
    tier(s, {mid.x() - 82, mid.y() - 96, 164, 78}, icing,
        variant % 2 ? c.cloth : mix(c.accent, Qt::white, 0.35));
    tier(s, {mid.x() - 52, mid.y() - 156, 104, 60}, icing,
        variant % 2 ? mix(c.second, Qt::white, 0.2) : c.cloth);
    for (int i = 0; i < 15; ++i) {
        const double a = std::numbers::pi * (0.04 + i / 15.0 * 0.95);
        const QPainterPath drop = ellipse(mid + QPointF(-std::cos(a) * 78, -92 + std::sin(a) * 11), 6.4, 6);
        s.fill(drop, i % 2 ? c.accent : QColor(172, 42, 58));
        s.round(drop, {-0.6, -0.6}, 1);
        s.fill(ellipse(drop.boundingRect().center() - QPointF(2, 2), 1.3, 1.3), alpha(Qt::white, 0.8));
    }
    for (int i = 0; i < 3; ++i)
        candle(s, mid + QPointF(-26 + i * 26, -156 + (i == 1 ? 4 : 0)), i == 1 ? c.accent : c.second);
    for (int i = 0; i < 60; ++i)
        s.fill(turned(box({s.rnd(0, s.w()), s.rnd(table + 20, s.h()), 4.5, 1.8}, 0.8), {s.w() / 2, s.h()},
                   s.rnd(-12, 12)),
            i % 2 ? c.accent : c.second);
}

} // namespace preggo::demo
