// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/picture_workers.h"
#include "tests/server/media/corpus.h"
#include "tests/server/media/pictures.h"
#include "tests/support/exiv2.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Every odd file through the real worker, to its expected end.
class CorpusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comesToItsEnd_data();
    void comesToItsEnd();
    void exiv2FindsWhatIsThere();
    void cleanupTestCase();

private:
    QString write(const QByteArray &bytes, const QString &name);
    void checkClean(const PreparedPicture &picture);

    PictureWorkers m_workers{pictureWorkerProgram()};
    QTemporaryDir m_directory;
    QVector<Sample> m_corpus = corpus();
};

void CorpusTest::initTestCase()
{
    QVERIFY2(hasExiv2(), "run ./dev setup");
}

QString CorpusTest::write(const QByteArray &bytes, const QString &name)
{
    QFile file(m_directory.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void CorpusTest::checkClean(const PreparedPicture &picture)
{
    QStringList files;
    for (const auto &variant : picture.variants) {
        QVERIFY2(!variant.bytes.contains(kSecret), qPrintable(variant.info.name + variant.info.format));
        files.append(write(variant.bytes, variant.info.name + u'.' + variant.info.format));
    }
    const auto fields = metadataFieldsOf(files);
    QVERIFY2(fields.isEmpty(), fields.constData());
}

void CorpusTest::comesToItsEnd_data()
{
    QTest::addColumn<int>("index");
    for (qsizetype i = 0; i < m_corpus.size(); ++i)
        QTest::newRow(m_corpus[i].name.constData()) << int(i);
}

void CorpusTest::comesToItsEnd()
{
    QFETCH(int, index);
    const Sample &sample = m_corpus[index];
    QSize told;
    const auto picture = m_workers.prepare(sample.bytes, {},
        [&](const PreparedPicture &preview) { told = QSize(preview.width, preview.height); });
    if (sample.refused) {
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, *sample.refused);
        QVERIFY2(picture.error().detail.contains(u"hoose"_s), qPrintable(picture.error().detail));
        // She has a picture, and a telephone that calls it one: it must say what to do with it.
        const bool isOfPhone = sample.name == "HEIC" || sample.name == "AVIF";
        QCOMPARE(picture.error().detail.contains(u"Save it as JPEG"_s), isOfPhone);
        return;
    }
    QVERIFY2(picture, picture ? "" : qPrintable(picture.error().detail));
    QCOMPARE(QSize(picture->width, picture->height), sample.size);
    QCOMPARE(told, sample.size);
    QVERIFY(!picture->placeholder.isEmpty());
    checkClean(*picture);
    const auto avif = m_workers.encodeAvif(picture->variants.constLast().bytes);
    QVERIFY(avif);
    QCOMPARE(avif->variants.size() * 2 + 1, picture->variants.size());
    for (qsizetype i = 0; i < avif->variants.size(); ++i) {
        const MediaVariant &other = picture->variants[2 * i].info;
        const MediaVariant &info = avif->variants[i].info;
        QCOMPARE(info.name, other.name);
        QCOMPARE(info.format, u"avif"_s);
        QCOMPARE(QSize(info.width, info.height), QSize(other.width, other.height));
    }
    checkClean(*avif);
}

void CorpusTest::exiv2FindsWhatIsThere()
{
    for (const auto &sample : std::as_const(m_corpus)) {
        if (!sample.name.contains(" with "))
            continue;
        const auto fields = metadataFieldsOf({write(sample.bytes, u"laden"_s)});
        QVERIFY2(!fields.isEmpty(), sample.name.constData());
    }
}

void CorpusTest::cleanupTestCase()
{
    rusage used{};
    QCOMPARE(::getrusage(RUSAGE_CHILDREN, &used), 0);
    const auto most = qint64(used.ru_maxrss) * 1024;
    QVERIFY2(most > 0 && most <= limits::kPictureWorkerBytes, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(CorpusTest)
#include "tst_corpus.moc"
