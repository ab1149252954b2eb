// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/scenes.h"
#include "resources/demo/pictures/shapes.h"

#include <cmath>
#include <numbers>

namespace preggo::demo {

namespace {

void sock(Sketch &s, QPointF at, double degrees, const QColor &yarn, const QColor &trim)
{
    s.p().save();
    s.p().translate(at);
    s.p().rotate(degrees);
    const QPainterPath foot = smooth({{0, 6}, {22, 3}, {44, 6}, {46, 36}, {54, 52}, {78, 58}, {98, 72},
        {98, 92}, {78, 101}, {40, 102}, {10, 100}, {-3, 82}, {-2, 44}});
    const QPainterPath cuff = box({-4, -14, 52, 26}, 7);
    s.shadow(foot, {6, 8}, 7, 0.5);
    s.shadow(cuff, {5, 6}, 5, 0.35);
    knit(s, foot, yarn, 4.6, 4);
    s.p().save();
    s.p().setClipPath(foot, Qt::IntersectClip);
    knit(s, smooth({{74, 50}, {110, 60}, {112, 110}, {66, 110}, {80, 80}}), trim, 4.6, 40);
    knit(s, ellipse({2, 100}, 24, 22), trim, 4.6, -30);
    s.p().restore();
    s.round(foot, {-0.4, -0.6}, 0.5);
    ribs(s, cuff, trim, 4.4);
    s.p().restore();
}

void bow(Sketch &s, QPointF at, const QColor &colour)
{
    for (const int side : {-1, 1}) {
        const QPainterPath loop = smooth(
            {at, at + QPointF(side * 16, -12), at + QPointF(side * 24, 0), at + QPointF(side * 16, 9)});
        s.shadow(loop, {2, 3}, 2.5, 0.35);
        s.fill(loop, colour);
        s.round(loop, {0, -0.7}, 0.7);
        s.line(smooth({at, at + QPointF(side * 10, 14), at + QPointF(side * 15, 32)}, false),
            colour.darker(112), 3.6);
    }
    s.fill(ellipse(at, 5, 4.5), colour.darker(115));
}

void pompom(Sketch &s, QPointF at, double size, const QColor &yarn)
{
    s.shadow(ellipse(at, size * 0.9, size * 0.9), {4, 6}, 5, 0.5);
    for (int i = 0; i < 900; ++i) {
        const double a = s.rnd(0, 2 * std::numbers::pi);
        const double reach = size * std::sqrt(s.rnd(0.02, 1.0)) * s.rnd(0.85, 1.1);
        const QPointF tip = at + QPointF(std::cos(a), std::sin(a)) * reach;
        const double lit = 0.5 - 0.5 * (tip.x() - at.x() + tip.y() - at.y()) / (2 * size);
        s.line(smooth({at + (tip - at) * 0.72, tip}, false),
            mix(yarn.darker(150), mix(yarn, Qt::white, 0.45), lit * s.rnd(0.6, 1.2)), 0.9);
    }
}

void hat(Sketch &s, QPointF at, const QColor &yarn, const QColor &trim)
{
    s.p().save();
    s.p().translate(at);
    const QPainterPath dome =
        smooth({{-72, 30}, {-76, -10}, {-56, -58}, {0, -84}, {56, -58}, {76, -10}, {72, 30}, {0, 38}});
    const QPainterPath brim = smooth({{-80, 10}, {-40, 20}, {0, 23}, {40, 20}, {80, 10}, {80, 38}, {40, 50},
        {0, 53}, {-40, 50}, {-80, 38}});
    s.shadow(dome, {9, 12}, 10, 0.5);
    knit(s, dome, yarn, 6.2);
    s.p().save();
    s.p().setClipPath(dome, Qt::IntersectClip);
    for (int i = -4; i <= 4; ++i)
        s.fill(heart({i * 19.0, -14 - std::abs(i) * -1.4}, 6.2), alpha(trim, 0.85));
    s.p().restore();
    s.shadow(brim, {2, 5}, 4, 0.4);
    ribs(s, brim, trim, 6);
    pompom(s, {0, -92}, 25, trim);
    s.p().restore();
}

void yarnBall(Sketch &s, QPointF at, double size, const QColor &yarn)
{
    const QPainterPath ball = ellipse(at, size, size);
    s.shadow(ball, {5, 8}, 6, 0.5);
    s.fill(ball, yarn.darker(118));
    s.p().save();
    s.p().setClipPath(ball, Qt::IntersectClip);
    for (int i = 0; i < 60; ++i) {
        const double turn = s.rnd(0, 180);
        const QPainterPath arc = turned(
            ellipse(at + QPointF(0, s.rnd(-size, size) * 0.7), size * 1.1, size * s.rnd(0.3, 0.7)), at, turn);
        s.line(arc, mix(yarn, s.rnd(0, 1) < 0.6 ? QColor(Qt::white) : yarn.darker(160), s.rnd(0, 0.3)),
            size * 0.055);
    }
    s.p().restore();
    s.round(ball, {-0.6, -0.6}, 0.9);
}

} // namespace

void knitting(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    if ((variant / 2) % 2 == 0)
        linen(s, s.all(), mix(c.wall, c.light, 0.4));
    else
        planks(s, s.all(), mix(c.wall, QColor(176, 138, 100), 0.62), s.h() / 5);
    s.glow({s.w() * 0.12, s.h() * 0.05}, s.w() * 0.8, alpha(c.light, 0.55));
    sprig(s, {s.w() * 0.99, s.h() * 0.08}, 128, s.h() * 0.52, mix(c.second, QColor(110, 135, 110), 0.5));
    const QColor yarn = variant % 3 == 0 ? c.cloth : mix(c.second, Qt::white, 0.15);
    const QColor trim = variant % 3 == 0 ? mix(c.light, Qt::white, 0.4) : c.accent;
    const QPointF mid(s.w() / 2, s.h() / 2);
    if (variant % 2 == 0) {
        sock(s, mid + QPointF(-92, -66), -9, yarn, trim);
        sock(s, mid + QPointF(8, -34), 7, yarn, trim);
        bow(s, mid + QPointF(30, -62), c.accent);
    } else {
        hat(s, mid + QPointF(-14, 22), yarn, trim);
        yarnBall(s, {s.w() * 0.86, s.h() * 0.80}, 30, c.accent);
    }
    s.glow({0, 0}, s.w() * 0.9, alpha(c.light, 0.22));
}

} // namespace preggo::demo
