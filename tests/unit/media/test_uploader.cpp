// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/uploader.h"
#include "fake_tus_server.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/memory_files.h"
#include "tests/support/virtual_executor.h"

#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using Fault = FakeTusServer::Fault;

namespace {

struct Listener final : MediaUploadListener
{
    void mediaStored(MediaId media) override { stored.append(media); }
    void mediaRefused(MediaId media, const Problem &why) override
    {
        refused.append(media);
        reason = why;
    }
    void mediaProgress(MediaId, qint64 sent, qint64) override { progress = sent; }

    QVector<MediaId> stored;
    QVector<MediaId> refused;
    Problem reason;
    qint64 progress = 0;
};

/// One device and one server. The uploader can be made anew, as after a restart.
struct World
{
    explicit World(qint64 size = 3'000'000)
    {
        http.handler = [this](const ScriptedHttp::Pending &request) { return server(request); };
        row = newRow(size);
        restart();
    }
    MediaOut newRow(qint64 size)
    {
        MediaOut out;
        out.mediaId = rng.mintV7<MediaId>(clock.wallMs());
        out.family = rng.mintV7<FamilyId>(clock.wallMs());
        out.path = u"/out/"_s + out.mediaId.toString();
        content = rng.bytes(size);
        out.bytes = size;
        out.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
        out.mime = u"image/jpeg"_s;
        out.alt = u"Für Oma"_s;
        (void)files.writeDurably(out.path, content);
        return out;
    }
    void restart()
    {
        uploader.reset();
        main.drain();
        uploader =
            std::make_unique<Uploader>(Uploader::Deps{clock, rng, main, main, files, http, tokens, nullptr,
                [this](MediaId, const QString &place, qint64 offset) {
                    row.tusUrl = place;
                    row.tusOffset = offset;
                    ++notes;
                },
                [this] { return isMetered; }});
        uploader->setStandingListener([this] { ++standings; });
        uploader->setListener(&listener);
    }
    void run(qint64 ms = 3'600'000) { main.advance(ms); }
    void sendAll()
    {
        uploader->enqueue(row);
        run();
    }
    [[nodiscard]] bool arrivedWhole() const
    {
        return listener.stored == QVector<MediaId>{row.mediaId} && server.bytes == content;
    }

    FakeClock clock;
    VirtualExecutor main{clock};
    SeededRng rng{3};
    MemoryFiles files;
    FakeTokens tokens;
    ScriptedHttp http{main};
    FakeTusServer server;
    Listener listener;
    QByteArray content;
    MediaOut row;
    int notes = 0;
    bool isMetered = false;
    int standings = 0;
    std::unique_ptr<Uploader> uploader;
};

} // namespace

class TestUploader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsAPictureInGrowingPieces()
    {
        World world;
        world.sendAll();
        QVERIFY(world.arrivedWhole());
        QCOMPARE(world.server.pieces.first(), limits::kChunkBytesMin);
        QCOMPARE(world.server.pieces[1], 2 * limits::kChunkBytesMin);
        QCOMPARE(world.server.received, world.row.bytes);
        QCOMPARE(world.listener.progress, world.row.bytes);
        QVERIFY(world.server.metadata.contains(u"Für Oma"_s.toUtf8().toBase64()));
        QVERIFY(
            world.server.metadata.contains("media_id " + world.row.mediaId.toString().toLatin1().toBase64()));
        QVERIFY(world.server.metadata.contains(world.row.sha256.toHex().toBase64()));
        QVERIFY(world.main.isIdle());
    }

    void neverCallsTheListenerFromWithinEnqueue()
    {
        World world;
        world.uploader->enqueue(world.row);
        QVERIFY(world.listener.stored.isEmpty());
        QCOMPARE(world.listener.progress, 0);
    }

    void whatIsPausedStopsWhereItIsAndGoesOnThere()
    {
        World world;
        world.uploader->enqueue(world.row);
        while (world.server.pieces.size() < 2)
            QVERIFY(world.main.runOne());
        world.uploader->setPaused({world.row.mediaId});
        QVERIFY(world.standings > 0);
        const qint64 sent = world.server.received;
        world.run();
        QCOMPARE(world.server.received, sent);
        QCOMPARE(world.uploader->standingOf(world.row.mediaId).hold, UploadHold::Paused);
        QVERIFY(world.main.isIdle());
        world.uploader->setPaused({});
        world.run();
        QVERIFY(world.arrivedWhole());
        QCOMPARE(world.uploader->standingOf(world.row.mediaId).hold, UploadHold::None);
        QCOMPARE(world.server.created, 1);
        QVERIFY(world.server.received <= world.row.bytes + limits::kChunkBytesMax);
    }

    void othersGoWhileOneIsPaused()
    {
        World world;
        const MediaOut paused = world.row;
        world.row = world.newRow(600'000);
        world.uploader->setPaused({paused.mediaId});
        world.uploader->enqueue(paused);
        world.uploader->enqueue(world.row);
        world.run();
        QVERIFY(world.arrivedWhole());
    }

    void waitsForANetworkThatCostsNothingWhereSheWishes()
    {
        World world;
        world.isMetered = true;
        world.uploader->setSendsOnMetered(false);
        world.uploader->enqueue(world.row);
        world.run();
        QCOMPARE(world.http.sent, 0);
        QCOMPARE(world.uploader->standingOf(world.row.mediaId).hold, UploadHold::Metered);
        world.isMetered = false;
        world.uploader->wake();
        while (world.server.pieces.size() < 2)
            QVERIFY(world.main.runOne());
        world.isMetered = true; // on the way home
        world.run();
        QVERIFY(world.listener.stored.isEmpty());
        QVERIFY(world.server.pieces.size() <= 3);
        world.uploader->setSendsOnMetered(true);
        world.run();
        QVERIFY(world.arrivedWhole());
    }

    void saysWhatItFailsOver()
    {
        World world;
        world.server.faults = {Fault::Status503};
        world.uploader->enqueue(world.row);
        world.main.drain();
        const auto standing = world.uploader->standingOf(world.row.mediaId);
        QCOMPARE(standing.hold, UploadHold::Failing);
        QVERIFY(standing.problem && standing.problem->code == ProblemCode::Unavailable);
        QVERIFY(world.standings > 0);
        world.run();
        QVERIFY(world.arrivedWhole());
        QCOMPARE(world.uploader->standingOf(world.row.mediaId).hold, UploadHold::None);
    }

    void onePieceIsAtMostTheLimit()
    {
        World world(12'000'000);
        world.sendAll();
        QVERIFY(world.arrivedWhole());
        QCOMPARE(*std::max_element(world.server.pieces.begin(), world.server.pieces.end()),
            limits::kChunkBytesMax);
    }

    void survivesEachFault_data()
    {
        QTest::addColumn<QVector<Fault>>("faults");
        const auto none = Fault::None;
        QTest::newRow("create never arrives") << QVector<Fault>{Fault::LoseRequest};
        QTest::newRow("create's answer is lost") << QVector<Fault>{Fault::LoseAnswer};
        QTest::newRow("piece never arrives") << QVector<Fault>{none, Fault::LoseRequest};
        QTest::newRow("piece's answer is lost") << QVector<Fault>{none, Fault::LoseAnswer};
        QTest::newRow("half a piece arrives") << QVector<Fault>{none, none, Fault::HalfPiece};
        QTest::newRow("checksum") << QVector<Fault>{none, Fault::BadChecksum, Fault::BadChecksum};
        QTest::newRow("checksum for long") << QVector<Fault>(12, Fault::BadChecksum);
        QTest::newRow("server busy") << QVector<Fault>{
            Fault::Status503, Fault::Status503, none, Fault::Status503};
        QTest::newRow("captive portal")
            << QVector<Fault>{Fault::PlainHtml, none, Fault::PlainHtml, Fault::PlainHtml};
        QTest::newRow("upload forgotten") << QVector<Fault>{none, none, Fault::Forget};
        QTest::newRow("forgotten while asking")
            << QVector<Fault>{none, none, Fault::LoseAnswer, Fault::Forget};
        QTest::newRow("small bodies only") << QVector<Fault>{none, Fault::Status413, Fault::Status413};
    }
    void survivesEachFault()
    {
        QFETCH(QVector<Fault>, faults);
        World world;
        world.server.faults = {faults.begin(), faults.end()};
        world.sendAll();
        QVERIFY(world.server.faults.empty());
        QVERIFY(world.arrivedWhole());
        QVERIFY(world.listener.refused.isEmpty());
    }

    void aDuplicateCreateLeavesNoOrphan()
    {
        World world;
        world.server.faults = {Fault::LoseAnswer};
        world.sendAll();
        QVERIFY(world.arrivedWhole());
        QCOMPARE(world.server.created, 1);
    }

    void resumesAfterARestartWhereTheServerStands()
    {
        World world;
        world.server.faults = {Fault::None, Fault::None, Fault::HalfPiece};
        world.uploader->enqueue(world.row);
        world.main.drain();
        QVERIFY(world.row.tusOffset > 0);
        const qint64 there = world.server.bytes.size();
        QVERIFY(there > world.row.tusOffset); // the half that nobody told us of

        world.restart();
        world.server.log.clear();
        world.sendAll();
        QCOMPARE(world.server.log.first(), "HEAD");
        QVERIFY(world.arrivedWhole());
        QCOMPARE(world.server.created, 1);
    }

    void aPlaceThatHoldsMoreThanThePictureIsLeft()
    {
        World world(100'000);
        world.server.place = "/api/v1/uploads/old";
        world.server.bytes = QByteArray(100'001, '?');
        world.row.tusUrl = QString::fromLatin1(world.server.place);
        world.server.faults = {Fault::None, Fault::Forget}; // asked, then made anew
        world.sendAll();
        QVERIFY(world.arrivedWhole());
        QVERIFY(world.listener.refused.isEmpty());
        QCOMPARE(world.server.log, (QVector<QByteArray>{"HEAD", "POST", "PATCH"}));
    }

    void aLostLastAnswerIsFoundByAsking()
    {
        World world(100'000);
        world.server.faults = {Fault::None, Fault::LoseAnswer};
        world.sendAll();
        QVERIFY(world.arrivedWhole());
        QCOMPARE(world.server.received, 100'000);
        QCOMPARE(world.server.log, (QVector<QByteArray>{"POST", "PATCH", "HEAD"}));
    }

    void anOldTokenIsRenewedOnce()
    {
        World world;
        world.server.token = "token-2";
        world.sendAll();
        QVERIFY(world.arrivedWhole());
        QCOMPARE(world.tokens.rejections, 1);
    }

    void withoutASignInItWaitsAndSaysNothing()
    {
        World world;
        world.tokens.problem = makeProblem(ProblemCode::Unauthorized);
        world.sendAll();
        QCOMPARE(world.http.sent, 0);
        QVERIFY(world.listener.refused.isEmpty());
        world.tokens.problem.reset();
        world.uploader->wake();
        world.run(2'000);
        QVERIFY(world.arrivedWhole());
    }

    void whatTheServerWillNeverTakeIsRefusedOnce_data()
    {
        QTest::addColumn<bool>("atCreate");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("too large") << true << ProblemCode::PictureTooLarge;
        QTest::newRow("no picture") << true << ProblemCode::UnsupportedMedia;
        QTest::newRow("not a member") << true << ProblemCode::NotFound;
        QTest::newRow("not allowed") << true << ProblemCode::Rejected;
        QTest::newRow("somebody else's id") << true << ProblemCode::Conflict;
        QTest::newRow("unknown field") << true << ProblemCode::UnknownField;
        QTest::newRow("damaged") << false << ProblemCode::PictureDamaged;
        QTest::newRow("too many pixels") << false << ProblemCode::PictureTooLarge;
    }
    void whatTheServerWillNeverTakeIsRefusedOnce()
    {
        QFETCH(bool, atCreate);
        QFETCH(ProblemCode, code);
        World world(200'000);
        (atCreate ? world.server.refuseCreate : world.server.refuseLast) = code;
        world.sendAll();
        QCOMPARE(world.listener.refused, QVector<MediaId>{world.row.mediaId});
        QCOMPARE(world.listener.reason.code, code);
        QVERIFY(world.main.isIdle());
        QVERIFY(world.files.exists(world.row.path)); // the person's picture is hers
    }

    void aRefusalThatNobodyHeardIsAskedFor()
    {
        World world(200'000);
        world.server.refuseLast = ProblemCode::PictureDamaged;
        world.server.faults = {Fault::None, Fault::LoseAnswer};
        world.sendAll();
        QCOMPARE(world.listener.refused.size(), 1);
        QCOMPARE(world.listener.reason.code, ProblemCode::PictureDamaged);
        QCOMPARE(world.server.log, (QVector<QByteArray>{"POST", "PATCH", "HEAD", "POST"}));
    }

    void aMissingFileIsRefused()
    {
        World world;
        (void)world.files.remove(world.row.path);
        world.sendAll();
        QCOMPARE(world.listener.refused.size(), 1);
        QVERIFY(!world.listener.reason.detail.isEmpty());
    }

    void oneThatFailsDoesNotKeepTheOthers()
    {
        World world(100'000);
        world.server.faults = {Fault::Status503};
        const MediaOut first = world.row;
        const MediaOut second = world.newRow(100'000);
        world.uploader->enqueue(first);
        world.uploader->enqueue(second);
        world.uploader->enqueue(second); // twice is once
        world.run(1'000);
        QCOMPARE(world.listener.stored.value(0), second.mediaId);
    }

    void waitsLongerWithEachFailureAndAtMostTheCap()
    {
        World world;
        world.server.faults = std::deque<Fault>(200, Fault::LoseRequest);
        world.uploader->enqueue(world.row);
        world.main.drain();
        qint64 longest = 0;
        while (!world.server.faults.empty()) {
            longest = std::max(longest, world.main.nextTimerMs());
            QVERIFY(world.main.nextTimerMs() <= limits::kRetryCapMs);
            world.main.advance(world.main.nextTimerMs());
        }
        QVERIFY(longest > 60'000);
        world.run();
        QVERIFY(world.arrivedWhole());
    }

    void wakesAtOnceWhenTheNetworkIsBack()
    {
        World world(100'000);
        world.server.faults = std::deque<Fault>(12, Fault::LoseRequest);
        world.uploader->enqueue(world.row);
        while (!world.server.faults.empty())
            world.main.advance(std::max<qint64>(world.main.nextTimerMs(), 0));
        world.uploader->wake();
        world.run(2'000);
        QVERIFY(world.arrivedWhole());
    }

    void forgettingStopsAndRemovesTheFile()
    {
        World world;
        world.http.handler = nullptr; // nothing answers
        world.uploader->enqueue(world.row);
        world.uploader->forget(world.row);
        world.run();
        QCOMPARE(world.http.cancelled, 1);
        QVERIFY(!world.files.exists(world.row.path));
        QVERIFY(world.listener.stored.isEmpty() && world.listener.refused.isEmpty());
    }

    void settledPicturesBecomeCachedOnes()
    {
        QTemporaryDir folder;
        MediaCache cache(folder.filePath(u"cache"_s));
        World world(1'000);
        Uploader uploader({world.clock, world.rng, world.main, world.main, world.files, world.http,
            world.tokens, &cache, {}});
        uploader.settled(world.row);
        world.main.drain();
        QCOMPARE(cache.read(world.row.mediaId, u"full"_s), std::optional(world.content));
        QVERIFY(!world.files.exists(world.row.path));
    }

    void sendsToOurServerAlone_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<bool>("ours");
        QTest::newRow("path") << QByteArray("/api/v1/uploads/a1") << true;
        QTest::newRow("whole address") << QByteArray("https://family.example/api/v1/uploads/a1") << true;
        QTest::newRow("elsewhere") << QByteArray("/other/a1") << false;
        QTest::newRow("climbing") << QByteArray("/api/v1/uploads/../accounts") << false;
        QTest::newRow("climbing in hex") << QByteArray("/api/v1/uploads/%2e%2e/accounts") << false;
        QTest::newRow("a query in hex") << QByteArray("/api/v1/uploads/%3fa1") << false;
        QTest::newRow("another line in hex") << QByteArray("/api/v1/uploads/a1%0d%0aX: y") << false;
        QTest::newRow("the folder") << QByteArray("/api/v1/uploads/.") << false;
        QTest::newRow("nothing in it") << QByteArray("/api/v1/uploads//a1") << false;
        QTest::newRow("none") << QByteArray() << false;
        QTest::newRow("the list itself") << QByteArray("/api/v1/uploads") << false;
    }
    void sendsToOurServerAlone()
    {
        QFETCH(QByteArray, location);
        QFETCH(bool, ours);
        World world;
        int requests = 0;
        QString second;
        world.http.handler = [&](const ScriptedHttp::Pending &request) -> HttpAnswer {
            if (++requests == 2)
                second = request.request.path;
            return {NetFailure::None, 201, {{"location", location}}, {}};
        };
        world.uploader->enqueue(world.row);
        world.main.drain();
        QCOMPARE(second.isEmpty(), !ours);
        QVERIFY(second.isEmpty() || second == "/api/v1/uploads/a1"_L1);
    }
};

QTEST_GUILESS_MAIN(TestUploader)
#include "test_uploader.moc"
