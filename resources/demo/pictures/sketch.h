// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/rng.h"

#include <QColor>
#include <QImage>
#include <QPainter>
#include <QPainterPath>

namespace preggo::demo {

/// The colours of one picture. Value type.
struct Palette
{
    QColor wall;
    QColor cloth;
    QColor accent;
    QColor second;
    QColor dark;
    QColor light;
};

/// One of the album's palettes; any number is accepted.
[[nodiscard]] Palette paletteOf(int index);
/// The colour between two, 0 being `a`.
[[nodiscard]] QColor mix(const QColor &a, const QColor &b, double t);
[[nodiscard]] QColor alpha(QColor colour, double opacity);

/// A sheet to paint a photograph on. Coordinates are the same at every resolution: the short side
/// is 300 units. One thread; needs no QGuiApplication, since no text is drawn.
class Sketch
{
public:
    Sketch(QSize pixels, quint64 seed, const Palette &palette);

    QPainter &p() { return m_painter; }
    [[nodiscard]] double w() const { return m_width; }
    [[nodiscard]] double h() const { return m_height; }
    [[nodiscard]] QRectF all() const { return {0, 0, m_width, m_height}; }
    [[nodiscard]] const Palette &colours() const { return m_palette; }
    [[nodiscard]] double rnd(double low, double high) { return low + (high - low) * m_rng.unit(); }
    [[nodiscard]] int pick(int count) { return static_cast<int>(m_rng.below(static_cast<quint64>(count))); }
    [[nodiscard]] quint64 seed() const { return m_seed; }

    void fill(const QPainterPath &path, const QBrush &brush);
    void fill(const QRectF &rect, const QBrush &brush);
    void line(const QPainterPath &path, const QColor &colour, double width);
    /// A vertical run of colour over a rectangle.
    void wash(const QRectF &rect, const QColor &top, const QColor &bottom);
    /// Light that fades from a point.
    void glow(QPointF centre, double radius, const QColor &colour,
        QPainter::CompositionMode mode = QPainter::CompositionMode_Screen);
    /// The soft shadow that a shape throws on what was painted so far.
    void shadow(const QPainterPath &path, QPointF offset, double blur, double opacity);
    /// Darkens the rim of a shape on the side away from the light, so that it looks round.
    void round(const QPainterPath &path, QPointF light, double strength);
    /// Unevenness of a surface. `grain` is the size of its features in units.
    void texture(const QPainterPath &path, double grain, double strength, double stretch = 1);
    /// Puts everything painted so far out of focus.
    void defocus(double radius);

    /// Warmth, fall-off to the corners and film grain; ends the painting.
    [[nodiscard]] QImage finish(double warmth = 0.10, double vignette = 0.35, double grain = 5);

private:
    QImage m_image;
    QImage m_tile; ///< of texture(), made at its first use
    QPainter m_painter;
    SeededRng m_rng;
    Palette m_palette;
    quint64 m_seed = 0;
    double m_scale = 1;
    double m_width = 0;
    double m_height = 0;
};

/// `image` blurred by about `radius` pixels.
[[nodiscard]] QImage blurred(const QImage &image, double radius);

/// Smooth noise from 0 to 1 with features of size 1.
[[nodiscard]] double noise(double x, double y, quint64 seed, int octaves = 4);

} // namespace preggo::demo
