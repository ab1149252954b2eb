// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/edit.h"
#include "core/imaging/format.h"
#include "protocol/limits.h"
#include "tests/support/made_pictures.h"

#include <QCryptographicHash>
#include <QTest>

#include <limits>

using namespace preggo;
using namespace preggo::test;

namespace {

/// Quarters of 320 x 160 as they are kept until they go out.
QByteArray master(QSize size = {320, 160})
{
    return preparePicture(encoded(quarters(size), "png"))->masterJpeg;
}

QImage imageOf(const Result<PreparedPicture> &picture)
{
    return picture ? QImage::fromData(picture->masterJpeg, "jpeg") : QImage();
}

/// Grey with white words of one pixel's strokes where a clinic prints the name.
QImage ultrasound()
{
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(qRgb(60, 60, 60));
    for (int y = 10; y < 32; ++y) {
        for (int x = 10; x < 208; ++x) {
            if ((x * 7 + y * 13) % 5 == 0)
                image.setPixel(x, y, 0xFFFFFFFF);
        }
    }
    return image;
}

} // namespace

class TestEdit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingDoneChangesNothingSeen()
    {
        const QImage image = imageOf(editPicture(master(), {}));
        QCOMPARE(image.size(), QSize(320, 160));
        QVERIFY(isNear(image.pixel(20, 20), 0xFFFF0000) && isNear(image.pixel(300, 140), 0xFFFFFFFF));
    }

    void turns_data()
    {
        QTest::addColumn<int>("turns");
        QTest::addColumn<QRgb>("upperLeft");
        QTest::addColumn<QSize>("size");
        QTest::newRow("once") << 1 << QRgb(0xFF0000FF) << QSize(160, 320);
        QTest::newRow("twice") << 2 << QRgb(0xFFFFFFFF) << QSize(320, 160);
        QTest::newRow("three times") << 3 << QRgb(0xFF00FF00) << QSize(160, 320);
        QTest::newRow("back") << -1 << QRgb(0xFF00FF00) << QSize(160, 320);
        QTest::newRow("round") << 4 << QRgb(0xFFFF0000) << QSize(320, 160);
    }
    void turns()
    {
        QFETCH(int, turns);
        QFETCH(QRgb, upperLeft);
        QFETCH(QSize, size);
        const auto picture = editPicture(master(), {{}, {0, 0, 1, 1}, turns});
        QCOMPARE(QSize(picture->width, picture->height), size);
        QVERIFY(isNear(imageOf(picture).pixel(10, 10), upperLeft));
    }

    void cropsBeforeItTurns()
    {
        const auto picture = editPicture(master(), {{}, {0.5, 0, 0.5, 0.5}, 1});
        QCOMPARE(QSize(picture->width, picture->height), QSize(80, 160));
        QVERIFY(isNear(imageOf(picture).pixel(40, 80), 0xFF00FF00)); // the green quarter alone
        QVERIFY(isNear(imageOf(picture).pixel(2, 2), 0xFF00FF00, 40));
    }

    void aCropKeepsAtLeastAPixel_data()
    {
        QTest::addColumn<QRectF>("crop");
        QTest::addColumn<QSize>("size");
        QTest::newRow("a hair") << QRectF(0.999999, 0.999999, 1e-9, 1e-9) << QSize(1, 1);
        QTest::newRow("empty stays whole") << QRectF(0.5, 0.5, 0, 0) << QSize(320, 160);
        QTest::newRow("outside stays whole") << QRectF(2, 2, 1, 1) << QSize(320, 160);
        QTest::newRow("reaches beyond") << QRectF(0.5, -3, 9, 9) << QSize(160, 160);
    }
    void aCropKeepsAtLeastAPixel()
    {
        QFETCH(QRectF, crop);
        QFETCH(QSize, size);
        const auto picture = editPicture(master(), {{}, crop, 0});
        QVERIFY(picture);
        QCOMPARE(QSize(picture->width, picture->height), size);
        QVERIFY(!picture->placeholder.isEmpty());
    }

    /// The same picture with and without a name, covered: not one byte may tell them apart.
    void aBoxLeavesNothingOfWhatItCovers()
    {
        QImage other = ultrasound();
        for (int y = 10; y < 32; ++y) {
            for (int x = 10; x < 208; ++x)
                other.setPixel(x, y, x % 3 ? 0xFF3C3C3C : 0xFFFF0000);
        }
        const QRectF box(10 / 400.0, 10 / 300.0, 198 / 400.0, 22 / 300.0); // as tight as it can be drawn
        const auto one =
            editPicture(preparePicture(encoded(ultrasound(), "png"))->masterJpeg, {{box}, {0, 0, 1, 1}, 0});
        const auto two =
            editPicture(preparePicture(encoded(other, "png"))->masterJpeg, {{box}, {0, 0, 1, 1}, 0});
        QCOMPARE(one->masterJpeg, two->masterJpeg);
        QCOMPARE(one->placeholder, two->placeholder);
        QCOMPARE(one->sha256, two->sha256);
        const QImage image = imageOf(one);
        QVERIFY(isNear(image.pixel(100, 20), 0xFF000000, 6));
        QVERIFY(isNear(image.pixel(300, 200), qRgb(60, 60, 60), 6));
    }

    void aBoxCoversEveryPixelThatItTouches()
    {
        const QRectF thin(100.9 / 320, 0, 0.2 / 320, 1); // parts of two columns
        const QImage image = imageOf(editPicture(master(), {{thin}, {0, 0, 1, 1}, 0}));
        QVERIFY(isNear(image.pixel(100, 20), 0xFF000000, 6) && isNear(image.pixel(101, 20), 0xFF000000, 6));
    }

    void aBoxDrawnBackwardsCoversTheSame()
    {
        const PictureEdit forwards{{{0.25, 0.25, 0.5, 0.5}}, {0, 0, 1, 1}, 0};
        const PictureEdit backwards{{{0.75, 0.75, -0.5, -0.5}}, {0, 0, 1, 1}, 0};
        QCOMPARE(editPicture(master(), forwards)->sha256, editPicture(master(), backwards)->sha256);
    }

    void refusesWhatIsNoEdit()
    {
        const double endless = std::numeric_limits<double>::infinity();
        const QVector<QRectF> many(PictureEdit::kBoxesMax, QRectF(0, 0, 0.1, 0.1));
        QVERIFY(editPicture(master(), {many, {0, 0, 1, 1}, 0}));
        QCOMPARE(
            editPicture(master(), {many + many, {0, 0, 1, 1}, 0}).error().code, ProblemCode::InvalidField);
        QCOMPARE(editPicture(master(), {{{0, 0, endless, 1}}, {0, 0, 1, 1}, 0}).error().code,
            ProblemCode::InvalidField);
        QCOMPARE(editPicture("no picture", {}).error().code, ProblemCode::UnsupportedMedia);
    }

    void saysWhatItMade()
    {
        const auto picture = editPicture(master(), {{{0, 0, 0.1, 0.1}}, {0, 0, 0.5, 1}, 1});
        QVERIFY(isBareJpeg(picture->masterJpeg) && isCompleteJpeg(picture->masterJpeg));
        QCOMPARE(picture->sha256, QCryptographicHash::hash(picture->masterJpeg, QCryptographicHash::Sha256));
        QVERIFY(describeMaster(picture->masterJpeg));
        QCOMPARE(QImage::fromData(picture->placeholder).size(), QSize(20, 20));
    }
};

QTEST_GUILESS_MAIN(TestEdit)
#include "test_edit.moc"
