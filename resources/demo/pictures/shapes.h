// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "resources/demo/pictures/sketch.h"

#include <QVector>

namespace preggo::demo {

/// A curve through the points (Catmull-Rom).
[[nodiscard]] QPainterPath smooth(const QVector<QPointF> &points, bool closed = true);
[[nodiscard]] QPainterPath ellipse(QPointF centre, double rx, double ry);
[[nodiscard]] QPainterPath box(const QRectF &rect, double radius = 0);
[[nodiscard]] QPainterPath heart(QPointF centre, double size);
[[nodiscard]] QPainterPath star(QPointF centre, double size);
[[nodiscard]] QPainterPath turned(const QPainterPath &path, QPointF about, double degrees);

/// A twig with pairs of leaves.
void sprig(Sketch &s, QPointF from, double degrees, double length, const QColor &colour);
/// A pot with leaves that stands on `foot`.
void plant(Sketch &s, QPointF foot, double size, const QColor &leaf, const QColor &pot);
/// Rows of knitted stitches within a shape, rounded by light from the upper left.
void knit(Sketch &s, const QPainterPath &path, const QColor &yarn, double stitch, double degrees = 0);
/// Upright ribs, as on a cuff.
void ribs(Sketch &s, const QPainterPath &path, const QColor &yarn, double width);
void linen(Sketch &s, const QRectF &area, const QColor &colour);
void planks(Sketch &s, const QRectF &area, const QColor &colour, double plank);
/// Discs of light that are out of focus.
void bokeh(Sketch &s, const QRectF &area, int count, const QColor &a, const QColor &b);
void cloud(Sketch &s, QPointF centre, double size, const QColor &colour);

} // namespace preggo::demo
