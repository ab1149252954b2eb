// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/media/corpus.h"

#include "tests/server/media/pictures.h"

#include <QBuffer>
#include <QImageWriter>
#include <QtEndian>

namespace preggo::test {

namespace {

constexpr auto kTooLarge = ProblemCode::PictureTooLarge;
constexpr auto kDamaged = ProblemCode::PictureDamaged;
constexpr auto kUnsupported = ProblemCode::UnsupportedMedia;

Sample taken(const QByteArray &name, const QByteArray &bytes, QSize size)
{
    return {name, bytes, size, std::nullopt};
}
Sample refused(const QByteArray &name, const QByteArray &bytes, ProblemCode code)
{
    return {name, bytes, {}, code};
}

QByteArray big16(qsizetype value)
{
    const auto swapped = qToBigEndian(static_cast<quint16>(value));
    return {reinterpret_cast<const char *>(&swapped), sizeof swapped};
}

/// A JPEG with one more segment right behind its start.
QByteArray withSegment(const QByteArray &jpeg, char kind, const QByteArray &content)
{
    return jpeg.left(2) + '\xFF' + kind + big16(content.size() + 2) + content + jpeg.mid(2);
}

/// A JPEG whose frame header claims another size than its data have.
QByteArray claiming(QByteArray jpeg, int width, int height)
{
    const qsizetype frame = jpeg.indexOf(QByteArray("\xFF\xC0", 2));
    return jpeg.replace(frame + 5, 4, big16(height) + big16(width));
}

/// What would open as 64 MB of one byte.
QByteArray bomb()
{
    return qCompress(QByteArray(64 * 1024 * 1024, 'A'), 9).mid(4); // zlib's own, without Qt's length
}

QByteArray xmp()
{
    return QByteArray("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
                      "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
                      "xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:GPSLatitude='52,30.0N' "
                      "xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='")
        + kSecret + "'/></rdf:RDF></x:xmpmeta>";
}

QByteArray progressive(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, "jpeg");
    writer.setProgressiveScanWrite(true);
    writer.write(image);
    return bytes;
}

void addTruncated(QVector<Sample> &all)
{
    const QImage image = halves({640, 480});
    const auto cut = [](const QByteArray &bytes) { return bytes.left(bytes.size() * 2 / 3); };
    all += {refused("truncated JPEG", cut(jpegOf(image, 100)), kDamaged),
        refused("truncated progressive JPEG", cut(progressive(image)), kDamaged),
        refused("truncated PNG", cut(pngOf(image)), kDamaged),
        refused("truncated WebP", cut(webpOf(image)), kDamaged),
        refused("first bytes of a JPEG", jpegOf(image).left(20), kDamaged),
        refused("first bytes of a PNG", pngOf(image).left(20), kDamaged),
        refused("first bytes of a WebP", webpOf(image).left(20), kDamaged)};
}

void addRenamed(QVector<Sample> &all)
{
    const QByteArray isoBox("\0\0\0\x1C"
                            "ftyp",
        8);
    all +=
        {refused("empty", {}, kUnsupported), refused("text", "Dear all, here is the picture.", kUnsupported),
            refused("PDF", "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj", kUnsupported),
            refused("SVG", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", kUnsupported),
            refused("TIFF", exifBlock(1), kUnsupported),
            refused("BMP", "BM" + QByteArray(60, '\0'), kUnsupported),
            refused("HEIC", isoBox + QByteArray("heic\0\0\0\0mif1heicmiaf", 20), kUnsupported),
            refused("AVIF", isoBox + QByteArray("avif\0\0\0\0avifmif1miaf", 20), kUnsupported),
            refused("film", isoBox + QByteArray("isom\0\0\0\0isomiso2mp41", 20), kUnsupported)};
}

void addMoving(QVector<Sample> &all)
{
    all += {refused("animated GIF", QByteArray("GIF89a\x01\x00\x01\x00\x80\x00\x00", 13), kUnsupported),
        refused("animated WebP", movingWebp(halves({60, 40})), kUnsupported),
        // Its first picture is one that every reader shows.
        taken("animated PNG",
            pngWithChunk(pngOf(halves({60, 40})), "acTL", QByteArray("\0\0\0\2\0\0\0\0", 8)), {60, 40})};
}

void addUnusual(QVector<Sample> &all)
{
    const QImage image = halves({300, 200});
    QImage clear(64, 64, QImage::Format_ARGB32);
    clear.fill(Qt::transparent);
    const QImage dot = halves({1, 1});
    all += {taken("CMYK", cmykJpeg(), {60, 60}),
        taken("16-bit colour", pngOf(image.convertToFormat(QImage::Format_RGBA64)), {300, 200}),
        taken("16-bit grey", pngOf(image.convertToFormat(QImage::Format_Grayscale16)), {300, 200}),
        taken("grey JPEG", jpegOf(image.convertToFormat(QImage::Format_Grayscale8)), {300, 200}),
        taken("one bit", pngOf(image.convertToFormat(QImage::Format_Mono)), {300, 200}),
        taken("palette", pngOf(image.convertToFormat(QImage::Format_Indexed8)), {300, 200}),
        taken("transparent", pngOf(clear), {64, 64}), taken("transparent WebP", webpOf(clear), {64, 64}),
        taken("progressive JPEG", progressive(image), {300, 200}), taken("1 pixel JPEG", jpegOf(dot), {1, 1}),
        taken("1 pixel PNG", pngOf(dot), {1, 1}), taken("1 pixel WebP", webpOf(dot), {1, 1}),
        taken("a line", pngOf(halves({20'000, 1})), {20'000, 1}),
        taken("profile of junk",
            withSegment(jpegOf(image), '\xE2', QByteArray("ICC_PROFILE\0\1\1", 14) + QByteArray(200, 'j')),
            {300, 200})};
}

void addHuge(QVector<Sample> &all)
{
    const QByteArray jpeg = jpegOf(halves({64, 64}));
    all += {refused("65,535 pixels wide PNG", pngOf(halves({65'535, 1})), kTooLarge),
        refused("65,535 pixels wide JPEG", claiming(jpeg, 65'535, 64), kDamaged), // beyond libjpeg itself
        refused("65,500 pixels wide JPEG", claiming(jpeg, 65'500, 64), kTooLarge),
        refused("no pixels JPEG", claiming(jpeg, 0, 64), kDamaged),
        refused("900 megapixels of header", pngHeader(30'000, 30'000), kTooLarge),
        refused("nearly 2^31 wide", pngHeader(0x7FFFFFFF, 1), kDamaged),
        refused("2^32 - 1 wide", pngHeader(0xFFFFFFFF, 0xFFFFFFFF), kDamaged),
        refused("40 megapixels of nothing", pngHeader(8'000, 5'000), kDamaged),
        // Its end comes where an end may come: what is missing is grey.
        taken("a JPEG larger than its data", claiming(jpeg, 6'000, 6'000), {6'000, 6'000}),
        taken("40 megapixels of white", pngOf(whitePage({8'000, 5'000})), {8'000, 5'000}),
        taken("bomb in a text",
            pngWithChunk(pngOf(halves({60, 40})), "zTXt", QByteArray("Comment\0\0", 9) + bomb()), {60, 40}),
        taken("bomb in a profile",
            pngWithChunk(pngOf(halves({60, 40})), "iCCP", QByteArray("icc\0\0", 5) + bomb()), {60, 40})};
}

void addPolyglots(QVector<Sample> &all)
{
    const QImage image = halves({300, 200});
    const QByteArray zip = QByteArray("PK\3\4", 4) + kSecret + QByteArray("PK\5\6", 4) + QByteArray(18, '\0');
    const QByteArray script = QByteArray("<script>alert('") + kSecret + "')</script>";
    all += {taken("JPEG and ZIP", jpegOf(image) + zip, {300, 200}),
        taken("PNG and script", pngOf(image) + script, {300, 200}),
        taken("WebP and script", webpOf(image) + script, {300, 200}),
        taken("script in a comment", withSegment(jpegOf(image), '\xFE', script), {300, 200}),
        refused("PDF and JPEG", "%PDF-1.7\n" + jpegOf(image), kUnsupported),
        refused("JPEG's mark and script", "\xFF\xD8\xFF" + script, kDamaged)};
}

void addLaden(QVector<Sample> &all)
{
    const QImage image = halves({1'600, 900});
    const QByteArray name("http://ns.adobe.com/xap/1.0/\0", 29);
    const QByteArray iptc = QByteArray("Photoshop 3.0\0"
                                       "8BIM\4\4\0\0\0\0\0\x15\x1C\2\x78\0\x10",
                                31)
        + kSecret + '\0';
    all += {taken("JPEG with GPS", withExif(jpegOf(image), 1), image.size()),
        taken("JPEG with XMP", withSegment(jpegOf(image), '\xE1', name + xmp()), image.size()),
        taken("JPEG with IPTC", withSegment(jpegOf(image), '\xED', iptc), image.size()),
        taken("WebP with GPS", webpWithExif(image, 1), image.size()),
        taken("PNG with GPS", pngWithChunk(pngOf(image), "eXIf", exifBlock(1)), image.size()),
        taken("PNG with XMP",
            pngWithChunk(pngOf(image), "iTXt", QByteArray("XML:com.adobe.xmp\0\0\0\0\0", 22) + xmp()),
            image.size())};
}

void addTurned(QVector<Sample> &all)
{
    for (int orientation = 0; orientation <= 9; ++orientation) {
        const bool lies = orientation >= 5 && orientation <= 8;
        all += taken("orientation " + QByteArray::number(orientation),
            withExif(jpegOf(halves({400, 200})), orientation), lies ? QSize(200, 400) : QSize(400, 200));
    }
}

} // namespace

QVector<Sample> corpus()
{
    QVector<Sample> all;
    for (const auto add :
        {addTruncated, addRenamed, addMoving, addUnusual, addHuge, addPolyglots, addLaden, addTurned})
        add(all);
    return all;
}

} // namespace preggo::test
