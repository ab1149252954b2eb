// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/pictures/album.h"
#include "resources/demo/pictures/exif.h"

#include <QBuffer>
#include <QImageReader>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace preggo::demo;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSmall{160, 120};

QSize smallOf(const AlbumEntry &entry)
{
    return entry.size.scaled(kSmall, Qt::KeepAspectRatio);
}

/// Mean difference of two pictures of one size, 0 to 255.
double distance(const QImage &a, const QImage &b)
{
    const QImage left = a.scaled(16, 16).convertToFormat(QImage::Format_RGB32);
    const QImage right = b.scaled(16, 16).convertToFormat(QImage::Format_RGB32);
    double sum = 0;
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 16; ++x) {
            const QColor p = left.pixelColor(x, y);
            const QColor q = right.pixelColor(x, y);
            sum +=
                std::abs(p.red() - q.red()) + std::abs(p.green() - q.green()) + std::abs(p.blue() - q.blue());
        }
    }
    return sum / (16 * 16 * 3);
}

double contrast(const QImage &image)
{
    const QImage grey = image.scaled(32, 32).convertToFormat(QImage::Format_Grayscale8);
    int low = 255;
    int high = 0;
    for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 32; ++x) {
            low = std::min<int>(low, grey.constScanLine(y)[x]);
            high = std::max<int>(high, grey.constScanLine(y)[x]);
        }
    }
    return high - low;
}

} // namespace

class TestDemoPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void albumHasTheVarietyThatTheDemoNeeds()
    {
        int large = 0;
        int lying = 0;
        QSet<FileFormat> formats;
        QSet<QString> names;
        for (const AlbumEntry &entry : album()) {
            large += entry.size.width() * entry.size.height() == 12'000'000 ? 1 : 0;
            lying += entry.orientation == 6 || entry.orientation == 8 ? 1 : 0;
            formats.insert(entry.format);
            names.insert(QString::fromUtf16(entry.name));
            QVERIFY(!QString::fromUtf16(entry.alt).isEmpty());
        }
        QVERIFY(album().size() >= 36);
        QCOMPARE(static_cast<size_t>(names.size()), album().size());
        QVERIFY(large >= 5);
        QVERIFY(lying >= 5);
        QCOMPARE(formats.size(), 3);
    }

    void picturesDifferFromEachOther()
    {
        QVector<QImage> painted;
        for (const AlbumEntry &entry : album()) {
            const QImage image = paint(entry, 1, smallOf(entry));
            QVERIFY2(contrast(image) > 40, qPrintable(QString::fromUtf16(entry.name)));
            for (const QImage &other : std::as_const(painted))
                QVERIFY2(distance(image, other) > 1.5, qPrintable(QString::fromUtf16(entry.name)));
            painted.append(image);
        }
    }

    void oneSeedGivesOnePicture()
    {
        const AlbumEntry &entry = albumEntry(u"garden-june");
        const QImage first = paint(entry, 7, kSmall);
        QCOMPARE(paint(entry, 7, kSmall), first);
        QVERIFY(paint(entry, 8, kSmall) != first);
    }

    void orientationPutsThePictureUpright()
    {
        for (const auto name : {u"bump-12", u"bump-20"}) {
            AlbumEntry entry = albumEntry(QStringView(name));
            entry.size = {240, 320};
            AlbumFile file = albumFile(entry, 3);
            QBuffer buffer(&file.bytes);
            QImageReader reader(&buffer);
            reader.setAutoTransform(true);
            QCOMPARE(reader.size(), QSize(320, 240)); // as the sensor had it
            QVERIFY(reader.transformation() != QImageIOHandler::TransformationNone);
            const QImage upright = reader.read();
            QCOMPARE(upright.size(), entry.size);
            QVERIFY(distance(upright, paint(entry, 3)) < 4);
        }
    }

    void filesTellAPlaceThatAnImportMustTakeAway()
    {
        for (const auto name : {u"hat-sage", u"scan-foot"}) {
            AlbumEntry entry = albumEntry(QStringView(name));
            entry.size = {160, 120};
            const AlbumFile file = albumFile(entry, 3);
            QVERIFY(!file.bytes.isEmpty());
            QVERIFY(file.bytes.contains("Demo Camera"));
            QVERIFY(file.bytes.contains(QByteArray("\x25\x88\x04\x00", 4))); // the GPS pointer
            QImage image;
            QVERIFY(image.loadFromData(file.bytes));
            QCOMPARE(image.size(), entry.size);
        }
    }

    void exifHoldsWhatWasAsked()
    {
        const QByteArray plain = exifBlock({6, false, 0, 0});
        QVERIFY(!plain.contains(QByteArray("\x25\x88", 2)));
        QVERIFY(plain.contains(QByteArray("\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00", 10)));
        const QByteArray south = exifBlock({1, true, -33.5, 18.25});
        QVERIFY(south.contains(QByteArray("\x01\x00\x02\x00\x02\x00\x00\x00S", 9)));
        QVERIFY(south.contains(QByteArray("\x21\x00\x00\x00\x01\x00\x00\x00\x1E\x00\x00\x00", 12)));
    }
};

QTEST_GUILESS_MAIN(TestDemoPictures)
#include "test_demo_pictures.moc"
