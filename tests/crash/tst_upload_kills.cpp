// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "album_watch.h"
#include "history_checker.h"
#include "household.h"
#include "resources/demo/pictures/exif.h"
#include "server_killer.h"
#include "tests/e2e/person.h"
#include "tests/support/exiv2.h"
#include "upload_facts.h"
#include "victim.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QImage>
#include <QTest>

#include <cstdlib>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCycles = 16;
constexpr int kPictures = 20;
constexpr int kCycleMs = 20'000; ///< far more than one takes, also where much else runs
constexpr int kHealMs = 300'000;
constexpr int kBetweenLooksMs = 250;
constexpr double kLikeness = 20;
constexpr int kFindingsShown = 20;
constexpr int kPiecesAPicture = 2; ///< on average at least, or the run has shown nothing

/// About as a telephone's, and some that break in the middle of a picture.
const QStringList kFaults{u"none"_s, u"bandwidth:2000000"_s, u"bandwidth:2000000"_s, u"bandwidth:4000000"_s,
    u"latency:2+10"_s, u"cut-request:700000"_s, u"cut-request:2500000"_s, u"cut-answer:900"_s,
    u"swallow-answer:PATCH /api/v1/uploads"_s};

qint64 numberFrom(const char *variable, qint64 otherwise)
{
    bool isNumber = false;
    const qint64 number = qEnvironmentVariable(variable).toLongLong(&isNumber);
    return isNumber ? number : otherwise;
}

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

/// How far the greens of two pictures are apart on average: 85 for two of noise, 255 where the sizes differ.
double differenceOf(const QByteArray &one, const QByteArray &other)
{
    const QImage a = QImage::fromData(one).convertToFormat(QImage::Format_RGB32);
    const QImage b = QImage::fromData(other).convertToFormat(QImage::Format_RGB32);
    if (a.isNull() || a.size() != b.size())
        return 255;
    qint64 sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto *left = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *right = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qGreen(left[x]) - qGreen(right[x]));
    }
    return double(sum) / (double(a.width()) * a.height());
}

} // namespace

/// A mother's telephone sends large pictures behind a bad network, and it and the server are killed at any
/// moment of it. A grandfather looks on. Then there is peace, and everything must be there, once.
class TestUploadKills : public QObject
{
    Q_OBJECT

public:
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); }

private:
    const quint64 m_seed = static_cast<quint64>(numberFrom("PREGGO_CRASH_SEED", 1));
    const int m_cycles = static_cast<int>(numberFrom("PREGGO_CRASH_CYCLES", kCycles));
    const int m_pictures = static_cast<int>(numberFrom("PREGGO_CRASH_PICTURES", kPictures));
    QTemporaryDir m_folder;
    ServerProcess m_server{QStringList{u"--no-rate-limits"_s}};
    ServerKiller m_killer{m_server, m_seed};
    std::unique_ptr<Victim> m_telephone;
    std::unique_ptr<Person> m_karl;
    std::unique_ptr<AlbumWatch> m_watch;
    ServerTables m_tables; ///< in the end
    QHash<QString, QByteArray> m_served; ///< the masters that others get, by media id

    [[nodiscard]] QStringList falls() const
    {
        QStringList all = m_telephone->falls();
        if (m_killer.hasFailed())
            all.append(u"the server did not start again: "_s + QString::fromUtf8(m_server.log().right(500)));
        return all;
    }

    [[nodiscard]] int interruptions() const
    {
        return m_telephone->kills() + 1 + m_killer.kills()
            + m_telephone->cuts(); // the last kill is not counted
    }

    /// Picture ids and hashes of posts that were called safe, or may be.
    [[nodiscard]] QHash<QString, QVector<HeldPicture>> posted() const
    {
        QHash<QString, QVector<HeldPicture>> posts;
        for (const Event &event : m_telephone->history().events) {
            if (event.type == Event::Type::Invoked)
                posts.insert(event.entity, event.pictures);
        }
        return posts;
    }

    [[nodiscard]] int picturesSaved() const
    {
        QHash<QString, qsizetype> begun;
        qsizetype saved = 0;
        for (const Event &event : m_telephone->history().events) {
            if (event.type == Event::Type::Invoked)
                begun.insert(event.n, event.pictures.size());
            if (event.type == Event::Type::Saved)
                saved += begun.value(event.n);
        }
        return static_cast<int>(saved);
    }

    [[nodiscard]] bool telephoneShowsWhatTheServerHas()
    {
        QElapsedTimer patience;
        patience.start();
        for (int round = 1; patience.elapsed() < kHealMs; ++round) {
            m_telephone->tell("show");
            const bool shown =
                QTest::qWaitFor([&] { return m_telephone->timesSaid("shown") == round; }, kHealMs);
            const auto server = readServerTables(m_server.dataDirectory());
            if (!shown || !server)
                return false;
            if (m_telephone->history().events.last().view == server->view)
                return true;
            QTest::qWait(kBetweenLooksMs);
        }
        return false;
    }

    /// As the grandfather gets them from the server, by media id.
    [[nodiscard]] QHash<QString, QByteArray> mastersAtKarl()
    {
        QHash<QString, QByteArray> masters;
        qsizetype asked = 0;
        for (auto it = m_tables.pictures.cbegin(); it != m_tables.pictures.cend(); ++it) {
            m_karl->client().account()->loader().original(
                *MediaId::parse(it.key()), {}, [&, id = it.key()](const Result<QByteArray> &bytes) {
                    ++asked;
                    if (bytes)
                        masters.insert(id, *bytes);
                });
        }
        static_cast<void>(QTest::qWaitFor([&] { return asked == m_tables.pictures.size(); }, kHealMs));
        return masters;
    }

    /// As the telephone keeps them once they are sent, by media id: a kill may have cost it one or the other.
    [[nodiscard]] QHash<QString, QByteArray> mastersAtHome() const
    {
        QHash<QString, QByteArray> masters;
        QDirIterator files(
            m_telephone->installation().folder, {u"*.full"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                masters.insert(files.fileInfo().completeBaseName(), file.readAll());
        }
        return masters;
    }

    /// The files that the server serves.
    [[nodiscard]] QStringList everySize() const
    {
        QStringList files;
        QDirIterator blobs(m_server.dataDirectory() + u"/blobs"_s, QDir::Files, QDirIterator::Subdirectories);
        while (blobs.hasNext())
            files.append(blobs.next());
        return files;
    }

    [[nodiscard]] QString write(const QByteArray &bytes, const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }

    void kill()
    {
        m_killer.start();
        m_telephone->startKilling();
        QTRY_VERIFY_WITH_TIMEOUT(m_telephone->kills() >= m_cycles || !falls().isEmpty(), m_cycles * kCycleMs);
        m_telephone->stopKilling();
        QVERIFY(m_killer.stop());
        QTRY_VERIFY_WITH_TIMEOUT(!m_telephone->isRunning(), kHealMs);
        QCOMPARE(falls(), QStringList());
    }

    void letAllArrive()
    {
        m_telephone->startCalm();
        QTRY_VERIFY_WITH_TIMEOUT(m_telephone->hasSaid("started"), kHealMs);
        const auto isAlbumFull = [this] { return picturesSaved() >= m_pictures; };
        QVERIFY(QTest::qWaitFor(isAlbumFull, kHealMs));
        m_telephone->tell("rest");
        QTRY_VERIFY_WITH_TIMEOUT(m_telephone->hasSaid("rested"), kHealMs);
        static_cast<void>(telephoneShowsWhatTheServerHas()); // where it does not, the checker says in what
        QTRY_COMPARE_WITH_TIMEOUT(m_karl->posts(), posted().size(), kHealMs);
        m_telephone->tell("end");
        QTRY_VERIFY_WITH_TIMEOUT(!m_telephone->isRunning(), kHealMs);
        QCOMPARE(falls(), QStringList());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(hasExiv2(), "run ./dev setup");
        QVERIFY(m_server.start());
        const auto household = makeHousehold(m_server.url(), m_folder.path());
        QVERIFY(household.has_value());
        Victim::Settings settings{
            household->installations.first(), household->family, m_server.port(), m_seed};
        settings.arguments = {u"--album"_s, QString::number(m_pictures)};
        settings.faults = kFaults;
        settings.lifeMinMs = 100;
        settings.lifeMaxMs = 2'000;
        settings.keepsJournal = true;
        m_telephone = std::make_unique<Victim>(settings);
        m_karl = std::make_unique<Person>(u"Karl"_s, m_server.url(), household->installations.last().folder);
        QVERIFY(m_karl->open());
        m_watch = std::make_unique<AlbumWatch>(*m_karl->app().feed());
    }

    void killsInTheMiddleOfPictures()
    {
        QElapsedTimer time;
        time.start();
        kill();
        if (QTest::currentTestFailed())
            return;
        const qint64 killedMs = time.restart();
        letAllArrive();
        if (QTest::currentTestFailed())
            return;
        const auto tables = readServerTables(m_server.dataDirectory());
        QVERIFY2(tables.has_value(), qPrintable(tables ? QString() : tables.error()));
        m_tables = *tables;
        // A picture that was broken off before it was whole is finished some seconds after the last start.
        QElapsedTimer patience;
        patience.start();
        for (m_served = mastersAtKarl();
             m_served.size() < m_tables.pictures.size() && patience.elapsed() < kHealMs;
             m_served = mastersAtKarl())
            QTest::qWait(kBetweenLooksMs);
        const auto whole = readServerTables(m_server.dataDirectory());
        QVERIFY2(whole.has_value(), qPrintable(whole ? QString() : whole.error()));
        m_tables = *whole;
        QCOMPARE(m_served.size(), m_tables.pictures.size());
        const UploadSums sums = sumUploads(m_telephone->journal());
        qInfo(
            "seed %llu: %lld ms of killing, %lld ms until all was there; %d kills of the client, %d of the "
            "server, %d cuts; %lld pictures in %d pieces, %d of them interrupted, the largest of %lld bytes; "
            "%lld bytes sent, %lld of them again",
            m_seed, killedMs, time.elapsed(), m_telephone->kills(), m_killer.kills(), m_telephone->cuts(),
            qint64(m_tables.pictures.size()), sums.pieces, sums.interrupted, sums.largestPiece, sums.sent,
            sums.again);
        QVERIFY2(sums.pieces >= kPiecesAPicture * m_tables.pictures.size(), "too few pieces");
        QVERIFY2(
            sums.interrupted >= m_cycles / 4 && m_killer.kills() >= m_cycles / 8, "too few interruptions");
    }

    void anInterruptionCostsOnePieceAtMost()
    {
        QHash<QString, qint64> bytes;
        for (auto it = m_tables.pictures.cbegin(); it != m_tables.pictures.cend(); ++it)
            bytes.insert(it.key(), it->bytes);
        const auto findings = checkUploads(m_telephone->journal(), bytes, interruptions());
        for (const Passage &each : findings.isEmpty() ? QVector<Passage>() : m_telephone->journal())
            qWarning("%s %s at %lld: %lld of %lld, %d", each.method.constData(), each.path.constData(),
                each.uploadOffset, each.passedBytes, each.bodyBytes, each.status);
        QVERIFY2(findings.isEmpty(), qPrintable(findings.mid(0, kFindingsShown).join(u'\n')));
    }

    void everyPictureIsThereOnce()
    {
        const auto findings = checkHistories({m_telephone->history()}, m_tables);
        QVERIFY2(findings.isEmpty(), qPrintable(findings.mid(0, kFindingsShown).join(u'\n')));
        const auto posts = posted();
        qsizetype pictures = 0;
        for (const auto &each : std::as_const(m_tables.view)) {
            const auto held = posts.value(each[u"id"_s].toString());
            QStringList wanted;
            for (const HeldPicture &picture : held) {
                wanted.append(picture.id);
                QCOMPARE(m_tables.pictures.value(picture.id).sha256, picture.sha256);
            }
            QCOMPARE(each[u"pictures"_s].toVariant().toStringList(), wanted);
            pictures += held.size();
        }
        QVERIFY(pictures >= m_pictures);
        QCOMPARE(m_tables.pictures.size(), pictures); // none that no post has
        const QDir unfinished(m_server.dataDirectory() + u"/uploads"_s);
        QCOMPARE(unfinished.entryList(QDir::Files), QStringList());
    }

    /// The server writes each picture anew, so its bytes are others; but two of noise are wholly unlike.
    void everyPictureIsTheOneThatWasSent()
    {
        const auto sent = mastersAtHome();
        QVERIFY(sent.size() >= m_pictures / 2);
        const auto posts = posted();
        for (const auto &pictures : posts) {
            for (const HeldPicture &picture : pictures) {
                if (!sent.contains(picture.id))
                    continue;
                const QByteArray bytes = sent.value(picture.id);
                QCOMPARE(hashOf(bytes), picture.sha256);
                const double difference = differenceOf(bytes, m_served.value(picture.id));
                QVERIFY2(difference < kLikeness, qPrintable(QString::number(difference)));
            }
        }
    }

    void noPostWasSeenWithoutItsPictures()
    {
        const auto &findings = m_watch->findings();
        QVERIFY2(findings.isEmpty(), qPrintable(findings.mid(0, kFindingsShown).join(u'\n')));
        QCOMPARE(m_watch->seen(), m_tables.view.size());
    }

    void servedPicturesTellNothing()
    {
        QStringList files = everySize();
        for (auto it = m_served.cbegin(); it != m_served.cend(); ++it)
            files.append(write(it.value(), it.key() + u".jpg"_s));
        QVERIFY(files.size() >= 8 * m_served.size()); // three widths in two formats beside each
        const QByteArray fields = metadataFieldsOf(files);
        QVERIFY2(fields.isEmpty(), fields.left(500).constData());
        // What half of them came with is found where it is.
        const auto laden =
            demo::withExif(m_served.cbegin().value(), {.place = true, .latitude = 48, .longitude = 11});
        QVERIFY(metadataFieldsOf({write(laden, u"laden.jpg"_s)}).contains("GPSLatitude"));
    }

    void cleanupTestCase()
    {
        m_watch.reset();
        m_karl.reset();
        m_telephone.reset();
        QCOMPARE(m_server.stop(), 0);
    }

    void cleanup()
    {
        if (!QTest::currentTestFailed())
            return;
        m_folder.setAutoRemove(false);
        m_server.keepData();
        qInfo("Again: PREGGO_CRASH_SEED=%llu PREGGO_CRASH_CYCLES=%d PREGGO_CRASH_PICTURES=%d %s\nThe devices "
              "are kept in %s, the server in %s",
            m_seed, m_cycles, m_pictures, qPrintable(QCoreApplication::applicationFilePath()),
            qPrintable(m_folder.path()), qPrintable(m_server.dataDirectory()));
    }
};

QTEST_GUILESS_MAIN(TestUploadKills)
#include "tst_upload_kills.moc"
