// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/format.h"
#include "core/imaging/prepare.h"
#include "protocol/limits.h"
#include "tests/support/made_pictures.h"
#include "tests/support/memory_files.h"

#include <QColorSpace>
#include <QCryptographicHash>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kDate = "2026:03:01 14:05:09";

QImage masterOf(const Result<PreparedPicture> &picture)
{
    return picture ? QImage::fromData(picture->masterJpeg, "jpeg") : QImage();
}

} // namespace

class TestPrepare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void turnsUprightOnce_data()
    {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<bool>("little");
        for (int orientation = 1; orientation <= 8; ++orientation) {
            QTest::addRow("%d, Intel", orientation) << orientation << true;
            QTest::addRow("%d, Motorola", orientation) << orientation << false;
        }
    }
    void turnsUprightOnce()
    {
        QFETCH(int, orientation);
        QFETCH(bool, little);
        const QByteArray stored =
            withExif(encoded(storedFor(orientation), "jpeg"), ExifWriter(little).block(orientation, kDate));
        QVERIFY(stored.contains("GPS-CANARY"));
        const auto picture = preparePicture(stored);
        QVERIFY(picture);
        QCOMPARE(QSize(picture->width, picture->height), QSize(64, 32));
        const QImage image = masterOf(picture);
        QVERIFY(isQuarters(image));
        QCOMPARE(picture->takenOn, QDate(2026, 3, 1));
    }

    void turnsWhatPngAndWebpSay()
    {
        const QByteArray block = ExifWriter().block(6, kDate);
        const auto png = preparePicture(withChunk(encoded(storedFor(6), "png"), "eXIf", block));
        QVERIFY(png);
        QCOMPARE(QSize(png->width, png->height), QSize(64, 32));
        QCOMPARE(png->takenOn, QDate(2026, 3, 1));
        QVERIFY(isNear(masterOf(png).pixel(8, 8), 0xFFFF0000));
    }

    void leavesNoMetadata()
    {
        QByteArray stored = withExif(encoded(quarters(), "jpeg"), ExifWriter().block(1, kDate));
        stored =
            withSegment(stored, '\xE1', "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>XMP-CANARY</x:xmpmeta>");
        stored = withSegment(stored, '\xED', "Photoshop 3.0 IPTC-CANARY");
        stored = withSegment(stored, '\xFE', "COMMENT-CANARY");
        QVERIFY(!isBareJpeg(stored));
        const auto picture = preparePicture(stored);
        QVERIFY(picture);
        for (const QByteArray &bytes : {picture->masterJpeg, picture->placeholder}) {
            QVERIFY(isBareJpeg(bytes));
            QVERIFY(!bytes.contains("CANARY") && !bytes.contains("Exif") && !bytes.contains("xmpmeta"));
        }
    }

    void leavesNoTextOfAPng()
    {
        QImage image = quarters();
        image.setText(u"Author"_s, u"TEXT-CANARY"_s);
        const QByteArray png = encoded(image, "png");
        QVERIFY(png.contains("TEXT-CANARY"));
        const auto picture = preparePicture(png);
        QVERIFY(picture);
        QVERIFY(isBareJpeg(picture->masterJpeg) && !picture->masterJpeg.contains("CANARY"));
    }

    void saysWhatItMade()
    {
        const auto picture = preparePicture(encoded(quarters({800, 600}), "jpeg"));
        QVERIFY(picture);
        QCOMPARE(picture->sha256, QCryptographicHash::hash(picture->masterJpeg, QCryptographicHash::Sha256));
        QVERIFY(!picture->placeholder.isEmpty() && picture->placeholder.size() <= limits::kPlaceholderBytes);
        const QImage tiny = QImage::fromData(picture->placeholder);
        QCOMPARE(tiny.size(), QSize(20, 15));
        QVERIFY(isNear(tiny.pixel(3, 3), 0xFFFF0000, 60));
        QVERIFY(!picture->takenOn.isValid());
    }

    void readsWebp()
    {
        const auto picture = preparePicture(encoded(quarters(), "webp", 100));
        QVERIFY(picture);
        QCOMPARE(picture->width, 64);
        QVERIFY(isNear(masterOf(picture).pixel(8, 8), 0xFFFF0000, 40));
    }

    void putsTransparencyOnWhite()
    {
        QImage image(40, 40, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 20; ++x)
                image.setPixelColor(x, y, QColor(255, 0, 0, 128));
        }
        const QImage master = masterOf(preparePicture(encoded(image, "png")));
        QVERIFY(isNear(master.pixel(30, 20), 0xFFFFFFFF, 12));
        QVERIFY(isNear(master.pixel(8, 20), qRgb(255, 127, 127), 16));
    }

    void readsSixteenBitsGreyAndPalettes_data()
    {
        QTest::addColumn<QImage::Format>("format");
        QTest::newRow("16 bits") << QImage::Format_RGBX64;
        QTest::newRow("16 bits, transparent") << QImage::Format_RGBA64;
        QTest::newRow("16 bits, grey") << QImage::Format_Grayscale16;
        QTest::newRow("grey") << QImage::Format_Grayscale8;
        QTest::newRow("palette") << QImage::Format_Indexed8;
        QTest::newRow("two colours") << QImage::Format_Mono;
    }
    void readsSixteenBitsGreyAndPalettes()
    {
        QFETCH(QImage::Format, format);
        const QImage source = quarters().convertToFormat(format);
        const QImage master = masterOf(preparePicture(encoded(source, "png")));
        QCOMPARE(master.size(), source.size());
        QVERIFY(isNear(master.pixel(56, 24), 0xFFFFFFFF, 12));
        QVERIFY(!isNear(master.pixel(8, 24), 0xFFFFFFFF, 12));
    }

    void convertsWideColoursToSrgb_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("png") << QByteArray("png");
        QTest::newRow("jpeg") << QByteArray("jpeg");
    }
    void convertsWideColoursToSrgb()
    {
        QFETCH(QByteArray, format);
        // The same colour has other numbers in Display P3; shown without a profile it would be duller.
        QImage image(32, 32, QImage::Format_RGB32);
        image.setColorSpace(QColorSpace(QColorSpace::SRgb));
        image.fill(qRgb(230, 120, 40));
        image.convertToColorSpace(QColorSpace(QColorSpace::DisplayP3));
        QVERIFY(!isNear(image.pixel(5, 5), qRgb(230, 120, 40), 6));
        const QByteArray stored = encoded(image, format.constData(), 100);
        QVERIFY(QImage::fromData(stored).colorSpace() == QColorSpace(QColorSpace::DisplayP3));
        const QImage master = masterOf(preparePicture(stored));
        QVERIFY(isNear(master.pixel(5, 5), qRgb(230, 120, 40), 6));
        QVERIFY(!master.colorSpace().isValid());
    }

    void takesWhatIsJustWithinTheLimits()
    {
        // 39 megapixels of one colour: 156 MB, more than Qt allows by default.
        QImage large(7'800, 5'000, QImage::Format_RGB32);
        large.fill(qRgb(90, 140, 200));
        const auto picture = preparePicture(encoded(large, "jpeg", 80));
        QVERIFY2(picture, picture ? "" : qPrintable(picture.error().detail));
        QCOMPARE(picture->width, 7'800);
    }

    void readsAFileAndRefusesOneThatIsNotThere()
    {
        MemoryFiles files;
        const QString path = u"/holiday.txt"_s; // the name says nothing
        const QByteArray bytes = encoded(quarters(), "jpeg");
        QVERIFY(files.writeDurably(path, bytes));
        QVERIFY(preparePictureFile(files, path));
        QCOMPARE(preparePictureFile(files, u"/none.jpg"_s).error().code, ProblemCode::NotFound);
        const auto tooLarge = bytes + QByteArray(limits::kPictureBytes + 1 - bytes.size(), '\0');
        QVERIFY(files.writeDurably(path, tooLarge));
        QCOMPARE(preparePictureFile(files, path).error().code, ProblemCode::PictureTooLarge);
    }
};

QTEST_GUILESS_MAIN(TestPrepare)
#include "test_prepare.moc"
