// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/display.h"
#include "core/imaging/format.h"
#include "core/imaging/heif.h"
#include "core/imaging/prepare.h"
#include "heif_writer.h"
#include "tests/support/made_pictures.h"

#include <QColorSpace>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(HeifCodec)

namespace {

const QByteArray kDate = "2026:03:01 14:05:09";

QImage masterOf(const QByteArray &stored)
{
    const auto picture = preparePicture(stored);
    return picture ? QImage::fromData(picture->masterJpeg, "jpeg") : QImage();
}

/// Sets the sides that the file says its pictures have; the streams within stay as they are.
QByteArray saying(QByteArray heif, quint32 width, quint32 height)
{
    for (qsizetype at = heif.indexOf("ispe"); at >= 0; at = heif.indexOf("ispe", at + 4))
        heif.replace(at + 8, 8, bigEndian32(width) + bigEndian32(height));
    return heif;
}

} // namespace

class TestHeif : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(readsHeif());
        QVERIFY(canWriteHeif(HeifCodec::Hevc) && canWriteHeif(HeifCodec::Av1));
    }

    void readsBothCodecs_data()
    {
        QTest::addColumn<HeifCodec>("codec");
        QTest::newRow("HEIC") << HeifCodec::Hevc;
        QTest::newRow("AVIF") << HeifCodec::Av1;
    }
    void readsBothCodecs()
    {
        QFETCH(HeifCodec, codec);
        const QByteArray stored = heifOf(quarters(), {codec, 1, ExifWriter().block(1, kDate), {}, 0, false});
        QVERIFY(stored.contains("GPS-CANARY"));
        QCOMPARE(pictureFormat(stored), PictureFormat::Heif);
        const auto picture = preparePicture(stored);
        QVERIFY2(picture, picture ? "" : qPrintable(picture.error().detail));
        QVERIFY(isQuarters(masterOf(stored)));
        QCOMPARE(picture->takenOn, QDate(2026, 3, 1));
        QVERIFY(isBareJpeg(picture->masterJpeg) && !picture->masterJpeg.contains("CANARY"));
    }

    /// The boxes of the file turn it, once; EXIF says the same again or something else and turns nothing.
    void turnsOnceByItsBoxesAlone_data()
    {
        QTest::addColumn<int>("boxes");
        QTest::addColumn<int>("exif");
        for (int orientation = 1; orientation <= 8; ++orientation) {
            QTest::addRow("%d by both", orientation) << orientation << orientation;
            QTest::addRow("%d by boxes", orientation) << orientation << 1;
            QTest::addRow("%d by EXIF", orientation) << 1 << orientation;
        }
    }
    void turnsOnceByItsBoxesAlone()
    {
        QFETCH(int, boxes);
        QFETCH(int, exif);
        const QByteArray block = ExifWriter().block(exif, kDate);
        QVERIFY(
            isQuarters(masterOf(heifOf(storedFor(boxes), {HeifCodec::Hevc, boxes, block, {}, 0, false}))));
    }

    void convertsWideColoursToSrgb_data()
    {
        QTest::addColumn<HeifCodec>("codec");
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<int>("primaries");
        QTest::newRow("HEIC, profile")
            << HeifCodec::Hevc << QColorSpace(QColorSpace::DisplayP3).iccProfile() << 0;
        QTest::newRow("AVIF, numbers") << HeifCodec::Av1 << QByteArray() << 12;
    }
    void convertsWideColoursToSrgb()
    {
        QFETCH(HeifCodec, codec);
        QFETCH(QByteArray, profile);
        QFETCH(int, primaries);
        QImage image(64, 64, QImage::Format_RGB32);
        image.setColorSpace(QColorSpace(QColorSpace::SRgb));
        image.fill(qRgb(230, 120, 40));
        image.convertToColorSpace(QColorSpace(QColorSpace::DisplayP3));
        QVERIFY(!isNear(image.pixel(5, 5), qRgb(230, 120, 40), 6));
        const QImage master = masterOf(heifOf(image, {codec, 1, {}, profile, primaries, false}));
        QVERIFY(isNear(master.pixel(20, 20), qRgb(230, 120, 40), 7));
        QVERIFY(!master.colorSpace().isValid());
    }

    void putsTransparencyOnWhite()
    {
        QImage image(64, 64, QImage::Format_ARGB32);
        image.fill(qRgba(255, 0, 0, 128));
        const QImage master = masterOf(heifOf(image, {HeifCodec::Hevc, 1, {}, {}, 0, true}));
        QVERIFY(isNear(master.pixel(30, 30), qRgb(255, 127, 127), 16));
    }

    void refusesEachBadFileInWords_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ProblemCode>("code");
        const QByteArray heic = heifOf(quarters({300, 200}));
        const QByteArray avif = heifOf(quarters({300, 200}), {HeifCodec::Av1, 1, {}, {}, 0, false});
        QTest::newRow("HEIC, half") << heic.left(heic.size() / 2) << ProblemCode::PictureDamaged;
        QTest::newRow("HEIC, ten bytes short") << heic.left(heic.size() - 10) << ProblemCode::PictureDamaged;
        QTest::newRow("HEIC, head alone") << heic.left(24) << ProblemCode::PictureDamaged;
        QTest::newRow("AVIF, half") << avif.left(avif.size() / 2) << ProblemCode::PictureDamaged;
        QTest::newRow("30,000 x 30,000") << saying(heic, 30'000, 30'000) << ProblemCode::PictureTooLarge;
        QTest::newRow("40.1 megapixels") << saying(avif, 8'000, 5'013) << ProblemCode::PictureTooLarge;
        QTest::newRow("no pixels") << saying(heic, 0, 0) << ProblemCode::PictureDamaged;
        QTest::newRow("moving") << QByteArray(avif).replace(8, 4, "avis") << ProblemCode::UnsupportedMedia;
        QTest::newRow("30 MB") << heic + QByteArray(30'000'000, '\0') << ProblemCode::PictureTooLarge;
    }
    void refusesEachBadFileInWords()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ProblemCode, code);
        const auto picture = preparePicture(bytes);
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, code);
        QVERIFY2(picture.error().detail.endsWith(u'.'), qPrintable(picture.error().detail));
        QVERIFY(picture.error().detail.contains("hoose"_L1));
    }

    /// A family's pictures are JPEG and WebP: what a server sends does not reach this decoder.
    void isNotReadForShowing()
    {
        QCOMPARE(decodeForDisplay(heifOf(quarters()), {}).error().code, ProblemCode::UnsupportedMedia);
    }
};

QTEST_GUILESS_MAIN(TestHeif)
#include "test_heif.moc"
