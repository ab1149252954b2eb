// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/media/pictures.h"

#include "protocol/limits.h"
#include "server/media/metadata_scan.h"
#include "server/media/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QElapsedTimer>
#include <QImageReader>
#include <QPainter>
#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QImage shown(const EncodedVariant &variant)
{
    return QImage::fromData(variant.bytes, variant.info.format == u"webp" ? "WEBP" : "JPEG");
}

bool isNear(QRgb a, QRgb b, int distance = 30)
{
    return std::abs(qRed(a) - qRed(b)) <= distance && std::abs(qGreen(a) - qGreen(b)) <= distance
        && std::abs(qBlue(a) - qBlue(b)) <= distance;
}

QStringList namesOf(const PreparedPicture &picture)
{
    QStringList names;
    for (const auto &variant : picture.variants)
        names.append(variant.info.name + u'.' + variant.info.format);
    names.sort();
    return names;
}

} // namespace

class PicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startPictures(); }
    void makesEveryVariant();
    void neverEnlarges();
    void turnsAsTheCameraSays_data();
    void turnsAsTheCameraSays();
    void allEightAreTurnedAsQtTurnsThem();
    void nothingButPixelsIsServed_data();
    void nothingButPixelsIsServed();
    void theScannerFindsWhatIsThere();
    void transparencyBecomesWhite();
    void coloursBecomeSrgb();
    void srgbStaysAsItIs();
    void cmykIsRead();
    void deepAndGreyPicturesAreRead();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void bombIsRefusedByItsHeader();
};

void PicturesTest::makesEveryVariant()
{
    const auto picture = preparePicture(jpegOf(halves({3000, 2000})));
    QVERIFY(picture);
    QCOMPARE(picture->width, 3000);
    QCOMPARE(picture->height, 2000);
    QCOMPARE(namesOf(*picture),
        (QStringList{u"full.jpeg"_s, u"w1200.jpeg"_s, u"w1200.webp"_s, u"w150.jpeg"_s, u"w150.webp"_s,
            u"w400.jpeg"_s, u"w400.webp"_s, u"w800.jpeg"_s, u"w800.webp"_s}));
    for (const auto &variant : picture->variants) {
        const QImage image = shown(variant);
        QCOMPARE(image.size(), QSize(variant.info.width, variant.info.height));
        QCOMPARE(variant.info.bytes, variant.bytes.size());
        if (variant.info.name != u"full")
            QCOMPARE(image.width(), variant.info.name.mid(1).toInt());
        QVERIFY(isNear(image.pixel(2, image.height() / 2), qRgb(255, 0, 0)));
        const QRgb right = image.pixel(image.width() - 3, image.height() / 2);
        QVERIFY2(isNear(right, qRgb(0, 0, 255)), qPrintable(variant.info.name + QColor(right).name()));
    }
    const QImage placeholder = QImage::fromData(picture->placeholder);
    QCOMPARE(placeholder.width(), 20);
    QVERIFY(picture->placeholder.size() <= limits::kPlaceholderBytes);
}

void PicturesTest::neverEnlarges()
{
    const auto small = preparePicture(pngOf(halves({90, 60})));
    QVERIFY(small);
    QCOMPARE(namesOf(*small), (QStringList{u"full.jpeg"_s, u"w150.jpeg"_s, u"w150.webp"_s}));
    for (const auto &variant : small->variants)
        QCOMPARE(shown(variant).size(), QSize(90, 60));
    const auto middle = preparePicture(pngOf(halves({300, 500})));
    QVERIFY(middle);
    QCOMPARE(namesOf(*middle),
        (QStringList{u"full.jpeg"_s, u"w150.jpeg"_s, u"w150.webp"_s, u"w400.jpeg"_s, u"w400.webp"_s,
            u"w800.jpeg"_s, u"w800.webp"_s}));
    for (const auto &variant : middle->variants) {
        if (variant.info.name == u"w800")
            QCOMPARE(shown(variant).size(), QSize(300, 500));
        if (variant.info.name == u"w400")
            QCOMPARE(shown(variant).size(), QSize(240, 400));
    }
    const auto line = preparePicture(pngOf(halves({2000, 1})));
    QVERIFY(line);
    QCOMPARE(line->height, 1);
}

void PicturesTest::turnsAsTheCameraSays_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QPoint>("red"); ///< where the red half is, in halves of the turned picture
    QTest::newRow("1") << 1 << QSize(400, 200) << QPoint(0, 0);
    QTest::newRow("2 mirrored") << 2 << QSize(400, 200) << QPoint(1, 0);
    QTest::newRow("3 upside down") << 3 << QSize(400, 200) << QPoint(1, 0);
    QTest::newRow("6 to the right") << 6 << QSize(200, 400) << QPoint(0, 0);
    QTest::newRow("8 to the left") << 8 << QSize(200, 400) << QPoint(0, 1);
}

void PicturesTest::turnsAsTheCameraSays()
{
    QFETCH(int, orientation);
    QFETCH(QSize, size);
    QFETCH(QPoint, red);
    for (const auto &bytes :
        {withExif(jpegOf(halves({400, 200})), orientation), webpWithExif(halves({400, 200}), orientation)}) {
        const auto picture = preparePicture(bytes);
        QVERIFY(picture);
        QCOMPARE(QSize(picture->width, picture->height), size);
        for (const auto &variant : picture->variants) {
            const QImage image = shown(variant);
            const bool tall = size.height() > size.width();
            QCOMPARE(image.height() > image.width(), tall);
            const QPoint at(tall ? image.width() / 2 : (red.x() ? image.width() - 4 : 3),
                tall ? (red.y() ? image.height() - 4 : 3) : image.height() / 2);
            QVERIFY(isNear(image.pixel(at), qRgb(255, 0, 0), 40));
        }
    }
}

void PicturesTest::allEightAreTurnedAsQtTurnsThem()
{
    QImage quarters = halves({400, 200});
    QPainter painter(&quarters);
    painter.fillRect(0, 100, 200, 100, Qt::green);
    painter.fillRect(200, 100, 200, 100, Qt::white);
    painter.end();
    for (int orientation = 1; orientation <= 8; ++orientation) {
        QByteArray bytes = withExif(jpegOf(quarters), orientation);
        QBuffer buffer(&bytes);
        QImageReader reader(&buffer, "jpeg");
        reader.setAutoTransform(true);
        const QImage expected = reader.read();
        QCOMPARE(expected.height() > expected.width(), orientation >= 5);
        const auto picture = preparePicture(bytes);
        QVERIFY(picture);
        for (const auto &variant : picture->variants) {
            const QImage seen = shown(variant).scaled(expected.size());
            for (const QPoint corner :
                {QPoint(20, 20), QPoint(expected.width() - 20, 20), QPoint(20, expected.height() - 20),
                    QPoint(expected.width() - 20, expected.height() - 20)}) {
                QVERIFY2(isNear(seen.pixel(corner), expected.pixel(corner)),
                    qPrintable(QString::number(orientation)));
            }
        }
    }
}

void PicturesTest::nothingButPixelsIsServed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("JPEG") << withExif(jpegOf(halves({1600, 900})), 6);
    QTest::newRow("WebP") << webpWithExif(halves({1600, 900}), 6);
    QImage described = halves({1600, 900});
    described.setText(u"Comment"_s, QString::fromLatin1(kSecret));
    described.setColorSpace(QColorSpace::AdobeRgb);
    QTest::newRow("PNG") << pngOf(described);
}

void PicturesTest::nothingButPixelsIsServed()
{
    QFETCH(QByteArray, bytes);
    const auto picture = preparePicture(bytes);
    QVERIFY(picture);
    auto all = picture->variants;
    all.append({{u"placeholder"_s, u"jpeg"_s, 0, 0, 0}, picture->placeholder});
    for (const auto &variant : std::as_const(all)) {
        const bool holds = variant.info.format == u"webp" ? webpHoldsMetadata(variant.bytes)
                                                          : jpegHoldsMetadata(variant.bytes);
        QVERIFY2(!holds, qPrintable(variant.info.name + variant.info.format));
        for (const auto &needle : {QByteArray(kSecret), QByteArray("Exif"), QByteArray("EXIF"),
                 QByteArray("ICC_PROFILE"), QByteArray("ICCP"), QByteArray("http://ns.adobe.com")})
            QVERIFY2(!variant.bytes.contains(needle), needle.constData());
    }
}

void PicturesTest::theScannerFindsWhatIsThere()
{
    const QByteArray jpeg = jpegOf(halves({64, 64}));
    QVERIFY(!jpegHoldsMetadata(jpeg));
    QVERIFY(jpegHoldsMetadata(withExif(jpeg, 1)));
    QVERIFY(jpegHoldsMetadata(jpeg.left(10)));
    QVERIFY(jpegHoldsMetadata(QByteArray()));
    QVERIFY(!webpHoldsMetadata(webpOf(halves({64, 64}))));
    QVERIFY(webpHoldsMetadata(webpWithExif(halves({64, 64}), 1)));
    QVERIFY(webpHoldsMetadata(webpOf(halves({64, 64})).chopped(3)));
    QVERIFY(webpHoldsMetadata(QByteArray()));
}

void PicturesTest::transparencyBecomesWhite()
{
    QImage image(200, 200, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    for (int x = 0; x < 100; ++x) {
        for (int y = 0; y < 200; ++y)
            image.setPixelColor(x, y, QColor(0, 0, 0, 128));
    }
    const auto picture = preparePicture(pngOf(image));
    QVERIFY(picture);
    for (const auto &variant : picture->variants) {
        const QImage seen = shown(variant);
        QVERIFY(isNear(seen.pixel(seen.width() - 5, 5), qRgb(255, 255, 255), 6));
        QVERIFY(isNear(seen.pixel(5, 5), qRgb(127, 127, 127), 10));
    }
}

void PicturesTest::coloursBecomeSrgb()
{
    // The same numbers mean a stronger green in Adobe RGB: in sRGB the red must fall to nothing.
    QImage image(300, 300, QImage::Format_RGB32);
    image.fill(qRgb(100, 200, 100));
    image.setColorSpace(QColorSpace::AdobeRgb);
    const auto picture = preparePicture(pngOf(image));
    QVERIFY(picture);
    const QRgb expected = image.convertedToColorSpace(QColorSpace::SRgb).pixel(150, 150);
    QVERIFY(!isNear(expected, qRgb(100, 200, 100), 20));
    for (const auto &variant : picture->variants) {
        const QImage seen = shown(variant);
        QVERIFY(isNear(seen.pixel(seen.width() / 2, seen.height() / 2), expected, 8));
    }
}

void PicturesTest::srgbStaysAsItIs()
{
    for (const bool tagged : {false, true}) {
        QImage image(300, 300, QImage::Format_RGB32);
        image.fill(qRgb(0, 0, 255));
        if (tagged)
            image.setColorSpace(QColorSpace::SRgb);
        const auto picture = preparePicture(pngOf(image));
        QVERIFY(picture);
        for (const auto &variant : picture->variants)
            QVERIFY(isNear(shown(variant).pixel(50, 50), qRgb(0, 0, 255), 6));
    }
}

void PicturesTest::cmykIsRead()
{
    const auto picture = preparePicture(cmykJpeg());
    QVERIFY(picture);
    for (const auto &variant : picture->variants) {
        const QRgb seen = shown(variant).pixel(20, 20);
        QVERIFY2(qGreen(seen) > qRed(seen) + 60 && qGreen(seen) > qBlue(seen) + 20,
            qPrintable(QColor(seen).name()));
    }
}

void PicturesTest::deepAndGreyPicturesAreRead()
{
    const auto deep = preparePicture(pngOf(halves({300, 200}).convertToFormat(QImage::Format_RGBA64)));
    QVERIFY(deep);
    QVERIFY(isNear(shown(deep->variants[0]).pixel(10, 10), qRgb(255, 0, 0)));
    const auto grey = preparePicture(jpegOf(halves({300, 200}).convertToFormat(QImage::Format_Grayscale8)));
    QVERIFY(grey);
    const QRgb pixel = shown(grey->variants[0]).pixel(10, 10);
    QVERIFY(isNear(pixel, qRgb(qGreen(pixel), qGreen(pixel), qGreen(pixel)), 6));
}

void PicturesTest::refusesWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ProblemCode>("code");
    const QByteArray jpeg = jpegOf(halves({1000, 800}), 100);
    const QByteArray png = pngOf(halves({1000, 800}));
    const QByteArray webp = webpOf(halves({1000, 800}));
    QTest::newRow("a text named .jpg")
        << QByteArray("Dear all, here is the picture.") << ProblemCode::UnsupportedMedia;
    QTest::newRow("nothing") << QByteArray() << ProblemCode::UnsupportedMedia;
    QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>")
                         << ProblemCode::UnsupportedMedia;
    QTest::newRow("GIF") << QByteArray("GIF89a\x01\x00\x01\x00\x80\x00\x00", 13)
                         << ProblemCode::UnsupportedMedia;
    QTest::newRow("TIFF") << exifBlock(1) << ProblemCode::UnsupportedMedia;
    QTest::newRow("JPEG's first bytes") << jpeg.left(4) << ProblemCode::PictureDamaged;
    QTest::newRow("half a JPEG") << jpeg.left(jpeg.size() / 2) << ProblemCode::PictureDamaged;
    QTest::newRow("half a PNG") << png.left(png.size() / 2) << ProblemCode::PictureDamaged;
    QTest::newRow("half a WebP") << webp.left(webp.size() / 2) << ProblemCode::PictureDamaged;
    QTest::newRow("too many bytes") << jpeg + QByteArray(limits::kPictureBytes, '\0')
                                    << ProblemCode::PictureTooLarge;
    QTest::newRow("too many pixels") << pngHeader(8'000, 5'001) << ProblemCode::PictureTooLarge;
    QTest::newRow("too wide") << pngHeader(20'001, 10) << ProblemCode::PictureTooLarge;
    QTest::newRow("no pixels behind the header") << pngHeader(800, 600) << ProblemCode::PictureDamaged;
}

void PicturesTest::refusesWhatIsNoPicture()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ProblemCode, code);
    const auto picture = preparePicture(bytes);
    QVERIFY(!picture);
    QCOMPARE(picture.error().code, code);
    QVERIFY(picture.error().detail.contains(u"hoose"_s)); // what to do
}

void PicturesTest::bombIsRefusedByItsHeader()
{
    QElapsedTimer timer;
    timer.start();
    const auto picture = preparePicture(pngHeader(30'000, 30'000));
    QVERIFY(!picture);
    QCOMPARE(picture.error().code, ProblemCode::PictureTooLarge);
    // Decoding would take seconds and 2.7 GB.
    QVERIFY(timer.elapsed() < 1000);
}

QTEST_GUILESS_MAIN(PicturesTest)
#include "tst_pictures.moc"
