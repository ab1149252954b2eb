// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/album.h"

#include "resources/demo/pictures/exif.h"

#include <QBuffer>
#include <QHash>
#include <QImageWriter>
#include <QTransform>

namespace preggo::demo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kTwelve{4000, 3000};
constexpr QSize kTwelveTall{3000, 4000};
constexpr QSize kFive{2560, 1920};
constexpr QSize kWide{1600, 1200};
constexpr QSize kTall{1200, 1600};
constexpr QSize kSquare{1280, 1280};
constexpr QSize kPanorama{2000, 1125};
constexpr auto kJpeg = FileFormat::Jpeg;
constexpr auto kPng = FileFormat::Png;
constexpr auto kWebP = FileFormat::WebP;

constexpr AlbumEntry kAlbum[] = {
    {u"scan-8", ultrasound, 0, 0, {1280, 960}, kPng, 1,
        u"An ultrasound picture: a small bright bean in a dark round space"},
    {u"scan-12", ultrasound, 1, 1, {1600, 1200}, kJpeg, 1,
        u"An ultrasound picture: the baby from the side, lying on its back"},
    {u"scan-20", ultrasound, 2, 2, {1280, 960}, kJpeg, 1,
        u"An ultrasound picture: the face from the side, a hand before the mouth"},
    {u"scan-foot", ultrasound, 3, 3, {1280, 960}, kWebP, 1,
        u"An ultrasound picture: the sole of a foot with five toes"},
    {u"socks-yellow", knitting, 0, 0, kTwelve, kJpeg, 1, u"A pair of tiny knitted socks on linen"},
    {u"socks-blue", knitting, 6, 2, kSquare, kJpeg, 1, u"Two small blue socks with white cuffs and a bow"},
    {u"socks-wood", knitting, 2, 4, kWide, kWebP, 1, u"Tiny socks on a wooden table beside a twig"},
    {u"hat-rose", knitting, 3, 7, kTall, kJpeg, 6, u"A knitted hat with small hearts and a pompom"},
    {u"hat-sage", knitting, 1, 1, kWide, kJpeg, 1, u"A knitted hat and a ball of yarn"},
    {u"crib-morning", crib, 0, 0, kTwelve, kJpeg, 1,
        u"A crib by a window in morning light, a mobile above it"},
    {u"crib-blue", crib, 1, 2, kWide, kJpeg, 1, u"The crib in the blue room, sun on the floor"},
    {u"crib-tall", crib, 2, 5, kTall, kJpeg, 8, u"The crib with its knitted blanket"},
    {u"bump-12", bump, 12, 1, kTall, kJpeg, 6, u"Mother from the side at 12 weeks"},
    {u"bump-16", bump, 16, 7, kTwelveTall, kJpeg, 6, u"Mother from the side at 16 weeks"},
    {u"bump-20", bump, 20, 3, kTall, kJpeg, 8, u"Mother from the side at 20 weeks, a hand on the bump"},
    {u"bump-24", bump, 24, 4, kTall, kJpeg, 6, u"Mother from the side at 24 weeks, a hand on the bump"},
    {u"bump-26", bump, 26, 0, kTwelveTall, kJpeg, 8, u"Mother from the side at 26 weeks, by the window"},
    {u"wall-bunting", nurseryWall, 0, 0, kFive, kJpeg, 1,
        u"A nursery wall with bunting and three small framed pictures"},
    {u"wall-sage", nurseryWall, 1, 1, kWide, kPng, 1, u"Bunting over three frames in the green room"},
    {u"wall-tall", nurseryWall, 2, 6, kTall, kJpeg, 6, u"Two rows of bunting and a plant"},
    {u"garden-june", garden, 0, 7, kTwelve, kJpeg, 1, u"A garden full of flowers, a bench behind"},
    {u"garden-bench", garden, 1, 3, kPanorama, kJpeg, 1, u"A meadow of flowers before old trees"},
    {u"garden-tall", garden, 2, 6, kTall, kWebP, 1, u"Flowers as high as the knee"},
    {u"sea-noon", sea, 0, 2, kFive, kJpeg, 1, u"The sea at noon with one small sail"},
    {u"sea-evening", sea, 1, 0, kPanorama, kJpeg, 1, u"The sea in the evening, the sun on the water"},
    {u"sea-tall", sea, 3, 4, kTall, kJpeg, 6, u"Beach, sea and a high evening sky"},
    {u"hills-dawn", hills, 0, 3, kFive, kJpeg, 1, u"Blue hills one behind the other at dawn"},
    {u"hills-day", hills, 1, 1, kPanorama, kJpeg, 1, u"Green hills with mist between them"},
    {u"fruit-blueberries", fruit, 0, 0, kSquare, kJpeg, 1, u"Blueberries on a board with a measuring tape"},
    {u"fruit-lemon", fruit, 1, 2, kWide, kJpeg, 1, u"A lemon on a board with a measuring tape"},
    {u"fruit-avocado", fruit, 2, 1, kWide, kPng, 1, u"Half an avocado on a board with a measuring tape"},
    {u"fruit-pear", fruit, 3, 7, kTall, kJpeg, 1, u"A pear on a board with a measuring tape"},
    {u"fruit-pomegranate", fruit, 4, 5, kSquare, kJpeg, 1, u"A pomegranate on a board with a measuring tape"},
    {u"fruit-aubergine", fruit, 5, 6, kWide, kJpeg, 1, u"An aubergine on a board with a measuring tape"},
    {u"cat-ginger", cat, 0, 1, kTwelve, kJpeg, 1, u"A ginger cat asleep on a knitted blanket"},
    {u"cat-cream", cat, 2, 7, kSquare, kWebP, 1, u"A cream cat asleep, its tail around its nose"},
    {u"cat-grey", cat, 1, 4, kWide, kJpeg, 1, u"A grey cat curled up on the baby's blanket"},
    {u"hands-green", hands, 1, 5, kWide, kJpeg, 1, u"Two hands that meet on the bump"},
    {u"hands-tall", hands, 0, 2, kTall, kJpeg, 8, u"Her hand and his on a striped shirt"},
    {u"cake-rose", cake, 0, 7, kTall, kJpeg, 6, u"A cake in two tiers with three candles"},
    {u"cake-honey", cake, 1, 6, kWide, kJpeg, 1, u"A cake with berries, lights behind it"},
    {u"list-names", letter, 0, 0, kWide, kPng, 1,
        u"A handwritten list, some lines crossed out, two with a heart"},
    {u"letter-blue", letter, 1, 2, kTall, kJpeg, 6, u"A handwritten letter, a cup of tea beside it"},
    {u"tea-book", tea, 0, 3, kWide, kJpeg, 1, u"A cup of tea, biscuits and an open book"},
};

QByteArray encode(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    return writer.write(image) ? bytes : QByteArray();
}

/// FNV-1a: the same for every build, which Qt's own hash does not promise.
quint64 salt(const char16_t *name)
{
    quint32 hash = 2'166'136'261U;
    for (; *name != 0; ++name)
        hash = (hash ^ *name) * 16'777'619U;
    return hash;
}

/// The picture as the sensor had it, so that `orientation` puts it upright.
QImage lying(const QImage &upright, int orientation)
{
    if (orientation == 6)
        return upright.transformed(QTransform().rotate(-90));
    if (orientation == 8)
        return upright.transformed(QTransform().rotate(90));
    return upright;
}

} // namespace

std::span<const AlbumEntry> album()
{
    return kAlbum;
}

const AlbumEntry &albumEntry(QStringView name)
{
    for (const AlbumEntry &entry : kAlbum) {
        if (name == QStringView(entry.name))
            return entry;
    }
    return kAlbum[0];
}

QImage paint(const AlbumEntry &entry, quint64 seed, QSize size)
{
    const quint64 own = seed * 1'000'003 + salt(entry.name);
    Sketch sketch(size.isEmpty() ? entry.size : size, own, paletteOf(entry.palette));
    entry.scene(sketch, entry.variant);
    return sketch.finish();
}

AlbumFile albumFile(const AlbumEntry &entry, quint64 seed)
{
    const QImage image = lying(paint(entry, seed), entry.orientation);
    const QString name = QString::fromUtf16(entry.name);
    // A made-up place in the open sea: enough to see whether it was taken away.
    const Exif exif{entry.orientation, true, 43.5 + (seed % 10) / 10.0, -12.25};
    switch (entry.format) {
    case FileFormat::Png:
        return {name + u".png"_s, "image/png", encode(image, "png", 60)};
    case FileFormat::WebP: {
        const QByteArray bytes = encode(image, "webp", 86);
        return {name + u".webp"_s, "image/webp",
            bytes.isEmpty() ? bytes : webpWithExif(bytes, image.size(), exif)};
    }
    case FileFormat::Jpeg:
        break;
    }
    const QByteArray bytes = encode(image, "jpeg", 88);
    return {name + u".jpg"_s, "image/jpeg", bytes.isEmpty() ? bytes : withExif(bytes, exif)};
}

} // namespace preggo::demo
