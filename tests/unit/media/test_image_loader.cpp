// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/image_loader.h"
#include "protocol/rng.h"
#include "tests/support/fake_tokens.h"
#include "tests/support/scripted_http.h"
#include "tests/support/virtual_executor.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray jpeg(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "jpeg");
    return bytes;
}

HttpAnswer picture(int width = 400, int height = 300)
{
    return {NetFailure::None, 200, {{"content-type", "image/jpeg"}}, jpeg(width, height)};
}

struct Got
{
    int calls = 0;
    QImage image;
    std::optional<Problem> problem;
    [[nodiscard]] bool hasImage() const { return calls == 1 && !image.isNull(); }
};

struct World
{
    World() { restart(); }
    void restart()
    {
        loader.reset();
        loader = std::make_unique<ImageLoader>(ImageLoader::Deps{http, tokens, cache, main, {&main, &main},
            [this] { return roomToPrefetch; }, &clock,
            [this](PictureOrigin origin, double ms) {
                shown.append({origin, ms});
            }});
    }
    bool roomToPrefetch = true;
    QVector<std::pair<PictureOrigin, double>> shown;
    MediaId newId() { return rng.mintV7<MediaId>(clock.wallMs()); }
    ImageRequest request(MediaId media, int side = 300)
    {
        return {media, {{side, side}, PictureFit::Inside, 0}, {4000, 3000}, {}, {}};
    }
    std::shared_ptr<Got> load(const ImageRequest &wanted)
    {
        auto got = std::make_shared<Got>();
        lastTicket = loader->load(wanted, [got](const Result<QImage> &result) {
            ++got->calls;
            if (result)
                got->image = *result;
            else
                got->problem = result.error();
        });
        return got;
    }

    QTemporaryDir folder;
    FakeClock clock;
    VirtualExecutor main{clock};
    SeededRng rng{9};
    ScriptedHttp http{main};
    FakeTokens tokens;
    MediaCache cache{folder.path()};
    ImageLoader::Ticket lastTicket = 0;
    std::unique_ptr<ImageLoader> loader;
};

} // namespace

class TestImageLoader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsForgottenIsNowhere()
    {
        World world;
        const MediaId gone = world.newId();
        const MediaId kept = world.newId();
        for (const MediaId id : {gone, kept}) {
            world.load(world.request(id));
            world.main.drain();
            world.http.answer(picture());
            world.main.drain();
        }
        QVERIFY(world.cache.has(gone, u"w400"_s) && world.loader->memoryBytes() > 0);
        const auto under = world.load(world.request(gone, 1'600));
        world.loader->forget({gone});
        world.main.drain();
        QCOMPARE(under->calls, 1);
        QVERIFY(under->problem);
        QVERIFY(!world.cache.has(gone, u"w400"_s));
        QVERIFY(world.cache.has(kept, u"w400"_s));
        QCOMPARE(world.loader->memoryBytes(), 0);
    }

    void goesToTheNetworkOnceThenToMemoryThenToDisk()
    {
        World world;
        const MediaId id = world.newId();
        const auto first = world.load(world.request(id));
        world.main.drain();
        QCOMPARE(world.http.pending.size(), 1);
        QCOMPARE(world.http.pending.first().request.path, u"/media/%1/w400"_s.arg(id.toString()));
        QCOMPARE(world.http.pending.first().request.lane, NetLane::Pictures);
        QCOMPARE(world.http.pending.first().header("Authorization"), "Bearer token-1");
        world.http.answer(picture());
        world.main.drain();
        QVERIFY(first->hasImage());
        QCOMPARE(first->image.size(), QSize(300, 225));

        const auto second = world.load(world.request(id));
        QCOMPARE(second->calls, 0); // never from within load()
        world.main.drain();
        QVERIFY(second->hasImage());

        world.restart();
        const auto third = world.load(world.request(id));
        world.main.drain();
        QVERIFY(third->hasImage());
        QCOMPARE(world.http.sent, 1);
    }

    void tellsWhereAPictureCameFromAndHowLongItTook()
    {
        World world;
        const ImageRequest wanted = world.request(world.newId());
        (void)world.load(wanted);
        world.main.drain();
        QVERIFY(world.shown.isEmpty());
        world.main.advance(120);
        world.http.answer(picture());
        world.main.drain();
        (void)world.load(wanted);
        world.main.drain();
        world.restart();
        (void)world.load(wanted);
        world.main.drain();
        using From = PictureOrigin;
        QCOMPARE(world.shown,
            (QVector<std::pair<From, double>>{{From::Network, 120}, {From::Memory, 0}, {From::Disk, 0}}));
        (void)world.load(world.request(world.newId()));
        world.main.drain();
        world.http.fail(NetFailure::Offline);
        world.main.drain();
        QCOMPARE(world.shown.size(), 3); // what did not come is no duration
    }

    void sharesOneDownloadAmongAll()
    {
        World world;
        const MediaId id = world.newId();
        const auto a = world.load(world.request(id));
        const auto b = world.load(world.request(id));
        const auto other = world.load(world.request(id, 350)); // another size, the same variant
        world.main.drain();
        QCOMPARE(world.http.sent, 1);
        world.http.answer(picture());
        world.main.drain();
        QVERIFY(a->hasImage() && b->hasImage() && other->hasImage());
        QCOMPARE(other->image.width(), 350);
    }

    void cancellingEndsADownloadThatNobodyWaitsFor()
    {
        World world;
        const MediaId id = world.newId();
        const auto a = world.load(world.request(id));
        const auto ticketA = world.lastTicket;
        const auto b = world.load(world.request(id));
        const auto ticketB = world.lastTicket;
        world.main.drain();
        world.loader->cancel(ticketA);
        QCOMPARE(world.http.cancelled, 0);
        world.loader->cancel(ticketB);
        QCOMPARE(world.http.cancelled, 1);
        world.main.drain();
        QCOMPARE(a->calls + b->calls, 0);
        // And nothing is stuck: asked again, it comes.
        const auto again = world.load(world.request(id));
        world.main.drain();
        world.http.answer(picture());
        world.main.drain();
        QVERIFY(again->hasImage());
    }

    void cancellingAMemoryHitIsHonoured()
    {
        World world;
        const MediaId id = world.newId();
        world.load(world.request(id));
        world.main.drain();
        world.http.answer(picture());
        world.main.drain();
        const auto got = world.load(world.request(id));
        world.loader->cancel(world.lastTicket);
        world.main.drain();
        QCOMPARE(got->calls, 0);
    }

    void aFewAtATime()
    {
        World world;
        QVector<std::shared_ptr<Got>> all;
        for (int i = 0; i < 20; ++i)
            all.append(world.load(world.request(world.newId())));
        world.main.drain();
        QCOMPARE(world.http.pending.size(), ImageLoader::kDownloads);
        while (!world.http.pending.isEmpty()) {
            world.http.answer(picture());
            world.main.drain();
            QVERIFY(world.http.pending.size() <= ImageLoader::kDownloads);
        }
        for (const auto &got : all)
            QVERIFY(got->hasImage());
    }

    void offlineShowsTheBestThereIs()
    {
        World world;
        const MediaId id = world.newId();
        world.cache.put(id, u"w150"_s, jpeg(150, 112));
        const auto got = world.load(world.request(id, 700));
        world.main.drain();
        world.http.fail(NetFailure::Offline);
        world.main.drain();
        QVERIFY(got->hasImage());
        QCOMPARE(got->image.width(), 150);
        // It is no answer for ever: with the network back, the right one comes.
        QVector<MediaId> retry;
        world.loader->setRetryListener([&](const QVector<MediaId> &media) { retry = media; });
        world.loader->networkBack();
        QCOMPARE(retry, QVector<MediaId>{id});
        const auto better = world.load(world.request(id, 700));
        world.main.drain();
        world.http.answer(picture(800, 600));
        world.main.drain();
        QCOMPARE(better->image.width(), 700);
        retry.clear();
        world.loader->networkBack();
        QVERIFY(retry.isEmpty());
    }

    void aLargerCopyOnDiskNeedsNoNetwork()
    {
        World world;
        const MediaId id = world.newId();
        world.cache.put(id, u"w1200"_s, jpeg(1200, 900));
        const auto got = world.load(world.request(id));
        world.main.drain();
        QVERIFY(got->hasImage());
        QCOMPARE(world.http.sent, 0);
    }

    void aDamagedCopyOnDiskIsFetchedAgain()
    {
        World world;
        const MediaId id = world.newId();
        world.cache.put(id, u"w400"_s, jpeg(400, 300).left(900));
        const auto got = world.load(world.request(id));
        world.main.drain();
        QCOMPARE(world.http.sent, 1);
        QVERIFY(!world.cache.has(id, u"w400"_s)); // without a network, nothing tries it again either
        world.http.answer(picture());
        world.main.drain();
        QVERIFY(got->hasImage());
        world.restart();
        const auto again = world.load(world.request(id));
        world.main.drain();
        QVERIFY(again->hasImage());
        QCOMPARE(world.http.sent, 1);
    }

    void everyFailureEndsInWords_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        QTest::addColumn<bool>("retried");
        QTest::newRow("offline") << HttpAnswer{NetFailure::Offline, 0, {}, {}} << true;
        QTest::newRow("hotel") << HttpAnswer{NetFailure::None, 200, {}, "<html>sign in</html>"} << true;
        QTest::newRow("busy") << HttpAnswer{NetFailure::None, 503, {}, {}} << true;
        QTest::newRow("half a picture")
            << HttpAnswer{NetFailure::None, 200, {}, jpeg(400, 300).left(900)} << false;
    }
    void everyFailureEndsInWords()
    {
        QFETCH(HttpAnswer, answer);
        QFETCH(bool, retried);
        World world;
        const MediaId id = world.newId();
        const auto got = world.load(world.request(id));
        world.main.drain();
        world.http.answer(answer);
        world.main.drain();
        QCOMPARE(got->calls, 1);
        QVERIFY(got->problem && !got->problem->detail.isEmpty());
        QVector<MediaId> retry;
        world.loader->setRetryListener([&](const QVector<MediaId> &media) { retry = media; });
        world.loader->networkBack();
        QCOMPARE(retry.contains(id), retried);
        QVERIFY(!world.cache.has(id, u"w400"_s));
    }

    void aPictureThatIsGoneSaysSo()
    {
        World world;
        const auto got = world.load(world.request(world.newId()));
        world.main.drain();
        world.http.answerProblem(ProblemCode::NotFound); // this variant
        world.main.drain();
        QVERIFY(world.http.pending.first().request.path.endsWith("/full"_L1));
        world.http.answerProblem(ProblemCode::NotFound);
        world.main.drain();
        QCOMPARE(got->problem->code, ProblemCode::NotFound);
    }

    void anOldTokenIsRenewedOnce()
    {
        World world;
        const auto got = world.load(world.request(world.newId()));
        world.main.drain();
        world.http.answerProblem(ProblemCode::TokenExpired);
        QCOMPARE(world.http.pending.first().header("Authorization"), "Bearer token-2");
        world.http.answerProblem(ProblemCode::TokenExpired);
        world.main.drain();
        QCOMPARE(got->calls, 1);
        QCOMPARE(world.tokens.rejections, 1);
        QVERIFY(world.http.pending.isEmpty());
    }

    void withoutASignInItEndsToo()
    {
        World world;
        world.tokens.problem = makeProblem(ProblemCode::Unauthorized);
        const auto got = world.load(world.request(world.newId()));
        QCOMPARE(got->calls, 0);
        world.main.drain();
        QCOMPARE(got->calls, 1);
        QVERIFY(got->problem);
    }

    void prefetchesNothingOntoAFullDisk()
    {
        World world;
        world.roomToPrefetch = false;
        world.loader->prefetch({world.request(world.newId())});
        world.main.drain();
        QVERIFY(world.http.pending.isEmpty());
        const auto got = world.load(world.request(world.newId())); // what is looked at comes all the same
        world.main.drain();
        QCOMPARE(world.http.pending.size(), 1);
        world.roomToPrefetch = true;
        world.loader->prefetch({world.request(world.newId())});
        world.main.drain();
        QCOMPARE(world.http.pending.size(), 2);
    }

    void prefetchesThreeAtATimeBehindWhatIsSeen()
    {
        World world;
        QVector<ImageRequest> wanted;
        for (int i = 0; i < 8; ++i)
            wanted.append(world.request(world.newId()));
        world.loader->prefetch(wanted);
        world.main.drain();
        QCOMPARE(world.http.pending.size(), ImageLoader::kPrefetches);
        const auto seen = world.load(world.request(world.newId()));
        world.main.drain();
        QCOMPARE(world.http.pending.size(), ImageLoader::kPrefetches + 1);
        while (!world.http.pending.isEmpty()) {
            world.http.answer(picture());
            world.main.drain();
        }
        QCOMPARE(world.http.sent, ImageLoader::kPrefetches + 1); // the next three come a moment later
        while (world.cache.usedBytes() > 0 && world.http.sent < 9) {
            world.main.advance(ImageLoader::kPrefetchGapMs);
            QVERIFY(world.http.pending.size() <= ImageLoader::kPrefetches);
            while (!world.http.pending.isEmpty()) {
                world.http.answer(picture());
                world.main.drain();
            }
        }
        QVERIFY(seen->hasImage());
        for (const auto &each : wanted)
            QVERIFY(world.cache.has(each.media, u"w400"_s));
        const int sent = world.http.sent;
        world.loader->prefetch(wanted); // all there
        world.main.drain();
        QCOMPARE(world.http.sent, sent);
    }

    void aNewListEndsTheOldOne()
    {
        World world;
        QVector<ImageRequest> wanted;
        for (int i = 0; i < 5; ++i)
            wanted.append(world.request(world.newId()));
        world.loader->prefetch(wanted);
        world.main.drain();
        QCOMPARE(world.http.pending.size(), 3);
        world.loader->prefetch({});
        world.main.advance(1'000);
        QCOMPARE(world.http.cancelled, 3);
        QCOMPARE(world.http.sent, 3);
        QVERIFY(world.http.pending.isEmpty());
    }

    void aPictureThatIsPrefetchedAndThenSeenIsOneDownload()
    {
        World world;
        const ImageRequest wanted = world.request(world.newId());
        world.loader->prefetch({wanted});
        world.main.drain();
        const auto got = world.load(wanted);
        world.main.drain();
        QCOMPARE(world.http.sent, 1);
        world.loader->prefetch({});
        world.http.answer(picture());
        world.main.drain();
        QVERIFY(got->hasImage());
    }

    void readsAnOwnPictureFromItsFile()
    {
        World world;
        ImageRequest wanted = world.request(world.newId());
        wanted.localPath = world.folder.filePath(u"own.jpg"_s);
        QFile file(wanted.localPath);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(jpeg(640, 480));
        file.close();
        const auto got = world.load(wanted);
        world.main.drain();
        QVERIFY(got->hasImage());
        QCOMPARE(world.http.sent, 0);
        wanted.localPath += u".gone"_s;
        const auto gone = world.load(wanted);
        world.main.drain();
        QVERIFY(gone->problem);
    }

    void theMasterComesFromDiskOrNetworkAndStays()
    {
        World w;
        const MediaId id = w.newId();
        QVector<QByteArray> got;
        const auto ask = [&](const QString &localPath = {}) {
            w.loader->original(id, localPath,
                [&](const Result<QByteArray> &bytes) { got.append(bytes.value_or(QByteArray("none"))); });
            w.main.drain();
        };
        ask();
        QCOMPARE(w.http.pending.size(), 1);
        QVERIFY(w.http.pending.first().request.path.endsWith(u"/full"_s));
        const HttpAnswer whole = picture(4000, 3000);
        w.http.answer(whole);
        w.main.drain();
        QCOMPARE(got, QVector<QByteArray>{whole.body});
        ask(); // out of the cache
        QCOMPARE(w.http.sent, 1);
        QCOMPARE(got.size(), 2);
        QCOMPARE(got.last(), whole.body);
    }

    void theMasterOfAnUnsentPictureIsItsFile()
    {
        World w;
        QFile file(w.folder.filePath(u"own.jpg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("own bytes");
        file.close();
        QByteArray got;
        ProblemCode why = ProblemCode::Internal;
        w.loader->original(
            w.newId(), file.fileName(), [&](const Result<QByteArray> &bytes) { got = *bytes; });
        w.main.drain();
        QCOMPARE(got, "own bytes");
        w.loader->original(w.newId(), file.fileName() + u".gone"_s,
            [&](const Result<QByteArray> &bytes) { why = bytes.error().code; });
        w.main.drain();
        QCOMPARE(why, ProblemCode::NotFound);
        QCOMPARE(w.http.sent, 0);
    }

    void endsQuietlyWithWorkUnderWay()
    {
        World world;
        const auto disk = world.load(world.request(world.newId()));
        world.main.drain();
        const auto work = world.load(world.request(world.newId()));
        world.loader.reset();
        world.main.drain();
        QCOMPARE(disk->calls + work->calls, 0);
        QCOMPARE(world.http.cancelled, 1);
    }
};

QTEST_GUILESS_MAIN(TestImageLoader)
#include "test_image_loader.moc"
