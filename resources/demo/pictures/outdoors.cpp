// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/scenes.h"
#include "resources/demo/pictures/shapes.h"

#include <cmath>

namespace preggo::demo {

namespace {

/// Clouds as noise, stretched towards the horizon.
void sky(Sketch &s, double bottom, const QColor &high, const QColor &low)
{
    constexpr int kSize = 320;
    QImage sheet(kSize, kSize, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < kSize; ++y) {
        auto *row = reinterpret_cast<QRgb *>(sheet.scanLine(y));
        for (int x = 0; x < kSize; ++x) {
            const double n = noise(x / 62.0, y * (0.6 + 1.5 * y / kSize) / 26.0, s.seed(), 5);
            const double a = std::pow(std::max(0.0, (n - 0.44) * 2.6), 1.2) * 0.85;
            const int v = std::min(235, static_cast<int>(a * 255));
            row[x] = qRgba(v, v * 249 / 255, v * 240 / 255, v);
        }
    }
    s.wash({0, 0, s.w(), bottom}, high, low);
    s.p().drawImage(QRectF(0, 0, s.w(), bottom), sheet);
}

/// A line of hills or trees: noise over the width.
QPainterPath ridge(Sketch &s, double base, double height, double wave, quint64 salt)
{
    QPainterPath path({-5, s.h() + 5});
    for (double x = -5; x <= s.w() + 5; x += 1.5)
        path.lineTo(x, base - height * noise(x / wave, 0.5, s.seed() + salt, 5));
    path.lineTo(s.w() + 5, s.h() + 5);
    path.closeSubpath();
    return path;
}

void flower(Sketch &s, QPointF at, double size, const QColor &petal, const QColor &heart)
{
    s.line(smooth({at, at + QPointF(s.rnd(-6, 6), size * 3), at + QPointF(s.rnd(-8, 8), size * 9)}, false),
        alpha(QColor(96, 128, 74), 0.85), size * 0.16);
    const int petals = 5 + s.pick(4);
    const double turn = s.rnd(0, 90);
    for (int i = 0; i < petals; ++i) {
        const QPainterPath one = ellipse(at + QPointF(size * 0.62, 0), size * 0.52, size * 0.34);
        s.fill(turned(one, at, turn + i * 360.0 / petals), mix(petal, Qt::white, s.rnd(0, 0.35)));
    }
    s.fill(ellipse(at, size * 0.30, size * 0.28), heart);
}

void grass(Sketch &s, double top, int count, const QColor &colour)
{
    for (int i = 0; i < count; ++i) {
        const QPointF foot(s.rnd(-5, s.w() + 5), s.rnd(top, s.h() + 14));
        const double size = 8 + 26 * (foot.y() - top) / (s.h() - top + 1);
        s.line(smooth({foot, foot + QPointF(s.rnd(-3, 3), -size * 0.6), foot + QPointF(s.rnd(-8, 8), -size)},
                   false),
            alpha(mix(colour, s.rnd(0, 1) < 0.5 ? QColor(236, 226, 150) : colour.darker(160), s.rnd(0, 0.5)),
                0.8),
            0.9);
    }
}

void bench(Sketch &s, QPointF at, const QColor &wood)
{
    for (int i = 0; i < 3; ++i)
        s.fill(box({at.x(), at.y() - 34 + i * 9.5, 92, 6}, 2), mix(wood, Qt::white, 0.1 * i));
    s.fill(box({at.x() - 4, at.y(), 100, 6}, 2), mix(wood, Qt::white, 0.2));
    for (const double x : {4.0, 82.0})
        s.fill(box({at.x() + x, at.y() - 36, 5, 64}, 1), wood.darker(125));
}

void sail(Sketch &s, QPointF at, double size, const QColor &colour)
{
    QPainterPath cloth(at);
    cloth.quadTo(at + QPointF(size * 0.75, -size * 0.4), at + QPointF(0, -size * 1.5));
    cloth.closeSubpath();
    s.fill(cloth, mix(Qt::white, colour, 0.12));
    QPainterPath jib(at + QPointF(-2, 0));
    jib.quadTo(at + QPointF(-size * 0.4, -size * 0.4), at + QPointF(-2, -size * 1.25));
    jib.closeSubpath();
    s.fill(jib, colour);
    s.fill(smooth({at + QPointF(-size * 0.5, 2), at + QPointF(size * 0.65, 2),
               at + QPointF(size * 0.4, size * 0.2), at + QPointF(-size * 0.35, size * 0.2)}),
        QColor(74, 66, 66));
}

} // namespace

void garden(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    const double horizon = s.h() * 0.46;
    s.wash({0, 0, s.w(), horizon + 10}, QColor(186, 214, 230), mix(c.light, QColor(250, 236, 200), 0.5));
    for (int i = 0; i < 90; ++i)
        s.fill(ellipse({s.rnd(-20, s.w() + 20), s.rnd(horizon * 0.2, horizon * 1.08)}, s.rnd(10, 34),
                   s.rnd(10, 30)),
            alpha(mix(QColor(96, 132, 84), i % 3 ? QColor(178, 196, 120) : QColor(64, 98, 72), s.rnd(0, 1)),
                0.55));
    s.wash({0, horizon, s.w(), s.h() - horizon}, QColor(158, 184, 104), QColor(86, 122, 62));
    bench(s, {s.w() * (variant % 2 ? 0.16 : 0.56), s.h() * 0.52}, mix(QColor(168, 126, 88), c.accent, 0.12));
    bokeh(s, {0, 0, s.w(), horizon}, 26, c.light, QColor(250, 240, 190));
    s.defocus(3.2);
    grass(s, s.h() * 0.60, 900, QColor(108, 146, 72));
    for (int i = 0; i < 95; ++i) {
        const double depth = i / 95.0;
        const QPointF at(s.rnd(-5, s.w() + 5), s.h() * (0.58 + 0.36 * depth) + s.rnd(-8, 8));
        const QColor petals[] = {c.accent, mix(c.cloth, Qt::white, 0.3), QColor(252, 248, 240),
            mix(c.second, QColor(250, 220, 120), 0.5)};
        flower(s, at, 3 + 6.5 * depth * s.rnd(0.7, 1.2), petals[s.pick(4)], QColor(232, 178, 64));
    }
    grass(s, s.h() * 0.84, 300, QColor(92, 132, 62));
    s.glow({s.w() * 0.82, 0}, s.w() * 0.8, alpha(QColor(255, 236, 180), 0.55));
}

void sea(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    const double horizon = s.h() * (variant % 2 ? 0.44 : 0.52);
    const double shore = s.h() * 0.80;
    const bool evening = variant % 2 == 1;
    sky(s, horizon, evening ? QColor(122, 138, 178) : QColor(132, 182, 214),
        evening ? QColor(250, 200, 150) : QColor(232, 240, 238));
    s.wash({0, horizon, s.w(), shore - horizon + 20}, evening ? QColor(184, 152, 150) : QColor(92, 146, 172),
        evening ? QColor(94, 116, 138) : QColor(148, 200, 200));
    const double sun = s.w() * s.rnd(0.25, 0.75);
    for (int i = 0; i < 1500; ++i) {
        const double t = std::pow(s.rnd(0, 1), 1.6);
        const double y = horizon + t * (shore - horizon);
        const bool lit = i % 3 == 0;
        const double x = lit ? sun + s.rnd(-1, 1) * s.rnd(0, 1) * (20 + 90 * t) : s.rnd(0, s.w());
        const double len = (2 + 16 * t) * s.rnd(0.5, 1.4);
        s.fill(ellipse({x, y}, len, 0.25 + 0.75 * t),
            lit ? alpha(QColor(255, 244, 214), 0.5)
                : alpha(i % 2 ? QColor(40, 78, 110) : QColor(210, 232, 236), 0.14));
    }
    sail(s, {s.w() * (sun < s.w() / 2 ? 0.72 : 0.26), horizon + 5}, 20, c.accent);
    s.defocus(0.6);
    QVector<QPointF> edge;
    for (double x = -10; x <= s.w() + 20; x += 22)
        edge.append({x, shore + 9 * noise(x / 60, 2, s.seed(), 3) - x * 0.03});
    edge += {{s.w() + 20, s.h() + 20}, {-20, s.h() + 20}};
    const QPainterPath sand = smooth(edge);
    s.line(sand, alpha(Qt::white, 0.75), 5);
    s.fill(sand.translated(0, 3), mix(QColor(232, 208, 170), evening ? c.accent : c.light, 0.15));
    s.texture(sand, 2.5, 0.45);
    for (int i = 0; i < 7; ++i) {
        const QPainterPath stone =
            ellipse({s.rnd(10, s.w() - 10), s.rnd(shore + 24, s.h() - 8)}, s.rnd(3, 8), s.rnd(2.4, 5));
        s.shadow(stone, {2, 2}, 1.6, 0.5);
        s.fill(stone, mix(QColor(150, 146, 142), c.cloth, s.rnd(0, 0.6)));
        s.round(stone, {-0.5, -0.6}, 0.8);
    }
    s.glow({sun, horizon}, s.w() * 0.5, alpha(QColor(255, 226, 170), evening ? 0.6 : 0.3));
}

void hills(Sketch &s, int variant)
{
    const Palette &c = s.colours();
    const bool dawn = variant % 2 == 0;
    sky(s, s.h() * 0.75, dawn ? QColor(176, 190, 214) : QColor(140, 184, 220),
        dawn ? QColor(252, 222, 190) : QColor(238, 242, 232));
    s.glow({s.w() * s.rnd(0.25, 0.75), s.h() * 0.46}, s.h() * 0.5, alpha(QColor(255, 226, 170), 0.85));
    const QColor far = dawn ? QColor(186, 182, 204) : QColor(160, 186, 200);
    const QColor near = dawn ? QColor(72, 92, 82) : QColor(74, 112, 70);
    for (int i = 0; i < 6; ++i) {
        const double t = i / 5.0;
        const QPainterPath line = ridge(s, s.h() * (0.58 + 0.42 * t), s.h() * (0.26 - 0.05 * t), 120 - 62 * t,
            static_cast<quint64>(31 * i));
        s.fill(line, mix(far, near, t * t * 0.6 + t * 0.4));
        s.texture(line, 8 + 14 * t, 0.10 + 0.12 * t);
        s.wash({0, s.h() * (0.58 + 0.42 * t) - 12, s.w(), 60}, alpha(c.light, 0.0),
            alpha(mix(c.light, far, 0.4), 0.30 * (1 - t)));
    }
    for (int i = 0; i < 34; ++i) {
        const double x = i < 20 ? s.rnd(-6, s.w() * 0.30) : s.rnd(s.w() * 0.78, s.w() + 6);
        const double size = s.rnd(26, 66);
        const double foot = s.h() * s.rnd(0.97, 1.06);
        QPainterPath fir;
        for (int k = 0; k < 5; ++k) {
            const double top = foot - size * (1 - 0.17 * k);
            fir.addPolygon(
                QPolygonF({QPointF(x, top), QPointF(x + size * (0.07 + 0.045 * k), top + size * 0.30),
                    QPointF(x - size * (0.07 + 0.045 * k), top + size * 0.30)}));
        }
        fir.setFillRule(Qt::WindingFill);
        s.fill(fir, mix(near.darker(165), near.darker(110), s.rnd(0, 1)));
    }
}

} // namespace preggo::demo
