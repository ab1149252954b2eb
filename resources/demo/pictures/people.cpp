// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/scenes.h"
#include "resources/demo/pictures/shapes.h"

#include <algorithm>
#include <cmath>

namespace preggo::demo {

namespace {

// The album shows one family, so everyone keeps their colours whatever the seed.
const QColor kSkin(232, 190, 162);
const QColor kHisSkin(208, 160, 126);
const QColor kHair(98, 64, 46);

/// A woman seen from the side, from the knees up, within a box of 100 × 240 units; she looks right.
QPainterPath dressOf(double belly)
{
    return smooth({{36, 62}, {50, 58}, {62, 66}, {70, 84}, {73, 96}, {72 + belly * 0.55, 112},
        {72 + belly, 134}, {70 + belly * 0.82, 156}, {74 + belly * 0.30, 176}, {80, 214}, {86, 262},
        {22, 262}, {24, 214}, {22, 172}, {30, 140}, {31, 112}, {26, 88}});
}

QPainterPath headOf()
{
    return smooth({{40, 34}, {42, 16}, {55, 8}, {68, 13}, {73, 24}, {72, 29}, {77, 36}, {73, 39}, {74, 43},
        {72, 45}, {73, 49}, {69, 54}, {60, 54}, {47, 52}});
}

void hair(Sketch &s, const QColor &colour, int style)
{
    s.fill(smooth({{66, 12}, {56, 3}, {41, 6}, {34, 20}, {36, 36}, {45, 44}, {49, 38}, {50, 28}, {60, 22}}),
        colour);
    if (style % 2 == 0)
        s.fill(ellipse({31, 12}, 11, 10.5), colour);
    else
        s.fill(smooth({{38, 24}, {30, 36}, {24, 58}, {20, 86}, {30, 92}, {40, 74}, {46, 46}}), colour);
    for (int i = 0; i < 9; ++i)
        s.line(smooth({{60.0 - i * 2, 7.0 + i * 0.6}, {44.0 - i, 14.0 + i * 2}, {41, 30.0 + i}}, false),
            alpha(colour.lighter(170), 0.3), 0.6);
}

void woman(Sketch &s, QPointF at, double size, double belly, int style)
{
    const Palette &c = s.colours();
    const QColor skin = kSkin;
    const QColor brown = kHair;
    s.p().save();
    s.p().translate(at);
    s.p().scale(size, size);
    s.fill(smooth({{46, 46}, {64, 48}, {62, 66}, {44, 66}}), skin.darker(112));
    s.fill(headOf(), skin);
    s.round(headOf(), {0.5, -0.3}, 0.35);
    s.fill(ellipse({63, 40}, 4, 3), alpha(QColor(220, 120, 100), 0.25));
    s.line(smooth({{66, 30}, {68.5, 31.4}, {71, 30.6}}, false), brown.darker(150), 0.9);
    hair(s, brown, style);
    const QPainterPath dress = dressOf(belly);
    s.fill(dress, c.accent);
    s.texture(dress, 2.2, 0.35);
    QLinearGradient run(20, 0, 84 + belly, 0);
    run.setColorAt(0, alpha(c.dark, 0.55));
    run.setColorAt(0.5, alpha(c.dark, 0.05));
    run.setColorAt(0.85, alpha(Qt::white, 0.12));
    run.setColorAt(1, alpha(Qt::white, 0.42));
    s.fill(dress, run);
    for (int i = 0; i < 5; ++i)
        s.line(smooth({{60.0 + belly * 0.3 - i * 7, 178}, {58.0 - i * 7, 220}, {60.0 - i * 8, 262}}, false),
            alpha(c.dark, 0.14), 1.6);
    // The near arm: from the shoulder down, its hand resting on the bump.
    const QPointF hand(64 + belly * 0.80, 146);
    const QPainterPath arm = smooth({{44, 74}, {36, 108}, {42, 136}, hand}, false);
    s.line(arm, alpha(c.dark, 0.20), 16);
    s.line(arm, skin, 12.5);
    s.line(smooth({{42, 136}, hand}, false), skin, 10);
    for (int i = 0; i < 4; ++i)
        s.line(smooth({hand + QPointF(-2, -3.2 + i * 2.6),
                          hand + QPointF(9 - std::abs(i - 1.4) * 1.4, -4.0 + i * 2.9)},
                   false),
            mix(skin, skin.darker(112), i * 0.25), 3.4);
    const QPainterPath sleeve = smooth({{34, 66}, {50, 64}, {53, 82}, {45, 102}, {32, 98}, {30, 80}});
    s.fill(sleeve, c.accent.darker(108));
    s.texture(sleeve, 2.2, 0.35);
    s.p().restore();
}

void finger(Sketch &s, const QVector<QPointF> &bones, const QColor &skin, double width)
{
    const QPainterPath path = smooth(bones, false);
    s.line(path.translated(1.4, 2.6), alpha(s.colours().dark, 0.22), width + 1.5);
    s.line(path, skin.darker(114), width);
    s.line(path.translated(-0.7, -0.9), skin, width - 2.2);
    s.line(path.translated(-1.6, -2.2), alpha(Qt::white, 0.14), width * 0.3);
    const QPointF tip = bones.last();
    const QPointF along = (tip - bones[bones.size() - 2]);
    s.p().save();
    s.p().translate(tip);
    s.p().rotate(std::atan2(along.y(), along.x()) * 57.29578);
    s.fill(box(QRectF(-width * 0.18, -width * 0.27, width * 0.46, width * 0.50), width * 0.2),
        mix(skin, QColor(255, 214, 204), 0.65));
    s.p().restore();
}

/// A hand laid flat, pointing right, its wrist at the origin; thumb up.
void flatHand(Sketch &s, const QColor &skin, bool ring)
{
    const QPainterPath palm = smooth({{-260, -34}, {-120, -25}, {-20, -16}, {34, -24}, {60, -20}, {66, 0},
        {58, 20}, {30, 25}, {-20, 19}, {-120, 28}, {-260, 38}});
    s.shadow(palm, {3, 6}, 5, 0.35);
    finger(s, {{16, -12}, {36, -38}, {56, -47}}, skin, 13);
    finger(s, {{54, 14}, {82, 22}, {97, 23}}, skin, 11);
    finger(s, {{57, 5}, {92, 9}, {115, 10}}, skin, 12.5);
    finger(s, {{58, -6}, {96, -4}, {121, -3}}, skin, 13);
    finger(s, {{54, -15}, {90, -18}, {113, -18}}, skin, 12.5);
    s.fill(palm, skin);
    s.round(palm, {0, -0.5}, 0.32);
    for (int i = 0; i < 4; ++i)
        s.line(smooth({{58.0, -16.0 + i * 10}, {61.0, -13.0 + i * 10}}, false), alpha(skin.darker(150), 0.35),
            1);
    if (ring)
        s.line(smooth({{76, 1.2}, {77.4, 7}, {76, 13}}, false), QColor(226, 184, 92), 2.6);
}

} // namespace

void bump(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    const double belly = std::clamp((variant - 8) * 1.62, 1.0, 46.0);
    s.wash(s.all(), mix(c.wall, Qt::white, 0.35), mix(c.wall, c.cloth, 0.45));
    s.texture(box(s.all()), 60, 0.12);
    const QRectF pane(s.w() * 0.50, s.h() * 0.05, s.w() * 0.42, s.h() * 0.62);
    s.wash(pane, QColor(246, 250, 250), mix(c.light, QColor(255, 232, 190), 0.6));
    for (int i = 0; i < 34; ++i)
        s.fill(ellipse({s.rnd(pane.left(), pane.right()), pane.bottom() - s.rnd(0, pane.height() * 0.45)},
                   s.rnd(6, 22), s.rnd(6, 20)),
            alpha(mix(QColor(168, 190, 140), c.light, s.rnd(0, 0.8)), 0.4));
    s.line(box(pane), QColor(252, 250, 246), 8);
    s.fill(QRectF(pane.center().x() - 2.5, pane.top(), 5, pane.height()), QColor(252, 250, 246));
    s.fill(QRectF(pane.left(), pane.center().y(), pane.width(), 5), QColor(252, 250, 246));
    plant(s, {s.w() * 0.88, s.h() * 0.99}, 90, QColor(120, 148, 110), mix(c.second, Qt::white, 0.3));
    s.defocus(2.6);
    s.glow(pane.center(), s.w() * 0.7, alpha(QColor(255, 240, 206), 0.7));
    const double size = s.h() / 262.0 * 1.02;
    woman(s, {s.w() * 0.5 - 62 * size, s.h() * 0.055}, size, belly, static_cast<int>(s.seed() % 2));
    s.glow(pane.center() + QPointF(10, 10), s.w() * 0.6, alpha(QColor(255, 240, 206), 0.20));
}

void hands(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    s.wash(s.all(), mix(c.wall, Qt::white, 0.2), mix(c.wall, c.dark, 0.18));
    bokeh(s, s.all(), 18, c.light, c.cloth);
    s.defocus(5);
    const QPointF mid(s.w() * 0.52, s.h() * 0.56);
    const QPainterPath belly = ellipse(mid + QPointF(0, s.h() * 0.10), s.h() * 0.66, s.h() * 0.56);
    s.shadow(belly, {8, 10}, 16, 0.4);
    s.fill(belly, mix(c.cloth, Qt::white, 0.25));
    s.p().save();
    s.p().setClipPath(belly, Qt::IntersectClip);
    for (int i = 0; i < 46; ++i) {
        const double y = mid.y() - s.h() * 0.46 + i * s.h() * 0.030;
        if (i % 3 == 0 || variant % 2)
            s.line(
                smooth({{0, y + 46}, {mid.x() - 80, y + 8}, {mid.x() + 80, y + 8}, {s.w(), y + 46}}, false),
                alpha(i % 3 == 0 ? c.accent : c.cloth.darker(115), 0.28), i % 3 == 0 ? 2.6 : 1);
    }
    s.p().restore();
    s.texture(belly, 2.0, 0.35);
    s.round(belly, {-0.5, -0.7}, 0.9);
    s.p().save();
    s.p().translate(mid + QPointF(-92, 30));
    s.p().rotate(-14);
    s.p().scale(1.12, 1.12);
    flatHand(s, kSkin, true);
    s.p().restore();
    s.p().save();
    s.p().translate(mid + QPointF(112, -40));
    s.p().rotate(163);
    s.p().scale(1.1, -1.1);
    flatHand(s, kHisSkin, false);
    s.p().restore();
    s.glow({s.w() * 0.15, 0}, s.w() * 0.8, alpha(c.light, 0.42));
}

} // namespace preggo::demo
