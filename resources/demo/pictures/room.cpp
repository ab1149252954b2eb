// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/scenes.h"
#include "resources/demo/pictures/shapes.h"

#include <cmath>

namespace preggo::demo {

namespace {

/// A window with the morning behind it.
void window(Sketch &s, const QRectF &frame)
{
    const Palette &c = s.colours();
    s.wash(frame, QColor(224, 236, 244), mix(c.light, QColor(255, 226, 178), 0.5));
    s.p().save();
    s.p().setClipRect(frame);
    for (int i = 0; i < 26; ++i)
        s.fill(
            ellipse({s.rnd(frame.left(), frame.right()), frame.bottom() - s.rnd(-8, frame.height() * 0.38)},
                s.rnd(8, 26), s.rnd(8, 22)),
            alpha(mix(QColor(150, 178, 132), c.light, s.rnd(0, 0.7)), 0.5));
    s.glow(frame.center() - QPointF(0, frame.height() * 0.2), frame.width() * 0.9, alpha(Qt::white, 0.9));
    s.p().restore();
    const QColor wood = mix(Qt::white, c.wall, 0.25);
    s.line(box(frame), wood, 7);
    s.fill(QRectF(frame.center().x() - 2, frame.top(), 4, frame.height()), wood);
    s.fill(QRectF(frame.left(), frame.center().y() - 10, frame.width(), 4), wood);
    s.fill(QRectF(frame.left() - 12, frame.bottom() + 2, frame.width() + 24, 8), mix(wood, c.dark, 0.08));
    s.fill(QRectF(frame.left() - 12, frame.bottom() + 9, frame.width() + 24, 2), alpha(c.dark, 0.2));
}

void curtain(Sketch &s, const QRectF &area, const QColor &colour, int side)
{
    for (int i = 0; i < 6; ++i) {
        const double x = area.left() + area.width() * i / 6;
        const double sway = side * area.width() * 0.10;
        const QPainterPath fold = smooth({{x, area.top()}, {x + area.width() / 5, area.top()},
            {x + area.width() / 5 + sway * 0.4, area.center().y()},
            {x + area.width() / 5 + sway, area.bottom()}, {x + sway, area.bottom()},
            {x + sway * 0.4, area.center().y()}});
        QLinearGradient run(fold.boundingRect().topLeft(), fold.boundingRect().topRight());
        run.setColorAt(0, alpha(mix(colour, Qt::white, 0.55), 0.86));
        run.setColorAt(0.6, alpha(colour, 0.84));
        run.setColorAt(1, alpha(colour.darker(122), 0.9));
        s.fill(fold, run);
    }
}

/// Sun through the panes, lying on whatever is there.
void sunPatch(Sketch &s, QPointF at, double size)
{
    for (int row = 0; row < 2; ++row) {
        for (int col = 0; col < 2; ++col) {
            const QPointF o = at + QPointF(col * size * 0.62 + row * size * 0.34, row * size * 0.46);
            QPainterPath pane;
            pane.addPolygon(QPolygonF({o, o + QPointF(size * 0.56, 0), o + QPointF(size * 0.86, size * 0.40),
                o + QPointF(size * 0.30, size * 0.40)}));
            s.p().setCompositionMode(QPainter::CompositionMode_SoftLight);
            s.fill(pane, alpha(QColor(255, 238, 190), 0.75));
            s.p().setCompositionMode(QPainter::CompositionMode_SourceOver);
        }
    }
}

void mobile(Sketch &s, QPointF at, double size)
{
    const Palette &c = s.colours();
    const QColor thread = alpha(c.dark, 0.6);
    s.line(smooth({{at.x(), -10}, at}, false), thread, 0.7);
    s.line(smooth({at + QPointF(-size, 4), at, at + QPointF(size, 4)}, false),
        mix(QColor(186, 148, 108), c.dark, 0.1), 2.4);
    for (int i = 0; i < 5; ++i) {
        const QPointF top = at + QPointF(size * (i - 2) / 2.0, 4 - (i == 2 ? 4 : 0));
        const QPointF end = top + QPointF(0, size * (i % 2 == 0 ? 0.55 : 0.85));
        s.line(smooth({top, end}, false), thread, 0.6);
        const QColor colour = i % 3 == 0 ? c.accent : i % 3 == 1 ? mix(c.light, Qt::white, 0.5) : c.second;
        if (i % 2 == 0)
            s.fill(star(end + QPointF(0, size * 0.10), size * 0.17), colour);
        else
            cloud(s, end + QPointF(0, size * 0.10), size * 0.20, colour);
    }
}

void spindles(Sketch &s, const QRectF &bed, const QColor &wood, double lean)
{
    for (double x = bed.left() + 10; x < bed.right() - 6; x += 15.5) {
        const QRectF bar(x, bed.top(), 4.6, bed.height());
        QLinearGradient run(bar.topLeft(), bar.topRight());
        run.setColorAt(0, mix(wood, Qt::white, 0.35));
        run.setColorAt(1, wood.darker(125 + static_cast<int>(lean)));
        s.fill(box(bar, 2), run);
    }
}

void rail(Sketch &s, const QRectF &area, const QColor &wood)
{
    s.shadow(box(area, 4), {0, 4}, 3, 0.3);
    s.fill(box(area, 4), wood);
    s.texture(box(area, 4), 4, 0.5, 10);
    s.fill(QRectF(area.left() + 3, area.top() + 1, area.width() - 6, 1.6), alpha(Qt::white, 0.45));
}

void bed(Sketch &s, const QRectF &area)
{
    const Palette &c = s.colours();
    const QColor wood = mix(QColor(214, 180, 138), c.light, 0.25);
    s.shadow(box(QRectF(area.left(), area.bottom() - 14, area.width(), 18)), {8, 10}, 12, 0.5);
    s.fill(area.adjusted(8, 22, -8, -14), mix(c.wall, c.dark, 0.20));
    spindles(s, area.adjusted(6, 16, -6, -30), mix(wood, c.dark, 0.25), 12);
    const QRectF mattress(area.left() + 8, area.bottom() - 56, area.width() - 16, 30);
    s.fill(box(mattress, 6), mix(Qt::white, c.wall, 0.25));
    const QPainterPath blanket = smooth({{mattress.left() + 4, mattress.top() + 4},
        {mattress.center().x() - 30, mattress.top() - 9}, {mattress.center().x() + 26, mattress.top() - 5},
        {mattress.center().x() + 40, mattress.bottom() - 4}, {mattress.left() + 30, mattress.bottom()},
        {mattress.left() + 2, mattress.bottom() - 4}});
    knit(s, blanket, c.cloth, 5.2, 6);
    const QPainterPath pillow = smooth({{mattress.right() - 62, mattress.top() + 2},
        {mattress.right() - 34, mattress.top() - 12}, {mattress.right() - 4, mattress.top() - 2},
        {mattress.right() - 6, mattress.top() + 12}, {mattress.right() - 58, mattress.top() + 12}});
    s.fill(pillow, mix(Qt::white, c.light, 0.4));
    s.round(pillow, {-0.4, -0.6}, 0.5);
    spindles(s, area.adjusted(2, 30, -2, -6), wood, 0);
    rail(s, {area.left() - 4, area.top() + 24, area.width() + 8, 9}, wood);
    rail(s, {area.left() - 4, area.bottom() - 20, area.width() + 8, 10}, wood);
    for (const double x : {area.left() - 6, area.right() - 4}) {
        const QRectF post(x, area.top(), 10, area.height() + 14);
        s.fill(box(post, 4), wood);
        s.round(box(post, 4), {-0.6, -0.3}, 0.6);
        s.fill(ellipse({x + 5, area.top() - 3}, 7, 7), mix(wood, Qt::white, 0.15));
    }
}

} // namespace

void crib(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    const double floor = s.h() * 0.80;
    const bool left = variant % 2 == 0;
    s.wash({0, 0, s.w(), floor}, mix(c.wall, Qt::white, 0.25), mix(c.wall, c.dark, 0.06));
    s.texture(box({0, 0, s.w(), floor}), 40, 0.12);
    const QRectF pane(left ? s.w() * 0.09 : s.w() * 0.61, s.h() * 0.08, s.w() * 0.29, s.h() * 0.46);
    window(s, pane);
    curtain(
        s, {pane.left() - 26, pane.top() - 14, 34, pane.height() + 60}, mix(c.cloth, Qt::white, 0.45), -1);
    curtain(s, {pane.right() - 8, pane.top() - 14, 34, pane.height() + 60}, mix(c.cloth, Qt::white, 0.45), 1);
    planks(s, {0, floor, s.w(), s.h() - floor}, QColor(190, 152, 112), (s.h() - floor) / 3);
    s.fill(QRectF(0, floor - 8, s.w(), 8), mix(Qt::white, c.wall, 0.35));
    const QPainterPath rug = ellipse({s.w() * 0.52, s.h() * 0.94}, s.w() * 0.42, s.h() * 0.085);
    s.fill(rug, mix(c.second, Qt::white, 0.45));
    s.texture(rug, 3, 0.6);
    plant(s, {left ? s.w() * 0.94 : s.w() * 0.07, s.h() * 0.87}, 74, QColor(112, 142, 104),
        mix(c.accent, c.light, 0.4));
    bed(s, {left ? s.w() * 0.36 : s.w() * 0.16, s.h() * 0.44, s.w() * 0.46, s.h() * 0.44});
    mobile(s, {left ? s.w() * 0.66 : s.w() * 0.34, s.h() * 0.12}, 34);
    sunPatch(s, {left ? s.w() * 0.34 : s.w() * 0.20, s.h() * 0.62}, s.w() * 0.24);
    s.glow(pane.center(), s.w() * 0.75, alpha(QColor(255, 236, 196), 0.42));
}

void nurseryWall(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    s.wash(s.all(), mix(c.wall, Qt::white, 0.2), mix(c.wall, c.dark, 0.05));
    s.texture(box(s.all()), 50, 0.14);
    for (int row = 0; row < 2; ++row) {
        const double top = s.h() * (0.10 + 0.17 * row);
        const auto y = [&](double x) {
            return top + 34 * (1 - std::pow(2 * x / s.w() - 1, 2)) * (row ? 0.7 : 1);
        };
        QVector<QPointF> string;
        for (double x = -10; x <= s.w() + 10; x += 10)
            string.append({x, y(x)});
        s.line(smooth(string, false), mix(c.dark, Qt::white, 0.3), 1.1);
        const QColor flags[] = {
            c.accent, c.cloth, c.second, mix(c.light, Qt::white, 0.3), mix(c.accent, c.light, 0.5)};
        int n = row * 2 + variant;
        for (double x = 6 + row * 14; x < s.w() - 20; x += 33, ++n) {
            QPainterPath flag;
            flag.addPolygon(QPolygonF({QPointF(x, y(x)), QPointF(x + 26, y(x + 26)),
                QPointF(x + 13, (y(x) + y(x + 26)) / 2 + 34)}));
            flag.closeSubpath();
            s.shadow(flag, {2.5, 4}, 2.5, 0.28);
            s.fill(flag, flags[n % 5]);
            s.p().save();
            s.p().setClipPath(flag, Qt::IntersectClip);
            for (int dot = 0; n % 2 == 0 && dot < 12; ++dot)
                s.fill(ellipse({x + 4 + (dot % 4) * 6.5, y(x) + 5 + (dot / 4) * 9.0}, 1.5, 1.5),
                    alpha(Qt::white, 0.75));
            s.p().restore();
            s.texture(flag, 3, 0.3);
        }
    }
    const double size = s.h() * 0.27;
    for (int i = 0; i < 3; ++i) {
        const QRectF frame(
            s.w() * (0.13 + 0.26 * i), s.h() * (0.50 + 0.03 * ((i + variant) % 2)), size * 0.82, size);
        s.shadow(box(frame), {4, 7}, 5, 0.4);
        s.fill(frame, mix(QColor(205, 168, 124), c.light, 0.2));
        s.fill(frame.adjusted(4, 4, -4, -4), QColor(253, 250, 244));
        const QRectF art = frame.adjusted(13, 14, -13, -14);
        s.fill(art, mix(i == 1 ? c.second : c.cloth, Qt::white, 0.62));
        s.p().save();
        s.p().setClipRect(art);
        if ((i + variant) % 3 == 0) {
            s.fill(ellipse(art.center() - QPointF(0, 8), 11, 11), c.accent);
            s.fill(ellipse(art.center() + QPointF(-12, 34), 30, 26), mix(c.second, c.dark, 0.2));
            s.fill(ellipse(art.center() + QPointF(20, 38), 30, 24), mix(c.second, c.dark, 0.05));
        } else if ((i + variant) % 3 == 1) {
            s.fill(heart(art.center(), 15), c.accent);
        } else {
            cloud(s, art.center() - QPointF(0, 6), 16, Qt::white);
            for (int d = 0; d < 3; ++d)
                s.fill(
                    ellipse(art.center() + QPointF(-9 + d * 9.0, 15), 1.9, 3.4), mix(c.dark, c.second, 0.6));
        }
        s.p().restore();
    }
    const double shelf = s.h() * 0.93;
    s.fill(QRectF(0, shelf, s.w(), s.h()), mix(QColor(206, 172, 130), c.light, 0.2));
    s.fill(QRectF(0, shelf, s.w(), 2), alpha(Qt::white, 0.5));
    plant(s, {s.w() * 0.92, shelf + 2}, 62, QColor(118, 146, 108), mix(c.cloth, Qt::white, 0.3));
    s.glow({0, 0}, s.w() * 0.85, alpha(c.light, 0.5));
}

} // namespace preggo::demo
