// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/display.h"
#include "tests/support/made_pictures.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;

class TestDisplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decodesAtTheSizeOfTheScreen_data()
    {
        QTest::addColumn<QSize>("pixels");
        QTest::addColumn<PictureFit>("fit");
        QTest::addColumn<QSize>("expected");
        QTest::newRow("inside") << QSize(100, 100) << PictureFit::Inside << QSize(100, 50);
        QTest::newRow("crop") << QSize(100, 100) << PictureFit::Crop << QSize(100, 100);
        QTest::newRow("crop, wide") << QSize(200, 20) << PictureFit::Crop << QSize(200, 20);
        QTest::newRow("width alone") << QSize(100, 0) << PictureFit::Inside << QSize(100, 50);
        QTest::newRow("height alone") << QSize(0, 100) << PictureFit::Inside << QSize(200, 100);
        QTest::newRow("as it is") << QSize() << PictureFit::Inside << QSize(400, 200);
        QTest::newRow("never larger") << QSize(4000, 4000) << PictureFit::Inside << QSize(400, 200);
        QTest::newRow("crop never larger") << QSize(4000, 4000) << PictureFit::Crop << QSize(200, 200);
    }
    void decodesAtTheSizeOfTheScreen()
    {
        QFETCH(QSize, pixels);
        QFETCH(PictureFit, fit);
        QFETCH(QSize, expected);
        for (const char *format : {"jpeg", "png", "webp"}) {
            const auto image = decodeForDisplay(encoded(quarters({400, 200}), format), {pixels, fit, 0});
            QVERIFY(image);
            QCOMPARE(image->size(), expected);
        }
    }

    void cropsTheMiddle()
    {
        const auto image =
            decodeForDisplay(encoded(quarters({400, 200}), "png"), {{100, 100}, PictureFit::Crop, 0});
        QVERIFY(image);
        QCOMPARE(image->pixelColor(10, 10), QColor(Qt::red));
        QCOMPARE(image->pixelColor(90, 10), QColor(Qt::green));
        QCOMPARE(image->pixelColor(10, 90), QColor(Qt::blue));
    }

    void roundsCorners()
    {
        const auto image =
            decodeForDisplay(encoded(quarters({400, 400}), "jpeg"), {{100, 100}, PictureFit::Crop, 20});
        QVERIFY(image);
        QCOMPARE(image->pixelColor(0, 0).alpha(), 0);
        QCOMPARE(image->pixelColor(99, 99).alpha(), 0);
        QCOMPARE(image->pixelColor(50, 0).alpha(), 255);
        QCOMPARE(image->pixelColor(50, 50).alpha(), 255);
        // A picture smaller than the target is stretched later, its corners with it.
        const auto small =
            decodeForDisplay(encoded(quarters({50, 50}), "png"), {{100, 100}, PictureFit::Crop, 20});
        QCOMPARE(small->size(), QSize(50, 50));
        QCOMPARE(small->pixelColor(12, 0).alpha(), 255);
    }

    void turnsUpright()
    {
        const QByteArray stored =
            withExif(encoded(quarters({400, 200}).transformed(QTransform().rotate(-90)), "jpeg"),
                ExifWriter().block(6, {}));
        const auto image = decodeForDisplay(stored, {{100, 0}, PictureFit::Inside, 0});
        QVERIFY(image);
        QCOMPARE(image->size(), QSize(100, 50));
        QVERIFY(image->pixelColor(10, 10).red() > 200 && image->pixelColor(10, 10).green() < 60);
    }

    void refusesWhatIsNoPicture()
    {
        QCOMPARE(decodeForDisplay("sign in to this hotel", {}).error().code, ProblemCode::UnsupportedMedia);
        QCOMPARE(decodeForDisplay(pngBomb(30'000, 30'000), {}).error().code, ProblemCode::PictureTooLarge);
    }

    void softPlaceholdersHaveTheShapeOfTheTarget()
    {
        const QByteArray tiny = encoded(quarters({20, 10}), "jpeg", 60);
        const QImage crop = blurredPlaceholder(tiny, {{800, 800}, PictureFit::Crop, 40});
        QCOMPARE(crop.size(), QSize(160, 160));
        QCOMPARE(crop.pixelColor(0, 0).alpha(), 0);
        QCOMPARE(crop.pixelColor(20, 0).alpha(), 255); // 40 of 800 is 8 of 160
        const QImage inside = blurredPlaceholder(tiny, {{800, 800}, PictureFit::Inside, 0});
        QCOMPARE(inside.size(), QSize(160, 80));
        QVERIFY(inside.pixelColor(10, 10).red() > 150);
        QVERIFY(blurredPlaceholder("no picture", {{800, 800}, PictureFit::Crop, 0}).isNull());
        QVERIFY(blurredPlaceholder(encoded(quarters({600, 600}), "jpeg"), {{80, 80}, PictureFit::Crop, 0})
                    .isNull());
        QVERIFY(!blurredPlaceholder(tiny, {}).isNull());
    }
};

QTEST_GUILESS_MAIN(TestDisplay)
#include "test_display.moc"
