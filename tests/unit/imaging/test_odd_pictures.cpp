// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/format.h"
#include "core/imaging/prepare.h"
#include "protocol/limits.h"
#include "tests/support/made_pictures.h"
#include "tests/support/odd_pictures.h"

#include <QFile>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What this process had in memory at the most since forgetPeak(), in bytes; 0 where the system does not say.
qint64 peakBytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).simplified().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

void forgetPeak()
{
    QFile peak(u"/proc/self/clear_refs"_s);
    if (peak.open(QIODevice::WriteOnly))
        peak.write("5");
}

} // namespace

/// Every odd file has one known end: taken whole and without a secret, or refused in words.
class TestOddPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachHasItsOutcome_data()
    {
        QTest::addColumn<qsizetype>("at");
        for (qsizetype i = 0; i < m_all.size(); ++i)
            QTest::newRow(m_all.at(i).name.constData()) << i;
    }
    void eachHasItsOutcome()
    {
        QFETCH(qsizetype, at);
        const OddPicture &odd = m_all.at(at);
        const auto picture = preparePicture(odd.bytes);
        if (odd.refusedAs) {
            QVERIFY(!picture);
            QCOMPARE(picture.error().code, *odd.refusedAs);
            QVERIFY2(picture.error().detail.endsWith(u'.'), qPrintable(picture.error().detail));
            QVERIFY(picture.error().detail.contains("hoose"_L1)); // what to do
            return;
        }
        QVERIFY2(picture, picture ? "" : qPrintable(picture.error().detail));
        QCOMPARE(QSize(picture->width, picture->height), odd.size);
        for (const QByteArray &bytes : {picture->masterJpeg, picture->placeholder}) {
            QVERIFY(isBareJpeg(bytes) && isCompleteJpeg(bytes));
            QVERIFY(!bytes.contains("CANARY") && !bytes.contains("Exif") && !bytes.contains("xmpmeta"));
        }
        const QImage master = QImage::fromData(picture->masterJpeg, "jpeg");
        QCOMPARE(master.size(), odd.size);
        if (odd.colour.isValid())
            QVERIFY(isNear(master.pixel(master.rect().center()), odd.colour.rgb(), 6));
    }

    /// A cut may be noticed anywhere but must not pass: a grey half would go out to a family.
    void noCutPasses_data()
    {
        QTest::addColumn<QByteArray>("format");
        for (const char *format : {"jpeg", "png", "webp"})
            QTest::newRow(format) << QByteArray(format);
    }
    void noCutPasses()
    {
        QFETCH(QByteArray, format);
        const QByteArray whole = encoded(quarters({96, 64}), format.constData());
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const auto picture = preparePicture(whole.left(length));
            // A PNG is whole without its last chunk, which says nothing but that it ends.
            if (picture && format == "png" && length >= whole.size() - 16)
                continue;
            QVERIFY2(!picture, qPrintable(u"%1 of %2 bytes"_s.arg(length).arg(whole.size())));
        }
    }

    void memoryIsBounded()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer's own memory is counted too");
#endif
        // Not what a file says, nor what it unpacks to, but what a picture may have decides.
        constexpr qint64 kSlack = 48LL * 1024 * 1024;
        for (const OddPicture &odd : m_all) {
            forgetPeak();
            const qint64 before = peakBytes();
            (void)preparePicture(odd.bytes);
            QVERIFY2(peakBytes() - before < kSlack, odd.name.constData());
        }
        QImage largest(7'800, 5'000, QImage::Format_Mono);
        largest.fill(1);
        const QByteArray bytes = encoded(largest, "png");
        largest = {};
        forgetPeak();
        const qint64 before = peakBytes();
        QVERIFY(preparePicture(bytes));
        QVERIFY(peakBytes() - before < 3 * 4 * limits::kPicturePixels); // three images of four bytes a pixel
    }

private:
    const QVector<OddPicture> m_all = oddPictures();
};

QTEST_GUILESS_MAIN(TestOddPictures)
#include "test_odd_pictures.moc"
