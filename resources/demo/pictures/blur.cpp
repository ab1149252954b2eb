// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/sketch.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace preggo::demo {

namespace {

/// One pass of a running mean along rows; called with the picture turned for the columns.
void meanRows(const std::vector<QRgb> &in, std::vector<QRgb> &out, int width, int height, int reach)
{
    const int span = 2 * reach + 1;
    for (int y = 0; y < height; ++y) {
        const QRgb *row = in.data() + static_cast<size_t>(y) * static_cast<size_t>(width);
        int a = 0, r = 0, g = 0, b = 0;
        const auto add = [&](QRgb c, int sign) {
            a += sign * qAlpha(c), r += sign * qRed(c), g += sign * qGreen(c), b += sign * qBlue(c);
        };
        for (int x = -reach; x <= reach; ++x)
            add(row[std::clamp(x, 0, width - 1)], 1);
        for (int x = 0; x < width; ++x) {
            // Written turned by 90 degrees: two passes restore the picture.
            out[static_cast<size_t>(x) * static_cast<size_t>(height) + static_cast<size_t>(y)] =
                qRgba(r / span, g / span, b / span, a / span);
            add(row[std::min(x + reach + 1, width - 1)], 1);
            add(row[std::max(x - reach, 0)], -1);
        }
    }
}

quint32 hash(qint64 x, qint64 y, quint64 seed)
{
    quint64 v = static_cast<quint64>(x) * 0x9E3779B97F4A7C15ULL
        ^ static_cast<quint64>(y) * 0xC2B2AE3D27D4EB4FULL ^ seed * 0x165667B19E3779F9ULL;
    v ^= v >> 29;
    v *= 0xBF58476D1CE4E5B9ULL;
    v ^= v >> 32;
    return static_cast<quint32>(v);
}

double lattice(double x, double y, quint64 seed)
{
    const double fx = std::floor(x);
    const double fy = std::floor(y);
    const auto at = [&](int dx, int dy) {
        return hash(static_cast<qint64>(fx) + dx, static_cast<qint64>(fy) + dy, seed) / 4294967295.0;
    };
    const auto ease = [](double t) { return t * t * (3 - 2 * t); };
    const double u = ease(x - fx);
    const double v = ease(y - fy);
    return std::lerp(std::lerp(at(0, 0), at(1, 0), u), std::lerp(at(0, 1), at(1, 1), u), v);
}

} // namespace

QImage blurred(const QImage &image, double radius)
{
    if (radius < 0.5 || image.isNull())
        return image;
    // A wide blur needs few pixels: shrink first, so that the cost does not grow with the radius.
    const double shrink = std::max(1.0, radius / 6);
    const QSize small((image.width() + shrink - 1) / shrink, (image.height() + shrink - 1) / shrink);
    QImage work = shrink > 1 ? image.scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation) : image;
    work = work.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const int w = work.width();
    const int h = work.height();
    std::vector<QRgb> a(static_cast<size_t>(w) * static_cast<size_t>(h));
    std::vector<QRgb> b(a.size());
    for (int y = 0; y < h; ++y)
        std::copy_n(reinterpret_cast<const QRgb *>(work.constScanLine(y)), w, a.begin() + qsizetype(y) * w);
    const int reach = std::max(1, static_cast<int>(std::lround(radius / shrink * 0.9)));
    for (int pass = 0; pass < 2; ++pass) {
        meanRows(a, b, w, h, reach);
        meanRows(b, a, h, w, reach);
    }
    for (int y = 0; y < h; ++y)
        std::copy_n(a.begin() + qsizetype(y) * w, w, reinterpret_cast<QRgb *>(work.scanLine(y)));
    return shrink > 1 ? work.scaled(image.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation) : work;
}

double noise(double x, double y, quint64 seed, int octaves)
{
    double sum = 0;
    double weight = 0.5;
    double total = 0;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * lattice(x, y, seed + static_cast<quint64>(i) * 101);
        total += weight;
        x *= 2.03;
        y *= 2.03;
        weight *= 0.5;
    }
    return sum / total;
}

} // namespace preggo::demo
