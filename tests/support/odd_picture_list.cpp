// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/made_pictures.h"
#include "tests/support/odd_pictures.h"

namespace preggo::test {

namespace {

constexpr QSize kSize(64, 32); ///< of quarters()

OddPicture taken(const QByteArray &name, const QByteArray &bytes, QSize size = kSize, QColor colour = {})
{
    return {name, bytes, std::nullopt, size, colour};
}

OddPicture refused(const QByteArray &name, const QByteArray &bytes, ProblemCode code)
{
    return {name, bytes, code, {}, {}};
}

/// The precision is the first byte of the frame header.
QByteArray twelveBits(QByteArray jpeg)
{
    jpeg[jpeg.indexOf(QByteArray("\xFF\xC0", 2)) + 4] = 12;
    return jpeg;
}

QVector<OddPicture> noPictures()
{
    constexpr auto kCode = ProblemCode::UnsupportedMedia;
    const QByteArray jpeg = encoded(quarters(), "jpeg");
    return {
        refused("nothing at all", {}, kCode),
        refused("a letter, renamed", "Dear Grandma, this is not a picture.", kCode),
        refused("a page that asks to sign in", "<html><body>sign in</body></html>", kCode),
        refused("SVG", "<svg xmlns='http://www.w3.org/2000/svg'><script>CANARY</script></svg>", kCode),
        refused("BMP", encoded(quarters(), "bmp"), kCode),
        refused("TIFF", ExifWriter().block(1, {}), kCode),
        refused("video",
            QByteArray("\0\0\0\x18"
                       "ftypisom\0\0\0\0isommp42",
                24),
            kCode),
        refused("a PDF that is a JPEG too", "%PDF-1.7\n" + jpeg, kCode),
        refused("an archive that is a JPEG too", QByteArray("PK\x03\x04", 4) + jpeg, kCode),
        refused("GIF", QByteArray("GIF89a\1\0\1\0\0\0\0;", 14), kCode),
        refused("GIF that is a script too", "GIF89a=0;alert('CANARY')//", kCode),
        refused("PNG that moves",
            withChunk(encoded(quarters(), "png"), "acTL", bigEndian32(2) + bigEndian32(0)), kCode),
        refused("WebP that moves", extendedWebp(0x02, riffChunk("ANIM", QByteArray(6, '\0'))), kCode),
    };
}

QVector<OddPicture> damaged()
{
    constexpr auto kCode = ProblemCode::PictureDamaged;
    const QByteArray jpeg = encoded(quarters({300, 200}), "jpeg");
    const QByteArray png = encoded(quarters({300, 200}), "png");
    const QByteArray webp = encoded(quarters({300, 200}), "webp");
    return {
        refused("JPEG, half", jpeg.left(jpeg.size() / 2), kCode),
        refused("JPEG, two bytes short", jpeg.left(jpeg.size() - 2), kCode),
        refused("JPEG, head alone", jpeg.left(20), kCode),
        refused("JPEG of twelve bits", twelveBits(flatJpeg({16, 16}, "\x80")), kCode),
        refused("JPEG without sides", saying(flatJpeg({16, 16}, "\x80"), 0, 0), kCode),
        refused("PNG, half", png.left(png.size() / 2), kCode),
        refused("PNG, head alone", png.left(20), kCode),
        refused("PNG of zero pixels", pngBomb(0, 0), kCode),
        refused("WebP, half", webp.left(webp.size() / 2), kCode),
    };
}

QVector<OddPicture> tooLarge()
{
    constexpr auto kCode = ProblemCode::PictureTooLarge;
    const QByteArray jpeg = flatJpeg({16, 16}, "\x80");
    return {
        refused("JPEG that says 65,535 x 65,535", saying(jpeg, 65'535, 65'535), kCode),
        refused("JPEG of 65,535 x 1", flatJpeg({65'535, 1}, "\x80"), kCode),
        refused("JPEG of 1 x 65,535", flatJpeg({1, 65'535}, "\x80"), kCode),
        refused("PNG that says 30,000 x 30,000", pngBomb(30'000, 30'000), kCode),
        refused("PNG that says 2,147,483,647 a side", pngBomb(0x7FFFFFFF, 0x7FFFFFFF),
            ProblemCode::PictureDamaged),
        refused("one side too long", pngBomb(20'001, 10), kCode),
        refused("40.1 megapixels", pngBomb(8'000, 5'013), kCode),
        refused("30 MB", jpeg + QByteArray(30'000'000, '\0'), kCode),
    };
}

QVector<OddPicture> unusualButWhole()
{
    const QImage picture = quarters();
    return {
        taken("JPEG of one pixel", flatJpeg({1, 1}, "\x80"), {1, 1}, QColor(128, 128, 128)),
        taken("PNG of one pixel", encoded(picture.copy(0, 0, 1, 1), "png"), {1, 1}, Qt::red),
        taken("WebP of one pixel", encoded(picture.copy(0, 0, 1, 1), "webp"), {1, 1}),
        taken("20,000 x 1", flatJpeg({20'000, 1}, "\xC0"), {20'000, 1}, QColor(192, 192, 192)),
        taken("grey JPEG", flatJpeg({16, 16}, "\x40"), {16, 16}, QColor(64, 64, 64)),
        // Photoshop stores the inks upside down: 255 is none.
        taken("CMYK", flatJpeg({16, 16}, QByteArray("\xFF\x00\x00\xFF", 4), 0), {16, 16}, Qt::red),
        taken("CMYK, black alone", flatJpeg({16, 16}, QByteArray("\xFF\xFF\xFF\x40", 4), 0), {16, 16},
            QColor(64, 64, 64)),
        taken("16 bits", encoded(picture.convertToFormat(QImage::Format_RGBX64), "png")),
        taken("16 bits, grey", encoded(picture.convertToFormat(QImage::Format_Grayscale16), "png")),
        taken("two colours", encoded(picture.convertToFormat(QImage::Format_Mono), "png")),
    };
}

QVector<OddPicture> talkative()
{
    const QByteArray jpeg = encoded(quarters(), "jpeg");
    const QByteArray png = encoded(quarters(), "png");
    const QByteArray exif = ExifWriter().block(1, "2026:03:01 14:05:09");
    const QByteArray xmp("<x:xmpmeta>XMP-CANARY exif:GPSLatitude=\"52,31N\"</x:xmpmeta>");
    const QByteArray iccIsh = QByteArray("ICC_PROFILE\0\1\1", 14) + "CANARY, no profile";
    return {
        taken("JPEG with a place", withExif(jpeg, exif)),
        taken("JPEG with XMP",
            withSegment(jpeg, '\xE1', QByteArray("http://ns.adobe.com/xap/1.0/\0", 29) + xmp)),
        taken("JPEG with IPTC", withSegment(jpeg, '\xED', "Photoshop 3.0 IPTC-CANARY")),
        taken("JPEG with a comment", withSegment(jpeg, '\xFE', "COMMENT-CANARY")),
        taken("JPEG with a profile that is none", withSegment(jpeg, '\xE2', iccIsh)),
        taken("JPEG with a second picture behind", jpeg + withSegment(jpeg, '\xFE', "CANARY")),
        taken("JPEG with an archive behind", jpeg + QByteArray("PK\x03\x04", 4) + "CANARY"),
        taken("JPEG with a page behind", jpeg + "<script>alert('CANARY')</script>"),
        taken("PNG with a place", withChunk(png, "eXIf", exif)),
        taken("PNG with a text", withChunk(png, "tEXt", QByteArray("Author\0TEXT-CANARY", 18))),
        taken("PNG with XMP", withChunk(png, "iTXt", QByteArray("XML:com.adobe.xmp\0\0\0\0\0", 22) + xmp)),
        taken("PNG with a script behind", png + "<script>alert('CANARY')</script>"),
        taken("PNG with a text of 100 MB", pngWithPackedChunk("zTXt")),
        taken("WebP with a place", extendedWebp(0x08, riffChunk("EXIF", exif))),
        taken("WebP with XMP", extendedWebp(0x04, riffChunk("XMP ", xmp))),
    };
}

} // namespace

QVector<OddPicture> oddPictures()
{
    return noPictures() + damaged() + tooLarge() + unusualButWhole() + talkative();
}

} // namespace preggo::test
