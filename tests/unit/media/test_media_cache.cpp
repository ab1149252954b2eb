// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/image_memory.h"
#include "core/media/media_cache.h"
#include "core/media/upload_pace.h"
#include "core/media/variant_choice.h"
#include "protocol/rng.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSmall = u"w400"_s;
const QString kLarge = u"w1200"_s;

MediaId newId()
{
    static SeededRng rng(5);
    return rng.mintV7<MediaId>(1'764'000'000'000);
}

QByteArray kilobytes(int count, char fill = 'x')
{
    return QByteArray(count * 1024, fill);
}

void setAge(const QString &folder, MediaId media, qint64 secondsAgo)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.fileName().contains(media.toString()))
            continue;
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.setFileTime(
            QDateTime::currentDateTimeUtc().addSecs(-secondsAgo), QFileDevice::FileModificationTime);
    }
}

} // namespace

class TestMediaCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keepsVariantsApart()
    {
        MediaCache cache(m_folder->path());
        const MediaId id = newId();
        cache.put(id, kSmall, "small");
        cache.put(id, kLarge, "large");
        QCOMPARE(cache.read(id, kSmall), std::optional<QByteArray>("small"));
        QCOMPARE(cache.read(id, kLarge), std::optional<QByteArray>("large"));
        QVERIFY(!cache.read(newId(), kSmall));
        cache.put(id, kSmall, "other");
        QCOMPARE(cache.read(id, kSmall), std::optional<QByteArray>("other"));
        QCOMPARE(cache.usedBytes(), 10);
    }

    void survivesARestart()
    {
        const MediaId id = newId();
        {
            MediaCache cache(m_folder->path());
            cache.put(id, kSmall, "small");
        }
        MediaCache cache(m_folder->path());
        QCOMPARE(cache.read(id, kSmall), std::optional<QByteArray>("small"));
        QCOMPARE(cache.usedBytes(), 5);
    }

    void forgetsWhatWasUsedLongestAgo()
    {
        MediaCache cache(m_folder->path(), 10 * 1024);
        QVector<MediaId> ids;
        for (int i = 0; i < 3; ++i) {
            ids.append(newId());
            cache.put(ids.last(), kSmall, kilobytes(3));
        }
        QVERIFY(cache.read(ids[0], kSmall)); // now the second is the oldest
        cache.put(newId(), kSmall, kilobytes(3));
        QVERIFY(cache.has(ids[0], kSmall));
        QVERIFY(!cache.has(ids[1], kSmall));
        QVERIFY(cache.has(ids[2], kSmall));
        QVERIFY(cache.usedBytes() <= cache.budget());
    }

    void theOrderOfUseSurvivesARestart()
    {
        const MediaId older = newId();
        const MediaId newer = newId();
        {
            MediaCache cache(m_folder->path());
            cache.put(newer, kSmall, kilobytes(3));
            cache.put(older, kSmall, kilobytes(3));
        }
        setAge(m_folder->path(), older, 7200);
        setAge(m_folder->path(), newer, 3600);
        {
            MediaCache cache(m_folder->path(), 4 * 1024);
            QVERIFY(!cache.has(older, kSmall));
            QVERIFY(cache.has(newer, kSmall));
        }
        // Reading is a use, also for the next start.
        const MediaId last = newId();
        {
            MediaCache cache(m_folder->path());
            cache.put(last, kSmall, kilobytes(3));
        }
        setAge(m_folder->path(), last, 1800);
        {
            MediaCache cache(m_folder->path());
            QVERIFY(cache.read(newer, kSmall));
        }
        MediaCache cache(m_folder->path(), 4 * 1024);
        QVERIFY(cache.has(newer, kSmall));
        QVERIFY(!cache.has(last, kSmall));
    }

    void whatIsPinnedStaysSoInTheNextRunAndIsNotCleared()
    {
        const MediaId pinned = newId();
        const MediaId other = newId();
        {
            MediaCache cache(m_folder->path());
            cache.setPinned({pinned, newId()});
            cache.put(pinned, kSmall, kilobytes(4));
            cache.put(pinned, kLarge, kilobytes(4));
            cache.put(other, kSmall, kilobytes(1));
            QCOMPARE(cache.pinned().pictures, 1);
            QCOMPARE(cache.pinned().bytes, 8 * 1024);
        }
        MediaCache again(m_folder->path(), 1024); // far too little: the first look evicts what it may
        QVERIFY(again.has(pinned, kSmall) && again.has(pinned, kLarge));
        QVERIFY(!again.has(other, kSmall));
        again.clear();
        QVERIFY(again.has(pinned, kSmall));
        again.setPinned({});
        QVERIFY(!again.has(pinned, kSmall));
        QCOMPARE(again.pinned().pictures, 0);
        QVERIFY(QDir(m_folder->path()).entryList(QDir::Files).isEmpty());
    }

    void whatIsRemovedIsNotBroughtBackByWhatWasUnderWay()
    {
        MediaCache cache(m_folder->path());
        const MediaId gone = newId();
        const MediaId other = newId();
        cache.put(gone, kSmall, kilobytes(1));
        cache.removeMedia({gone});
        cache.put(gone, kLarge, kilobytes(1)); // an answer that came late
        cache.put(other, kSmall, kilobytes(1));
        QVERIFY(!cache.has(gone, kSmall) && !cache.has(gone, kLarge));
        QVERIFY(cache.has(other, kSmall));
        MediaCache next(m_folder->path());
        next.put(gone, kSmall, kilobytes(1)); // she was let in again since
        QVERIFY(next.has(gone, kSmall));
    }

    void pinnedPicturesStay()
    {
        MediaCache cache(m_folder->path(), 10 * 1024);
        const MediaId pinned = newId();
        cache.setPinned({pinned});
        cache.put(pinned, kSmall, kilobytes(4));
        for (int i = 0; i < 5; ++i)
            cache.put(newId(), kSmall, kilobytes(4));
        QVERIFY(cache.has(pinned, kSmall));
        QVERIFY(cache.usedBytes() <= cache.budget());
        cache.setPinned({});
        cache.setBudget(1024);
        QCOMPARE(cache.usedBytes(), 0);
    }

    void aPictureLargerThanTheBudgetIsNotKept()
    {
        MediaCache cache(m_folder->path(), 1024);
        cache.put(newId(), kSmall, kilobytes(2));
        QCOMPARE(cache.usedBytes(), 0);
    }

    void filesThatChangedOutsideAreNotServed()
    {
        const MediaId id = newId();
        MediaCache cache(m_folder->path());
        cache.put(id, kSmall, "small");
        QDirIterator files(m_folder->path(), QDir::Files, QDirIterator::Subdirectories);
        QFile file(files.next());
        QVERIFY(file.resize(2));
        QVERIFY(!cache.read(id, kSmall));
        QCOMPARE(cache.usedBytes(), 0);
    }

    void remainsOfABrokenWriteGo()
    {
        const QString stray = m_folder->filePath(u"ab/0190f5fe.w400.tmp"_s);
        QVERIFY(QDir().mkpath(m_folder->filePath(u"ab"_s)));
        QFile file(stray);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("half");
        file.close();
        MediaCache cache(m_folder->path());
        QCOMPARE(cache.usedBytes(), 0);
        QVERIFY(!QFile::exists(stray));
    }

    void namesCannotLeaveTheFolder()
    {
        MediaCache cache(m_folder->filePath(u"cache"_s));
        cache.put(newId(), u"../../evil"_s, "x");
        cache.put(newId(), u""_s, "x");
        QCOMPARE(cache.usedBytes(), 0);
    }

    void removesAFamilysPicturesAndEverything()
    {
        MediaCache cache(m_folder->path());
        const MediaId gone = newId();
        const MediaId stays = newId();
        cache.put(gone, kSmall, "secret-canary");
        cache.put(gone, kLarge, "secret-canary");
        cache.put(stays, kSmall, "small");
        cache.removeMedia({gone});
        QVERIFY(!cache.has(gone, kSmall) && !cache.has(gone, kLarge) && cache.has(stays, kSmall));
        cache.clear();
        QCOMPARE(cache.usedBytes(), 0);
        QDirIterator files(m_folder->path(), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(!files.hasNext());
    }

    void manyThreadsMayUseIt()
    {
        MediaCache cache(m_folder->path(), 64 * 1024);
        QVector<MediaId> ids;
        for (int i = 0; i < 16; ++i)
            ids.append(newId());
        std::vector<std::thread> threads;
        std::atomic<int> wrong{0};
        threads.reserve(4);
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 200; ++i) {
                    const int which = (i * 7 + t) % 16;
                    const char fill = static_cast<char>('a' + which);
                    cache.put(ids[which], kSmall, kilobytes(8, fill));
                    const auto read = cache.read(ids[which], kSmall);
                    wrong += read && *read != kilobytes(8, fill);
                }
            });
        }
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(cache.usedBytes() <= cache.budget());
    }

    void choosesTheVariantForThePixels_data()
    {
        QTest::addColumn<QSize>("pixels");
        QTest::addColumn<PictureFit>("fit");
        QTest::addColumn<QSize>("master");
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QString>("expected");
        const auto in = PictureFit::Inside;
        const auto crop = PictureFit::Crop;
        const QSize wide(4000, 3000);
        const QSize tall(3000, 4000);
        QTest::newRow("thumb") << QSize(150, 150) << in << wide << QStringList() << u"w150"_s;
        QTest::newRow("one more") << QSize(151, 151) << in << wide << QStringList() << u"w400"_s;
        QTest::newRow("crop needs the height")
            << QSize(150, 150) << crop << wide << QStringList() << u"w400"_s;
        QTest::newRow("tall inside") << QSize(800, 800) << in << tall << QStringList() << u"w800"_s;
        QTest::newRow("tall inside, small") << QSize(500, 500) << in << tall << QStringList() << u"w400"_s;
        QTest::newRow("desktop") << QSize(1100, 900) << in << wide << QStringList() << u"w1200"_s;
        QTest::newRow("whole screen") << QSize(2560, 1440) << in << wide << QStringList() << u"full"_s;
        QTest::newRow("unknown size") << QSize(300, 700) << in << QSize() << QStringList() << u"w800"_s;
        QTest::newRow("as it is") << QSize() << in << wide << QStringList() << u"full"_s;
        QTest::newRow("being made") << QSize(700, 700) << in << wide << QStringList{u"w150"_s} << u"w150"_s;
        QTest::newRow("half made") << QSize(700, 700) << in << wide << QStringList{u"w400"_s, u"w150"_s}
                                   << u"w400"_s;
        QTest::newRow("not offered") << QSize(700, 700) << in << wide << QStringList{u"w150"_s, u"full"_s}
                                     << u"full"_s;
    }
    void choosesTheVariantForThePixels()
    {
        QFETCH(QSize, pixels);
        QFETCH(PictureFit, fit);
        QFETCH(QSize, master);
        QFETCH(QStringList, offered);
        QFETCH(QString, expected);
        QCOMPARE(variantFor({pixels, fit, 0}, master, offered), expected);
    }

    void standInsGoUpThenDown()
    {
        QCOMPARE(standIns(u"w400"_s).join(u' '), u"w400 w800 w1200 full w150"_s);
        QCOMPARE(standIns(u"full"_s).join(u' '), u"full w1200 w800 w400 w150"_s);
    }

    void memoryIsBoundedByDecodedBytes()
    {
        QImage image(100, 100, QImage::Format_RGB32); // 40,000 bytes
        image.fill(Qt::red);
        ImageMemory memory(100'000);
        memory.insert(u"a"_s, image);
        memory.insert(u"b"_s, image);
        QVERIFY(!memory.find(u"a"_s).isNull());
        memory.insert(u"c"_s, image);
        QVERIFY(memory.find(u"b"_s).isNull());
        QVERIFY(!memory.find(u"a"_s).isNull());
        QCOMPARE(memory.usedBytes(), 80'000);
        memory.insert(u"a"_s, image);
        QCOMPARE(memory.usedBytes(), 80'000);
        memory.insert(u"huge"_s, QImage(400, 400, QImage::Format_RGB32));
        QVERIFY(memory.find(u"huge"_s).isNull());
        memory.setBudget(50'000);
        QCOMPARE(memory.usedBytes(), 40'000);
    }

    void paceFollowsTheNetwork()
    {
        UploadPace pace;
        QCOMPARE(pace.pieceBytes(), limits::kChunkBytesMin);
        for (int i = 0; i < 10; ++i)
            pace.sent(pace.pieceBytes(), 100);
        QCOMPARE(pace.pieceBytes(), limits::kChunkBytesMax);
        pace.sent(pace.pieceBytes(), 20'000);
        QCOMPARE(pace.pieceBytes(), limits::kChunkBytesMax / 2);
        for (int i = 0; i < 10; ++i)
            pace.sent(pace.pieceBytes(), 20'000);
        QCOMPARE(pace.pieceBytes(), limits::kChunkBytesMin);
        QVERIFY(pace.tooLarge());
        const qint64 least = pace.pieceBytes();
        pace.sent(least, 1); // it does not grow over what was refused
        QCOMPARE(pace.pieceBytes(), least);
        int halvings = 0;
        while (pace.tooLarge())
            QVERIFY(++halvings < 20);
        SeededRng rng(1);
        for (int i = 0; i < 100; ++i)
            QVERIFY(pace.delayAfterFailure(rng, {}) <= limits::kRetryCapMs);
        QVERIFY(pace.delayAfterFailure(rng, 400) >= 400'000);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestMediaCache)
#include "test_media_cache.moc"
