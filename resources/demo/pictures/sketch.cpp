// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/sketch.h"

#include <QLinearGradient>
#include <QRadialGradient>

#include <algorithm>
#include <array>
#include <cmath>

namespace preggo::demo {

namespace {

constexpr double kShortSide = 300;

QColor rgb(unsigned value)
{
    return QColor::fromRgb(value);
}

void addGrain(QImage &image, double amount, Rng &rng)
{
    std::array<int, 8192> table{};
    for (int &value : table)
        value = static_cast<int>((rng.unit() + rng.unit() + rng.unit() - 1.5) * amount * 1.6);
    for (int y = 0; y < image.height(); ++y) {
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        size_t at = rng.below(table.size());
        for (int x = 0; x < image.width(); ++x) {
            const int n = table[at];
            at = (at + 1) & (table.size() - 1);
            row[x] = qRgb(std::clamp(qRed(row[x]) + n, 0, 255), std::clamp(qGreen(row[x]) + n, 0, 255),
                std::clamp(qBlue(row[x]) + n, 0, 255));
        }
    }
}

/// Black and white of changing opacity, 512 pixels wide, mirrored so that it has no seam.
QImage noiseTile(quint64 seed)
{
    constexpr int kTile = 256;
    QImage tile(kTile, kTile, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < kTile; ++y) {
        auto *row = reinterpret_cast<QRgb *>(tile.scanLine(y));
        for (int x = 0; x < kTile; ++x) {
            const double n = noise(x / 16.0, y / 16.0, seed, 4) - 0.5;
            const int a = std::clamp(static_cast<int>(std::abs(n) * 510), 0, 255);
            row[x] = n < 0 ? qRgba(0, 0, 0, a) : qRgba(a, a, a, a);
        }
    }
    QImage mirrored(2 * kTile, 2 * kTile, tile.format());
    QPainter join(&mirrored);
    join.setCompositionMode(QPainter::CompositionMode_Source);
    join.drawImage(0, 0, tile);
    join.drawImage(kTile, 0, tile.mirrored(true, false));
    join.drawImage(0, kTile, tile.mirrored(false, true));
    join.drawImage(kTile, kTile, tile.mirrored(true, true));
    return mirrored;
}

} // namespace

Palette paletteOf(int index)
{
    static const std::array<Palette, 8> all{{
        {rgb(0xEFE3D3), rgb(0xE9B9A6), rgb(0xB4472F), rgb(0x8FA98F), rgb(0x4A3A35), rgb(0xFFF3DC)},
        {rgb(0xDDE5DA), rgb(0xA9C4AE), rgb(0xD9A441), rgb(0xC98B72), rgb(0x34433B), rgb(0xFFF8E4)},
        {rgb(0xD8E1EA), rgb(0x9DB5CF), rgb(0xE0A38A), rgb(0xF0D9A0), rgb(0x32405A), rgb(0xFFF6EA)},
        {rgb(0xE6DDEA), rgb(0xC2AFCF), rgb(0x7F6A9E), rgb(0xE7C3B0), rgb(0x43364F), rgb(0xFFF1E6)},
        {rgb(0xF0DCC8), rgb(0xD08A66), rgb(0x5F7F73), rgb(0xEBC98A), rgb(0x4B3027), rgb(0xFFEFD2)},
        {rgb(0xE0ECE6), rgb(0xB9DACB), rgb(0xEE9C8E), rgb(0xF6E1B5), rgb(0x2F4A46), rgb(0xFFFBEF)},
        {rgb(0xF2E6C6), rgb(0xE2B95F), rgb(0x7C8F5C), rgb(0xC9724F), rgb(0x46381F), rgb(0xFFF4D0)},
        {rgb(0xF4E1DF), rgb(0xEBC0BF), rgb(0xA85C6B), rgb(0xB9C7B2), rgb(0x50383E), rgb(0xFFF2EA)},
    }};
    return all[static_cast<size_t>(std::abs(index)) % all.size()];
}

QColor mix(const QColor &a, const QColor &b, double t)
{
    const auto f = static_cast<float>(std::clamp(t, 0.0, 1.0));
    return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * f, a.greenF() + (b.greenF() - a.greenF()) * f,
        a.blueF() + (b.blueF() - a.blueF()) * f, a.alphaF() + (b.alphaF() - a.alphaF()) * f);
}

QColor alpha(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(std::clamp(opacity, 0.0, 1.0)));
    return colour;
}

Sketch::Sketch(QSize pixels, quint64 seed, const Palette &palette)
    : m_image(pixels, QImage::Format_ARGB32_Premultiplied)
    , m_rng(seed)
    , m_palette(palette)
    , m_seed(seed)
    , m_scale(std::min(pixels.width(), pixels.height()) / kShortSide)
    , m_width(pixels.width() / m_scale)
    , m_height(pixels.height() / m_scale)
{
    m_image.fill(palette.wall);
    m_painter.begin(&m_image);
    m_painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    m_painter.scale(m_scale, m_scale);
    m_painter.setPen(Qt::NoPen);
}

void Sketch::fill(const QPainterPath &path, const QBrush &brush)
{
    m_painter.fillPath(path, brush);
}

void Sketch::fill(const QRectF &rect, const QBrush &brush)
{
    m_painter.fillRect(rect, brush);
}

void Sketch::line(const QPainterPath &path, const QColor &colour, double width)
{
    m_painter.strokePath(path, QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void Sketch::wash(const QRectF &rect, const QColor &top, const QColor &bottom)
{
    QLinearGradient run(rect.topLeft(), rect.bottomLeft());
    run.setColorAt(0, top);
    run.setColorAt(1, bottom);
    m_painter.fillRect(rect, run);
}

void Sketch::glow(QPointF centre, double radius, const QColor &colour, QPainter::CompositionMode mode)
{
    QRadialGradient run(centre, radius);
    run.setColorAt(0, colour);
    run.setColorAt(0.45, alpha(colour, colour.alphaF() * 0.42));
    run.setColorAt(1, alpha(colour, 0));
    m_painter.setCompositionMode(mode);
    m_painter.fillRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), run);
    m_painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
}

void Sketch::shadow(const QPainterPath &path, QPointF offset, double blur, double opacity)
{
    // Shadows hold no detail: a quarter of a unit a pixel is enough at any output size.
    constexpr double kDensity = 1.5;
    const QRectF box =
        path.boundingRect().translated(offset).adjusted(-3 * blur, -3 * blur, 3 * blur, 3 * blur);
    QImage sheet((box.size() * kDensity).toSize(), QImage::Format_ARGB32_Premultiplied);
    sheet.fill(Qt::transparent);
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(kDensity, kDensity);
    painter.translate(-box.topLeft() + offset);
    painter.fillPath(path, alpha(m_palette.dark.darker(160), opacity));
    painter.end();
    m_painter.drawImage(box, blurred(sheet, blur * kDensity));
}

void Sketch::round(const QPainterPath &path, QPointF light, double strength)
{
    const QRectF box = path.boundingRect();
    const double reach = std::max(box.width(), box.height());
    const QPointF bright(box.center().x() + light.x() * box.width() * 0.35,
        box.center().y() + light.y() * box.height() * 0.35);
    QRadialGradient run(bright, reach * 0.85);
    run.setColorAt(0, alpha(Qt::white, 0.30 * strength));
    run.setColorAt(0.35, alpha(Qt::white, 0));
    run.setColorAt(0.55, alpha(m_palette.dark, 0));
    run.setColorAt(1, alpha(m_palette.dark, 0.62 * strength));
    m_painter.fillPath(path, run);
}

void Sketch::texture(const QPainterPath &path, double grain, double strength, double stretch)
{
    if (m_tile.isNull())
        m_tile = noiseTile(m_rng.below(1U << 30));
    // One tile for the whole picture, laid down from another corner each time.
    QImage tile = m_tile;
    QPainter fade(&tile);
    fade.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    fade.fillRect(tile.rect(), QColor(0, 0, 0, std::clamp(static_cast<int>(255 * strength), 0, 255)));
    fade.end();
    QBrush brush(tile);
    brush.setTransform(
        QTransform::fromTranslate(rnd(0, 300), rnd(0, 300)).scale(stretch * grain / 16, grain / 16));
    m_painter.save();
    m_painter.setCompositionMode(QPainter::CompositionMode_SoftLight);
    m_painter.fillPath(path, brush);
    m_painter.restore();
}

void Sketch::defocus(double radius)
{
    m_painter.end();
    m_image = blurred(m_image, radius * m_scale);
    m_painter.begin(&m_image);
    m_painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    m_painter.scale(m_scale, m_scale);
    m_painter.setPen(Qt::NoPen);
}

QImage Sketch::finish(double warmth, double vignette, double grain)
{
    m_painter.setCompositionMode(QPainter::CompositionMode_SoftLight);
    m_painter.fillRect(all(), alpha(QColor(255, 190, 120), warmth));
    m_painter.setCompositionMode(QPainter::CompositionMode_Multiply);
    QRadialGradient run(
        QPointF(m_width * rnd(0.42, 0.58), m_height * rnd(0.4, 0.55)), std::max(m_width, m_height) * 0.78);
    run.setColorAt(0.45, Qt::white);
    run.setColorAt(1, mix(Qt::white, QColor(60, 48, 52), vignette));
    m_painter.fillRect(all(), run);
    m_painter.end();
    QImage out = m_image.convertToFormat(QImage::Format_RGB32);
    addGrain(out, grain, m_rng);
    return out;
}

} // namespace preggo::demo
