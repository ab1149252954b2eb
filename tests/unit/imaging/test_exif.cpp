// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/exif.h"
#include "core/imaging/format.h"
#include "tests/support/made_pictures.h"

#include <QTest>

#include <random>

using namespace preggo;
using namespace preggo::test;

class TestExif : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsDates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QDate>("date");
        QTest::newRow("usual") << QByteArray("2026:03:01 14:05:09") << QDate(2026, 3, 1);
        QTest::newRow("leap day") << QByteArray("2024:02:29 00:00:00") << QDate(2024, 2, 29);
        QTest::newRow("no such day") << QByteArray("2023:02:29 00:00:00") << QDate();
        QTest::newRow("zeros") << QByteArray("0000:00:00 00:00:00") << QDate();
        QTest::newRow("clock never set") << QByteArray("1970:01:01 00:00:00") << QDate();
        QTest::newRow("blanks") << QByteArray("    :  :     :  :  ") << QDate();
        QTest::newRow("dashes") << QByteArray("2026-03-01 14:05:09") << QDate();
        QTest::newRow("short") << QByteArray("2026:03") << QDate();
        QTest::newRow("letters") << QByteArray("20a6:03:01 14:05:09") << QDate();
    }
    void readsDates()
    {
        QFETCH(QByteArray, text);
        QFETCH(QDate, date);
        const QByteArray jpeg = encoded(quarters(), "jpeg");
        QCOMPARE(readExif(withExif(jpeg, ExifWriter().block(1, text))).takenOn, date);
        QCOMPARE(readExif(withExif(jpeg, ExifWriter(false).block(1, text))).takenOn, date);
    }

    void anImpossibleOrientationIsNone()
    {
        const QByteArray jpeg = encoded(quarters(), "jpeg");
        for (const int orientation : {0, 9, 77, 65535})
            QCOMPARE(readExif(withExif(jpeg, ExifWriter().block(orientation, {}))).orientation, 1);
    }

    void picturesWithoutItHaveTheDefaults()
    {
        for (const char *format : {"jpeg", "png", "webp"}) {
            const ExifFacts facts = readExif(encoded(quarters(), format));
            QCOMPARE(facts.orientation, 1);
            QVERIFY(facts.takenOn.isNull());
        }
    }

    void foldersThatPointToThemselvesEnd()
    {
        QByteArray block = ExifWriter().block(1, "2026:03:01 14:05:09");
        block[8 + 2 + 12 + 8] = 8; // the Exif folder is the first folder
        block[8 + 2 + 12 + 9] = 0;
        QVERIFY(readExif(withExif(encoded(quarters(), "jpeg"), block)).takenOn.isNull());
    }

    /// No input may read outside its bytes; run under AddressSanitizer this is the proof.
    void survivesHostileBytes()
    {
        std::mt19937 random(20260301);
        const QByteArray sources[] = {
            withExif(encoded(quarters(), "jpeg"), ExifWriter().block(6, "2026:03:01 14:05:09")),
            withChunk(encoded(quarters(), "png"), "eXIf", ExifWriter(false).block(6, "2026:03:01 14:05:09")),
            encoded(quarters(), "webp") + QByteArray("EXIF\x40\0\0\0", 8) + ExifWriter().block(3, {}),
        };
        int reached = 0;
        for (int round = 0; round < 30'000; ++round) {
            QByteArray bytes = sources[random() % 3];
            for (unsigned i = 0; i < 1 + random() % 6; ++i)
                bytes[static_cast<qsizetype>(random() % std::min<qsizetype>(bytes.size(), 240))] =
                    static_cast<char>(random());
            if (random() % 4 == 0)
                bytes.truncate(static_cast<qsizetype>(random() % bytes.size()));
            bytes.squeeze();
            const ExifFacts facts = readExif(bytes);
            QVERIFY(facts.orientation >= 1 && facts.orientation <= 8);
            reached += facts.orientation != 1;
            (void)isCompleteJpeg(bytes);
        }
        QVERIFY(reached > 1000); // the reader saw more than broken headers
    }
};

QTEST_GUILESS_MAIN(TestExif)
#include "test_exif.moc"
