// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "loader_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

using World = LoaderWorld;

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

    // The server still makes the size that was asked for, and sends what it has.
    void whatStandsInIsShownAndNotKept()
    {
        World world;
        const MediaId id = world.newId();
        const auto early = world.load(world.request(id));
        world.main.drain();
        HttpAnswer interim = picture(150, 112);
        interim.headers.emplaceBack("cache-control", "private, no-store");
        world.http.answer(interim);
        world.main.drain();
        QVERIFY(early->hasImage());
        QCOMPARE(early->image.width(), 150);
        QVERIFY(!world.cache.has(id, u"w400"_s));
        QCOMPARE(world.loader->memoryBytes(), 0);
        QCOMPARE(world.http.sent, 1); // nobody asks again and again: her device hears when it is there
        const auto sharp = world.load(world.request(id));
        world.main.drain();
        world.http.answer(picture());
        world.main.drain();
        QCOMPARE(sharp->image.width(), 300);
        QVERIFY(world.cache.has(id, u"w400"_s));
    }

    void whatStandsInIsNotFetchedAhead()
    {
        World world;
        const MediaId id = world.newId();
        world.loader->prefetch({world.request(id)});
        world.main.drain();
        HttpAnswer interim = picture(150, 112);
        interim.headers.emplaceBack("cache-control", "private, no-store");
        world.http.answer(interim);
        world.main.drain();
        QVERIFY(!world.cache.has(id, u"w400"_s));
    }

    void whatIsBeingMadeIsAskedForInTheSizeThatIsThere()
    {
        World world;
        const MediaId id = world.newId();
        ImageRequest request = world.request(id);
        request.variants = QStringList{u"w150"_s};
        world.load(request);
        world.main.drain();
        QCOMPARE(world.http.pending.first().request.path, u"/media/%1/w150"_s.arg(id.toString()));
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
        QVector<std::shared_ptr<LoaderGot>> all;
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
