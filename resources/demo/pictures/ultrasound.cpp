// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/scenes.h"
#include "resources/demo/pictures/shapes.h"

#include <algorithm>
#include <cmath>

namespace preggo::demo {

namespace {

constexpr int kWidth = 1000;
constexpr int kHeight = 750;
constexpr QPointF kApex(500, -90);

/// What lies in the fan, as two masks: the dark waters, and the bright body.
struct Masks
{
    QImage waters{kWidth, kHeight, QImage::Format_Grayscale8};
    QImage body{kWidth, kHeight, QImage::Format_Grayscale8};
};

QColor grey(double v)
{
    return QColor::fromRgbF(static_cast<float>(v), static_cast<float>(v), static_cast<float>(v));
}

void stroke(QPainter &p, const QPainterPath &path, double brightness, double width)
{
    p.strokePath(path, QPen(grey(brightness), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void paintBean(QPainter &waters, QPainter &body)
{
    waters.fillPath(
        smooth({{330, 400}, {430, 280}, {590, 290}, {690, 410}, {600, 530}, {420, 530}}), Qt::white);
    body.fillPath(ellipse({455, 420}, 46, 42), grey(0.62));
    body.fillPath(turned(ellipse({535, 440}, 66, 40), {535, 440}, 14), grey(0.58));
    for (const QPointF bud : {QPointF(505, 478), QPointF(575, 484), QPointF(520, 396), QPointF(590, 424)})
        body.fillPath(ellipse(bud, 15, 11), grey(0.62));
    body.fillPath(ellipse({640, 350}, 26, 26), grey(0.0));
    stroke(body, ellipse({635, 355}, 25, 24), 0.55, 6);
}

void paintWhole(QPainter &waters, QPainter &body)
{
    waters.fillPath(smooth({{190, 420}, {300, 260}, {520, 220}, {760, 260}, {840, 400}, {740, 540},
                        {480, 580}, {270, 550}}),
        Qt::white);
    const QPainterPath outline = smooth({{290, 420}, {308, 345}, {370, 312}, {418, 318}, {433, 332},
        {446, 322}, {454, 340}, {464, 344}, {466, 356}, {478, 364}, {476, 384}, {520, 374}, {590, 358},
        {660, 372}, {700, 400}, {702, 452}, {640, 486}, {540, 490}, {460, 474}, {400, 492}, {330, 484}});
    body.fillPath(outline, grey(0.46));
    stroke(body, ellipse({372, 400}, 74, 76), 0.72, 7);
    body.fillPath(ellipse({372, 402}, 54, 56), grey(0.28));
    stroke(body, smooth({{420, 328}, {446, 322}, {456, 342}}, false), 0.95, 6);
    for (int i = 0; i < 17; ++i)
        body.fillPath(ellipse({452.0 + i * 15, 470 - 14 * std::sin(i / 16.0 * 3.0)}, 4.5, 6), grey(0.95));
    stroke(body, smooth({{540, 378}, {515, 330}, {478, 300}}, false), 0.70, 17);
    stroke(body, smooth({{680, 400}, {735, 345}, {700, 318}}, false), 0.68, 24);
    stroke(body, smooth({{700, 318}, {770, 372}, {800, 366}}, false), 0.72, 17);
    stroke(body, smooth({{240, 535}, {430, 566}, {640, 556}}, false), 0.4, 14);
}

void paintFace(QPainter &waters, QPainter &body)
{
    waters.fillPath(smooth({{150, 330}, {330, 170}, {600, 150}, {860, 230}, {870, 420}, {700, 470},
                        {300, 600}, {160, 520}}),
        Qt::white);
    const QPainterPath face = smooth({{196, 470}, {205, 360}, {270, 282}, {370, 250}, {440, 268}, {468, 292},
        {486, 288}, {512, 258}, {528, 276}, {524, 298}, {546, 290}, {552, 306}, {546, 314}, {564, 312},
        {570, 328}, {566, 340}, {592, 346}, {598, 380}, {574, 408}, {590, 440}, {680, 410}, {800, 420},
        {880, 480}, {860, 640}, {500, 660}, {260, 600}});
    body.fillPath(face, grey(0.50));
    stroke(body, smooth({{205, 450}, {212, 360}, {275, 290}, {370, 260}, {440, 278}, {466, 300}}, false), 1.0,
        10);
    body.fillPath(ellipse({345, 410}, 104, 92), grey(0.30));
    stroke(body, smooth({{270, 420}, {340, 400}, {430, 410}}, false), 0.5, 7);
    stroke(body, smooth({{480, 300}, {512, 270}, {522, 290}}, false), 0.95, 8);
    stroke(body, smooth({{530, 330}, {575, 372}}, false), 0.9, 10);
    for (int i = 0; i < 15; ++i)
        body.fillPath(ellipse({600.0 + i * 19, 520 + 3.0 * std::abs(i - 7)}, 6, 9), grey(0.9));
    for (int i = 0; i < 7; ++i)
        stroke(body, smooth({{640.0 + i * 30, 450}, {630.0 + i * 30, 500}}, false), 0.85, 7);
    stroke(body, smooth({{700, 420}, {660, 350}, {600, 300}}, false), 0.7, 24);
    for (int i = 0; i < 4; ++i)
        stroke(body, smooth({{600, 302}, {574.0 + i * 9, 270.0 + i * 3}}, false), 0.75, 8);
}

void paintFoot(QPainter &waters, QPainter &body)
{
    waters.fillPath(
        smooth({{230, 380}, {340, 220}, {560, 190}, {760, 290}, {780, 470}, {600, 580}, {340, 560}}),
        Qt::white);
    const QPainterPath sole = smooth({{330, 430}, {350, 380}, {420, 362}, {500, 366}, {590, 330}, {650, 345},
        {668, 400}, {640, 452}, {560, 462}, {480, 470}, {390, 490}, {345, 474}});
    body.fillPath(sole, grey(0.62));
    const QPointF toes[] = {{672, 338}, {698, 368}, {706, 398}, {700, 426}, {684, 450}};
    for (int i = 0; i < 5; ++i)
        body.fillPath(ellipse(toes[i], 24 - i * 2.4, 17 - i * 1.6), grey(0.78));
    stroke(body, smooth({{352, 430}, {430, 420}, {520, 416}, {620, 395}}, false), 0.85, 12);
    stroke(body, smooth({{330, 440}, {270, 470}, {215, 520}}, false), 0.5, 56);
}

Masks masksOf(int variant)
{
    Masks masks;
    masks.waters.fill(0);
    masks.body.fill(0);
    QPainter waters(&masks.waters);
    QPainter body(&masks.body);
    waters.setRenderHint(QPainter::Antialiasing);
    body.setRenderHint(QPainter::Antialiasing);
    constexpr void (*kPaint[])(QPainter &, QPainter &) = {paintBean, paintWhole, paintFace, paintFoot};
    kPaint[variant & 3](waters, body);
    waters.end();
    body.end();
    masks.waters = blurred(masks.waters, 9).convertToFormat(QImage::Format_Grayscale8);
    masks.body = blurred(masks.body, 3.5).convertToFormat(QImage::Format_Grayscale8);
    return masks;
}

/// Echo strength of one point: tissue, waters and body, all seen through speckle along the beam.
double echo(double r, double angle, double waters, double body, quint64 seed)
{
    const double speckle =
        noise(angle * 95, r / 4.2, seed, 2) * noise(angle * 170, r / 2.6, seed + 7, 1) * 2.3;
    const double layers = noise(angle * 3.2, r / 46, seed + 13, 3);
    const double tissue = (0.16 + 0.62 * layers * layers) * speckle;
    double v = tissue * (1 - waters) + waters * 0.05 * speckle;
    v = v * (1 - std::min(1.0, body * 1.6)) + body * body * (0.18 + 0.85 * speckle) * (0.55 + 0.9 * layers)
        + 0.25 * body * speckle;
    const double far = 1.08 - 0.42 * std::pow((r - 160) / 680, 2);
    return v * far;
}

QImage fan(int variant, quint64 seed)
{
    const Masks masks = masksOf(variant);
    QImage out(kWidth, kHeight, QImage::Format_RGB32);
    for (int y = 0; y < kHeight; ++y) {
        auto *row = reinterpret_cast<QRgb *>(out.scanLine(y));
        for (int x = 0; x < kWidth; ++x) {
            const double r = std::hypot(x - kApex.x(), y - kApex.y());
            const double angle = std::atan2(x - kApex.x(), y - kApex.y());
            const double edge = std::clamp((0.66 - std::abs(angle)) * 90, 0.0, 1.0)
                * std::clamp((r - 165) / 5, 0.0, 1.0) * std::clamp((806 - r) / 6, 0.0, 1.0);
            double v = 0.02;
            if (edge > 0)
                v += edge
                    * echo(r, angle, masks.waters.constScanLine(y)[x] / 255.0,
                        masks.body.constScanLine(y)[x] / 255.0, seed);
            const int g = std::clamp(static_cast<int>(255 * std::pow(std::max(0.0, v), 0.86)), 0, 255);
            row[x] = qRgb(g, g, g);
        }
    }
    return out;
}

/// The marks of the machine: a depth scale, a grey bar and blocks where its lettering would be.
void marks(Sketch &s)
{
    const QColor ink = alpha(QColor(225, 228, 220), 0.85);
    for (int i = 0; i < 14; ++i)
        s.fill(QRectF(s.w() - 16, 40 + i * 16, i % 5 == 0 ? 8 : 4, 0.9), ink);
    s.wash({12, 60, 6, 90}, Qt::white, Qt::black);
    for (int row = 0; row < 4; ++row) {
        for (double x = 12; x < 12 + s.rnd(24, 60); x += 5.2)
            s.fill(QRectF(x, 14 + row * 9, s.rnd(2.4, 4.2), 3.6), alpha(ink, 0.55));
    }
    s.line(smooth({{s.w() * 0.5 - 3, 22}, {s.w() * 0.5 + 3, 22}}, false), QColor(230, 200, 90), 1.2);
}

} // namespace

void ultrasound(Sketch &s, int variant)
{
    s.fill(s.all(), QColor(5, 6, 8));
    const double height = s.h();
    const double width = height * kWidth / kHeight;
    s.p().drawImage(QRectF((s.w() - width) / 2, 0, width, height), fan(variant, s.seed()));
    // Prints are never quite neutral.
    s.p().setCompositionMode(QPainter::CompositionMode_SoftLight);
    s.fill(s.all(), alpha(s.seed() % 2 ? QColor(120, 150, 190) : QColor(210, 160, 110), 0.30));
    s.p().setCompositionMode(QPainter::CompositionMode_SourceOver);
    marks(s);
}

} // namespace preggo::demo
