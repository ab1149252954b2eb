// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/scenes.h"
#include "resources/demo/pictures/shapes.h"

#include <cmath>

namespace preggo::demo {

namespace {

void fur(Sketch &s, const QPainterPath &path, const QColor &colour, int strokes)
{
    const QRectF area = path.boundingRect();
    s.p().save();
    s.p().setClipPath(path, Qt::IntersectClip);
    for (int i = 0; i < strokes; ++i) {
        const QPointF at(s.rnd(area.left(), area.right()), s.rnd(area.top(), area.bottom()));
        const double lean = (at.x() - area.center().x()) / area.width() * 10;
        s.line(smooth({at, at + QPointF(lean * 0.5 + 1, 3), at + QPointF(lean, 7)}, false),
            alpha(mix(colour, i % 2 ? QColor(Qt::white) : colour.darker(190), s.rnd(0.1, 0.5)), 0.35), 0.7);
    }
    s.p().restore();
}

void stripes(Sketch &s, const QPainterPath &body, const QColor &colour)
{
    const QRectF r = body.boundingRect();
    s.p().save();
    s.p().setClipPath(body, Qt::IntersectClip);
    for (int i = 0; i < 9; ++i) {
        const double x = r.left() + r.width() * (0.16 + 0.09 * i);
        s.line(smooth({{x, r.top() - 4}, {x + 7, r.top() + r.height() * 0.2},
                          {x + 2, r.top() + r.height() * (0.36 + 0.05 * (i % 3))}},
                   false),
            alpha(colour, 0.5), 6.5 - std::abs(i - 4) * 0.5);
    }
    s.p().restore();
}

void catHead(Sketch &s, QPointF at, double size, const QColor &coat)
{
    for (const int side : {-1, 1}) {
        const QPainterPath ear = smooth({at + QPointF(side * size * 0.28, -size * 0.62),
            at + QPointF(side * size * 0.80, -size * 1.12), at + QPointF(side * size * 0.92, -size * 0.30)});
        s.fill(ear, coat.darker(108));
        s.fill(turned(smooth({at + QPointF(side * size * 0.46, -size * 0.60),
                          at + QPointF(side * size * 0.74, -size * 0.92),
                          at + QPointF(side * size * 0.80, -size * 0.42)}),
                   at, 0),
            mix(QColor(236, 170, 160), coat, 0.3));
    }
    const QPainterPath face = smooth({at + QPointF(0, -size * 0.80), at + QPointF(size * 0.72, -size * 0.52),
        at + QPointF(size * 1.02, size * 0.14), at + QPointF(size * 0.55, size * 0.72),
        at + QPointF(0, size * 0.84), at + QPointF(-size * 0.55, size * 0.72),
        at + QPointF(-size * 1.02, size * 0.14), at + QPointF(-size * 0.72, -size * 0.52)});
    s.fill(face, coat);
    fur(s, face, coat, 500);
    s.round(face, {-0.3, -0.5}, 0.55);
    for (int i = -1; i <= 1; ++i)
        s.line(
            smooth({at + QPointF(i * size * 0.22, -size * 0.74), at + QPointF(i * size * 0.16, -size * 0.44)},
                false),
            alpha(coat.darker(210), 0.55), size * 0.10);
    s.fill(
        ellipse(at + QPointF(0, size * 0.44), size * 0.40, size * 0.28), alpha(QColor(255, 246, 234), 0.8));
    for (const int side : {-1, 1}) {
        s.line(smooth({at + QPointF(side * size * 0.22, size * 0.02),
                          at + QPointF(side * size * 0.42, size * 0.15), at + QPointF(side * size * 0.62, 0)},
                   false),
            QColor(66, 48, 42), size * 0.055);
        s.line(smooth({at + QPointF(0, size * 0.40), at + QPointF(side * size * 0.10, size * 0.52),
                          at + QPointF(side * size * 0.22, size * 0.48)},
                   false),
            QColor(96, 66, 58), size * 0.04);
        for (int i = 0; i < 3; ++i)
            s.line(smooth({at + QPointF(side * size * 0.30, size * (0.40 + i * 0.07)),
                              at + QPointF(side * size * 0.8, size * (0.34 + i * 0.10)),
                              at + QPointF(side * size * 1.25, size * (0.34 + i * 0.15))},
                       false),
                alpha(Qt::white, 0.7), 0.6);
    }
    s.fill(smooth({at + QPointF(-size * 0.11, size * 0.26), at + QPointF(size * 0.11, size * 0.26),
               at + QPointF(0, size * 0.40)}),
        QColor(222, 140, 136));
}

void scribble(Sketch &s, QPointF at, double width, const QColor &ink, double size)
{
    QVector<QPointF> points;
    double rise = 0;
    for (double x = 0; x < width; x += size * 0.36) {
        rise = s.rnd(0, 1) < 0.16 ? -size * s.rnd(0.9, 1.3)
            : s.rnd(0, 1) < 0.1   ? size * 0.7
                                  : s.rnd(-0.42, 0.12) * size;
        if (s.rnd(0, 1) < 0.12 && points.size() > 3) {
            s.line(smooth(points, false), ink, size * 0.13);
            points.clear();
            x += size * 0.6;
        }
        points.append(at + QPointF(x, rise));
        points.append(at + QPointF(x + size * 0.14, s.rnd(-0.05, 0.1) * size));
    }
    if (points.size() > 1)
        s.line(smooth(points, false), ink, size * 0.13);
}

void pencil(Sketch &s, QPointF at, double degrees, const QColor &colour)
{
    s.p().save();
    s.p().translate(at);
    s.p().rotate(degrees);
    s.shadow(box({0, -4, 120, 8}), {3, 5}, 3, 0.5);
    s.fill(QRectF(14, -4, 96, 8), colour);
    s.fill(QRectF(14, -4, 96, 2.6), colour.lighter(125));
    s.fill(QRectF(14, 1.8, 96, 2.2), colour.darker(130));
    QPainterPath tip;
    tip.addPolygon(QPolygonF({QPointF(0, 0), QPointF(14, -4), QPointF(14, 4)}));
    s.fill(tip, QColor(232, 202, 160));
    QPainterPath lead;
    lead.addPolygon(QPolygonF({QPointF(0, 0), QPointF(4.4, -1.3), QPointF(4.4, 1.3)}));
    s.fill(lead, QColor(60, 56, 58));
    s.fill(box({110, -4, 12, 8}, 3), QColor(232, 150, 150));
    s.p().restore();
}

/// A cup from above.
void cup(Sketch &s, QPointF at, double size, const QColor &glaze, const QColor &drink)
{
    s.shadow(ellipse(at, size, size), {7, 10}, 7, 0.5);
    s.line(ellipse(at + QPointF(size * 1.12, size * 0.2), size * 0.30, size * 0.24), glaze.darker(106),
        size * 0.16);
    s.fill(ellipse(at, size, size), glaze);
    s.round(ellipse(at, size, size), {-0.5, -0.5}, 0.5);
    s.fill(ellipse(at, size * 0.86, size * 0.86), glaze.darker(118));
    s.fill(ellipse(at + QPointF(1, 2), size * 0.80, size * 0.80), drink);
    s.glow(at - QPointF(size * 0.25, size * 0.3), size * 0.5, alpha(Qt::white, 0.5));
    s.line(smooth({at + QPointF(-size * 0.5, size * 0.3), at + QPointF(0, size * 0.58),
                      at + QPointF(size * 0.5, size * 0.3)},
               false),
        alpha(Qt::white, 0.18), size * 0.06);
}

} // namespace

void cat(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    static const QColor coats[] = {
        QColor(214, 150, 92), QColor(150, 146, 148), QColor(228, 210, 186), QColor(96, 84, 82)};
    const QColor coat = coats[variant & 3];
    s.wash({0, 0, s.w(), s.h() * 0.5}, mix(c.wall, Qt::white, 0.2), mix(c.wall, c.dark, 0.15));
    bokeh(s, {0, 0, s.w(), s.h() * 0.4}, 14, c.light, c.second);
    s.defocus(3);
    const QPainterPath blanket =
        smooth({{-30, s.h() * 0.50}, {s.w() * 0.25, s.h() * 0.42}, {s.w() * 0.7, s.h() * 0.45},
            {s.w() + 30, s.h() * 0.40}, {s.w() + 30, s.h() + 30}, {-30, s.h() + 30}});
    knit(s, blanket, mix(c.cloth, Qt::white, 0.15), 8.5, -5);
    const QPointF mid(s.w() * 0.52, s.h() * 0.60);
    const QPainterPath body = smooth(
        {mid + QPointF(-112, 30), mid + QPointF(-100, -24), mid + QPointF(-40, -62), mid + QPointF(40, -62),
            mid + QPointF(108, -18), mid + QPointF(118, 32), mid + QPointF(70, 66), mid + QPointF(-50, 70)});
    s.shadow(body, {4, 12}, 10, 0.55);
    s.fill(body, coat);
    stripes(s, body, coat.darker(190));
    fur(s, body, coat, 2600);
    s.round(body, {-0.4, -0.7}, 0.9);
    const QPainterPath tail =
        smooth({mid + QPointF(112, 30), mid + QPointF(90, 62), mid + QPointF(30, 74), mid + QPointF(-34, 66)},
            false);
    s.line(tail.translated(0, 4), alpha(c.dark, 0.25), 26);
    s.line(tail, coat.darker(106), 22);
    for (int i = 1; i < 9; ++i)
        s.line(smooth({tail.pointAtPercent(i / 9.5) + QPointF(-2, -9),
                          tail.pointAtPercent(i / 9.5) + QPointF(2, 9)},
                   false),
            alpha(coat.darker(190), 0.35), 4);
    catHead(s, mid + QPointF(-72, 16), 40, coat);
    s.fill(ellipse(mid + QPointF(-44, 58), 20, 10), mix(coat, Qt::white, 0.35));
    s.glow({s.w(), 0}, s.w() * 0.9, alpha(c.light, 0.42));
}

void letter(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    planks(s, s.all(), mix(QColor(170, 130, 94), c.wall, 0.35), s.h() / 4);
    s.glow({s.w() * 0.2, 0}, s.w() * 0.9, alpha(c.light, 0.5));
    s.p().save();
    s.p().translate(s.w() * 0.46, s.h() * 0.52);
    s.p().rotate(variant % 2 ? 5 : -6);
    const QRectF page(-s.h() * 0.36, -s.h() * 0.43, s.h() * 0.72, s.h() * 0.86);
    s.shadow(box(page), {5, 8}, 7, 0.5);
    s.fill(page, QColor(252, 249, 240));
    s.texture(box(page), 30, 0.12);
    const QColor ink = variant % 2 ? QColor(58, 72, 120) : mix(c.dark, QColor(60, 50, 60), 0.5);
    scribble(s, {page.left() + 40, page.top() + 34}, 92, ink, 12);
    for (int i = 0; i < 9; ++i) {
        const double y = page.top() + 66 + i * 20.5;
        s.fill(QRectF(page.left() + 14, y + 4, page.width() - 28, 0.5), alpha(QColor(120, 150, 190), 0.5));
        const double len = s.rnd(56, variant % 2 ? page.width() - 50 : 116);
        scribble(s, {page.left() + 34, y}, len, ink, 8.5);
        if (variant % 2 == 0) {
            s.line(box({page.left() + 16, y - 7, 9, 9}, 1.5), ink, 0.9);
            if (i % 3 == 1)
                s.line(smooth({{page.left() + 30, y - 3}, {page.left() + 36 + len, y - 4}}, false),
                    alpha(c.accent, 0.85), 1.5);
            if (i == 3 || i == 6)
                s.fill(heart({page.left() + 52 + len, y - 3}, 5), c.accent);
        }
    }
    if (variant % 2)
        s.fill(heart({page.right() - 36, page.bottom() - 22}, 8), c.accent);
    s.p().restore();
    pencil(s, {s.w() * 0.66, s.h() * 0.86}, -62, c.accent);
    cup(s, {s.w() * 0.90, s.h() * 0.20}, 40, mix(Qt::white, c.second, 0.25), QColor(150, 92, 56));
}

void tea(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    linen(s, s.all(), mix(c.cloth, c.light, 0.55));
    s.glow({0, s.h() * 0.1}, s.w(), alpha(c.light, 0.5));
    const QRectF book(s.w() * 0.40, s.h() * 0.30, s.w() * 0.56, s.h() * 0.56);
    s.p().save();
    s.p().translate(book.center());
    s.p().rotate(variant % 2 ? -9 : 7);
    s.p().translate(-book.center());
    for (const int side : {0, 1}) {
        const QRectF half(book.left() + side * book.width() / 2, book.top(), book.width() / 2, book.height());
        s.shadow(box(half, 2), {5, 8}, 6, 0.4);
        s.fill(box(half, 2), QColor(251, 247, 238));
        QLinearGradient run(half.topLeft(), half.topRight());
        run.setColorAt(side ? 0 : 1, alpha(c.dark, 0.30));
        run.setColorAt(side ? 0.25 : 0.75, alpha(c.dark, 0));
        s.fill(half, run);
        for (int i = 0; i < 13; ++i)
            for (double x = half.left() + 10; x < half.right() - 14 - (i % 4 == 3 ? 24 : 0);) {
                const double word = s.rnd(4, 13);
                s.fill(QRectF(x, half.top() + 14 + i * 11.5, word, 2.2), alpha(c.dark, 0.38));
                x += word + 3;
            }
    }
    s.p().restore();
    cup(s, {s.w() * 0.22, s.h() * 0.34}, 50, mix(Qt::white, c.accent, 0.15), QColor(196, 138, 70));
    sprig(s, {s.w() * 0.05, s.h() * 0.95}, -24, s.h() * 0.5, mix(c.second, QColor(112, 140, 108), 0.6));
    for (int i = 0; i < 5; ++i) {
        const QPainterPath biscuit = ellipse({s.w() * 0.15 + i * 12, s.h() * 0.78 - (i % 2) * 14}, 16, 15.5);
        s.shadow(biscuit, {3, 4}, 3, 0.4);
        s.fill(biscuit, QColor(214, 164, 104));
        s.texture(biscuit, 3, 0.5);
        s.round(biscuit, {-0.5, -0.6}, 0.7);
    }
}

} // namespace preggo::demo
