// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "feed_fixture.h"

#include "protocol/rng.h"

#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;
using Fixture = FeedFixture;

class FeedWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstPageIsTheNewest();
    void firstPageCanComeAtOnce();
    void scrollsThroughAHundredThousand();
    void jumpsToADateAndOnFromThere();
    void jumpBeforeTheOldestShowsTheOldest();
    void postsOfOthersWaitWhileReading();
    void manyWaitingPostsBecomeANewAnchor();
    void ownPostComesInAboveWaitingOnes();
    void pendingPostStandsOnTopAndIsNotDoubled();
    void manyPendingPostsAreMadeOnce();
    void ownPostStaysWhileItsConfirmedCardIsRead();
    void ownPostTakesThePlaceThatTheServerGaveIt();
    void reactionChangesOneRowInTheSameCall();
    void deletionAndUndoMoveOneRow();
    void oldestPostComesBackAfterItsDeletion();
    void aWindowOfPicturesHoldsNothingElse();
    void oldAnswersAreDropped();
    void failedReadKeepsRows();
    void randomWalkStaysContiguous();
};

void FeedWindowTest::firstPageIsTheNewest()
{
    Fixture f(100'000);
    QCOMPARE(f.window.rows().size(), FeedWindow::kPageRows);
    QVERIFY(f.window.atNewest());
    QVERIFY(!f.window.atOldest());
    QCOMPARE(f.window.rows().first().post.stamp.publishedAtMs, kNewest);
    f.checkContiguous();
}

void FeedWindowTest::firstPageCanComeAtOnce()
{
    FakeFeedSource source;
    source.fill(10, kNewest);
    FeedWindow window(source, kSelf);
    window.openNow({kFamily, {}, FeedSort::Newest});
    QCOMPARE(window.rows().size(), 10);
    QVERIFY(window.atOldest());
    QCOMPARE(source.pageReads, 0);
}

void FeedWindowTest::scrollsThroughAHundredThousand()
{
    Fixture f(100'000);
    while (!f.window.atOldest()) {
        f.window.loadOlder();
        f.source.run();
        QVERIFY(f.window.rows().size() <= FeedWindow::kMaxRows);
    }
    f.checkContiguous();
    QCOMPARE(f.window.rows().last().post.id, f.source.posts.last().post.id);
    QVERIFY(!f.window.atNewest());
    QCOMPARE(f.mirror.resets, 0);
    QCOMPARE(f.mirror.inserted - f.mirror.removed, int(f.window.rows().size()) - FeedWindow::kPageRows);

    for (int i = 0; i < 30; ++i) {
        f.window.loadNewer();
        f.source.run();
    }
    f.checkContiguous();
    QVERIFY(!f.window.atOldest());
    QCOMPARE(f.mirror.resets, 0);
}

void FeedWindowTest::jumpsToADateAndOnFromThere()
{
    Fixture f(100'000);
    const qint64 day = kNewest - 60'000LL * 50'000;
    f.window.jumpTo(day);
    QCOMPARE(f.window.rows().size(), FeedWindow::kPageRows); // until the new rows are here
    f.source.run();
    f.checkContiguous();
    QCOMPARE(f.mirror.resets, 1);
    QVERIFY(std::any_of(f.window.rows().begin(), f.window.rows().end(),
        [&](const PostCard &card) { return card.post.stamp.publishedAtMs == day; }));
    QVERIFY(!f.window.atNewest());
    f.window.loadOlder();
    f.source.run();
    f.window.loadNewer();
    f.source.run();
    f.checkContiguous();

    f.window.showNewest();
    f.source.run();
    QVERIFY(f.window.atNewest());
    f.checkContiguous();
}

void FeedWindowTest::jumpBeforeTheOldestShowsTheOldest()
{
    Fixture f(1'000);
    f.window.jumpTo(0);
    f.source.run();
    f.checkContiguous();
    QVERIFY(f.window.atOldest());
    QCOMPARE(f.window.rows().last().post.id, f.source.posts.last().post.id);
}

void FeedWindowTest::postsOfOthersWaitWhileReading()
{
    Fixture f(1'000);
    f.window.setReading(true);
    for (int i = 1; i <= 3; ++i)
        f.arrive(f.source.makeCard(kNewest + i));
    QCOMPARE(f.window.newCount(), 3);
    QCOMPARE(f.mirror.inserted, 0);
    f.window.loadOlder();
    f.source.run();
    QCOMPARE(f.window.newCount(), 3);

    f.window.showNewest();
    f.source.run();
    QCOMPARE(f.window.newCount(), 0);
    QCOMPARE(f.mirror.resets, 0);
    f.checkContiguous();
    QCOMPARE(f.window.rows().first().post.stamp.publishedAtMs, kNewest + 3);

    f.window.setReading(false);
    f.arrive(f.source.makeCard(kNewest + 4));
    QCOMPARE(f.window.newCount(), 0);
    f.checkContiguous();
}

void FeedWindowTest::manyWaitingPostsBecomeANewAnchor()
{
    Fixture f(1'000);
    f.window.setReading(true);
    for (int i = 1; i <= FeedWindow::kPageRows + 5; ++i)
        f.arrive(f.source.makeCard(kNewest + i));
    QCOMPARE(f.window.newCount(), FeedWindow::kPageRows + 5);
    f.window.showNewest();
    f.source.run();
    QCOMPARE(f.window.newCount(), 0);
    f.checkContiguous();
    QCOMPARE(f.window.rows().first().post.id, f.source.posts.first().post.id);
}

void FeedWindowTest::ownPostComesInAboveWaitingOnes()
{
    Fixture f(1'000);
    f.window.setReading(true);
    f.arrive(f.source.makeCard(kNewest + 1));
    QCOMPARE(f.window.newCount(), 1);
    f.arrive(f.source.makeCard(kNewest + 2, kSelf));
    QCOMPARE(f.window.newCount(), 0);
    f.checkContiguous();
    QCOMPARE(f.window.rows().first().post.author, kSelf);
}

void FeedWindowTest::pendingPostStandsOnTopAndIsNotDoubled()
{
    Fixture f(1'000);
    PostCard mine = f.source.makeCard(0, kSelf);
    f.source.pending = {mine};
    f.window.postsChanged({mine.post.id});
    f.source.run();
    f.mirror.check();
    QCOMPARE(f.window.rows().first().post.id, mine.post.id);
    QCOMPARE(f.mirror.inserted, 1);

    // Confirmed, while the pending one is still over it.
    mine.post.stamp.publishedAtMs = kNewest + 5;
    f.source.add(mine);
    f.window.postsChanged({mine.post.id});
    f.source.run();
    f.mirror.check();
    f.source.pending.clear();
    f.window.postsChanged({mine.post.id});
    f.source.run();
    f.checkContiguous();
    QCOMPARE(f.mirror.inserted, 1);
    QCOMPARE(f.mirror.removed, 0);
    QCOMPARE(f.mirror.moved, 0);
}

void FeedWindowTest::manyPendingPostsAreMadeOnce()
{
    Fixture f(50);
    for (int i = 0; i < 2 * FeedWindow::kPendingRows; ++i)
        f.source.pending.prepend(f.source.makeCard(0, kSelf));
    f.window.refoldAll();
    QCOMPARE(f.window.rows().first().post.id, f.source.pending.first().post.id);
    QCOMPARE(f.source.pendingCards, FeedWindow::kPendingRows); // the others are on the outbox page

    f.window.postsChanged({f.source.pending.at(3).post.id, f.source.posts.at(2).post.id});
    f.source.run();
    QCOMPARE(f.source.pendingCards, FeedWindow::kPendingRows + 1);
    f.mirror.check();
}

void FeedWindowTest::ownPostStaysWhileItsConfirmedCardIsRead()
{
    Fixture f(1'000);
    PostCard mine = f.source.makeCard(0, kSelf);
    f.source.pending = {mine};
    f.window.postsChanged({mine.post.id}); // an answer from before the confirmation is still on its way
    mine.post.stamp.publishedAtMs = kNewest + 5;
    f.source.run();
    f.window.postsChanged({mine.post.id});
    // Confirmed: it leaves the queue, and its card is read. She reacts before that has come.
    f.source.pending.clear();
    f.source.add(mine);
    f.window.postsChanged({mine.post.id});
    f.source.reactions[mine.post.id] = ReactionKind::Hug;
    f.window.refold(mine.post.id);
    QCOMPARE(f.window.indexOf(mine.post.id), 0);
    QCOMPARE(f.window.rows().first().mine, std::optional(ReactionKind::Hug));
    f.source.step(); // the first answer, which did not ask for the confirmed card
    QCOMPARE(f.window.indexOf(mine.post.id), 0);
    f.source.run();
    QCOMPARE(f.window.rows().first().mine, std::optional(ReactionKind::Hug));
    QCOMPARE(f.mirror.removed, 0);
    QCOMPARE(f.mirror.inserted, 1);
    f.checkContiguous();
}

void FeedWindowTest::ownPostTakesThePlaceThatTheServerGaveIt()
{
    Fixture f(1'000);
    PostCard mine = f.source.makeCard(0, kSelf);
    f.source.pending = {mine};
    f.window.postsChanged({mine.post.id});
    f.source.run();
    // Somebody else's post was published after it, and came here before it was confirmed.
    f.arrive(f.source.makeCard(kNewest + 10));
    QCOMPARE(f.window.indexOf(mine.post.id), 0);
    mine.post.stamp.publishedAtMs = kNewest + 5;
    f.arrive(mine);
    f.mirror.check(); // still pending, and not twice
    f.source.pending.clear();
    f.window.postsChanged({mine.post.id});
    f.source.run();
    QCOMPARE(f.window.indexOf(mine.post.id), 1);
    f.checkContiguous();
}

void FeedWindowTest::reactionChangesOneRowInTheSameCall()
{
    Fixture f(1'000);
    const PostId post = f.window.rows().at(7).post.id;
    f.source.reactions.insert(post, ReactionKind::Hug);
    f.source.folds = 0;
    f.window.refold(post);
    QCOMPARE(f.mirror.changed, QVector<int>{7});
    QCOMPARE(f.source.folds, 1);
    QCOMPARE(f.window.rows().at(7).mine, std::optional(ReactionKind::Hug));
    QCOMPARE(f.window.rows().at(7).reactionTotal(), 1);

    // Taking the action out of the overlay is all it takes to undo it.
    f.source.reactions.clear();
    f.window.refold(post);
    QVERIFY(!f.window.rows().at(7).mine);
    QCOMPARE(f.window.rows().at(7).reactionTotal(), 0);
}

void FeedWindowTest::deletionAndUndoMoveOneRow()
{
    Fixture f(1'000);
    const PostId post = f.window.rows().at(5).post.id;
    f.source.deleted.insert(post);
    f.window.refold(post);
    QCOMPARE(f.window.indexOf(post), -1);
    QCOMPARE(f.mirror.removed, 1);
    f.source.deleted.clear();
    f.window.refold(post);
    QCOMPARE(f.window.indexOf(post), 5);
    f.checkContiguous();
    QCOMPARE(f.mirror.inserted, 1);
    QCOMPARE(f.mirror.resets, 0);
}

void FeedWindowTest::oldestPostComesBackAfterItsDeletion()
{
    Fixture f(5);
    QVERIFY(f.window.atOldest());
    const PostCard oldest = f.source.posts.takeLast();
    f.window.postsChanged({oldest.post.id});
    f.source.run();
    QCOMPARE(f.window.indexOf(oldest.post.id), -1);

    f.arrive(oldest);
    f.window.loadOlder();
    f.source.run();
    QCOMPARE(f.window.indexOf(oldest.post.id), 4);
    f.checkContiguous();
}

void FeedWindowTest::aWindowOfPicturesHoldsNothingElse()
{
    const QVector<MediaId> pictures{MediaId(QUuid(5, 5, 5, 0x80, 0, 0, 0, 0, 0, 0, 5))};
    FakeFeedSource source;
    source.fill(100, kNewest);
    for (int at = 0; at < 100; at += 10)
        source.posts[at].post.media = pictures;
    FeedWindow window(source, kSelf);
    window.open({kFamily, {}, FeedSort::Newest, true});
    source.run();
    QCOMPARE(window.rows().size(), 10);
    // What loses its last picture goes, what gets its first one comes; a waiting one of her own stands on
    // top.
    source.posts[10].post.media.clear();
    source.posts[11].post.media = pictures;
    window.postsChanged({source.posts[10].post.id, source.posts[11].post.id});
    source.run();
    QCOMPARE(window.rows().size(), 10);
    QCOMPARE(window.rows().at(1).post.id, source.posts.at(11).post.id);
    source.pending = {source.makeCard(kNewest + 2, kSelf), source.makeCard(kNewest + 1, kSelf)};
    source.pending[1].post.media = pictures;
    window.refoldAll();
    QCOMPARE(window.rows().size(), 11);
    QCOMPARE(window.rows().first().post.id, source.pending.at(1).post.id);
}

void FeedWindowTest::oldAnswersAreDropped()
{
    Fixture f(1'000);
    f.window.loadOlder();
    f.window.jumpTo(kNewest - 60'000LL * 500);
    f.source.run();
    f.checkContiguous();
    f.window.loadOlder();
    f.window.close();
    f.source.run();
    QVERIFY(f.window.rows().isEmpty());
}

void FeedWindowTest::failedReadKeepsRows()
{
    Fixture f(1'000);
    f.source.fails = true;
    f.window.loadOlder();
    f.source.run();
    QCOMPARE(f.mirror.failures, 1);
    QVERIFY(!f.window.loading());
    QCOMPARE(f.window.rows().size(), FeedWindow::kPageRows);
    f.source.fails = false;
    f.window.loadOlder();
    f.source.run();
    QCOMPARE(f.window.rows().size(), 2 * FeedWindow::kPageRows);
}

void FeedWindowTest::randomWalkStaysContiguous()
{
    for (quint64 seed = 1; seed <= 12; ++seed) {
        Fixture f(1'000);
        SeededRng rng(seed);
        for (int step = 0; step < 200; ++step) {
            switch (rng.below(7)) {
            case 0:
            case 1:
                f.window.loadOlder();
                break;
            case 2:
                f.window.loadNewer();
                break;
            case 3:
                f.window.jumpTo(kNewest - 60'000LL * qint64(rng.below(1'050)));
                break;
            case 4:
                f.window.setReading(rng.below(2) == 0);
                f.arrive(f.source.makeCard(kNewest + step + 1, rng.below(3) == 0 ? kSelf : UserId()));
                break;
            case 5:
                f.window.showNewest();
                break;
            default: {
                const auto gone = f.source.posts.takeAt(qsizetype(rng.below(quint64(f.source.posts.size()))));
                f.window.postsChanged({gone.post.id});
                break;
            }
            }
            if (rng.below(3) != 0)
                f.source.run();
        }
        f.source.run();
        f.checkContiguous();
    }
}

QTEST_GUILESS_MAIN(FeedWindowTest)
#include "feed_window_test.moc"
