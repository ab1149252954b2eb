// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "feed_fixture.h"

#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;
using Fixture = FeedFixture;

/// What a window reads again of what changes under it.
class FeedWindowChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackfillByTheHundredReadsNothing();
    void hundredsOfChangesInTheWindowAreReadAsAWhole();
    void aPostThatComesBehindAPageUnderWayLeavesNoHole();
    void changesDuringAReadAreReadTogether();
    void changesFarAwayAreIgnored();
    void olderPostsOfABackfillAreFetched();
    void rereadKeepsRowsAndSeesLateChanges();
};

void FeedWindowChangesTest::aBackfillByTheHundredReadsNothing()
{
    Fixture f(50);
    f.window.loadOlder();
    f.source.run();
    QVERIFY(f.window.atOldest());
    const int pages = f.source.pageReads;
    QVector<PostId> arrived;
    for (int i = 0; i < 200; ++i) {
        const PostCard card = f.source.makeCard(kNewest - 60'000LL * (1'000 + i));
        f.source.add(card);
        arrived.append(card.post.id);
    }
    f.window.postsChanged(arrived);
    f.source.run();
    QCOMPARE(f.source.cardsRead, 0);
    QCOMPARE(f.source.pageReads, pages);
    QVERIFY(!f.window.atOldest()); // it knows that there is more
    f.window.loadOlder();
    f.source.run();
    QCOMPARE(f.window.rows().size(), 50 + FeedWindow::kPageRows);
    f.checkContiguous();
}

void FeedWindowChangesTest::hundredsOfChangesInTheWindowAreReadAsAWhole()
{
    Fixture f(1'000);
    for (int i = 0; i < 8; ++i) {
        f.window.loadOlder();
        f.source.run();
    }
    f.source.cardsRead = 0;
    QVector<PostId> changed;
    for (int i = 0; i < 3 * FeedWindow::kRereadFrom; ++i) {
        f.source.posts[i].post.text = u"changed %1"_s.arg(i);
        changed.append(f.source.posts.at(i).post.id);
    }
    f.window.postsChanged(changed);
    f.source.run();
    f.checkContiguous();
    QVERIFY(f.window.rows().first().post.text.startsWith(u"changed"));
    QVERIFY(f.source.cardsRead <= FeedWindow::kRereadFrom); // the others came with the page

    // More than it looks at one by one.
    f.source.cardsRead = 0;
    for (int i = 0; i <= FeedWindow::kChangedMax; ++i)
        changed.append(f.source.makeCard(kNewest - 1).post.id);
    f.window.postsChanged(changed);
    f.source.run();
    QCOMPARE(f.source.cardsRead, 0);
    f.checkContiguous();
}

void FeedWindowChangesTest::aPostThatComesBehindAPageUnderWayLeavesNoHole()
{
    Fixture f(60);
    f.source.readsAtOnce = true;
    f.window.loadOlder(); // read now, and answered later
    const PostCard card = f.source.makeCard(kNewest - 60'000LL * 50 + 1);
    f.source.add(card);
    f.window.postsChanged({card.post.id});
    f.source.run();
    f.checkContiguous();
    QVERIFY(f.window.indexOf(card.post.id) >= 0);
}

void FeedWindowChangesTest::changesDuringAReadAreReadTogether()
{
    Fixture f(50);
    const int before = f.source.cardReads;
    for (int i = 0; i < 10; ++i) {
        f.source.reactions.insert(f.source.posts.at(i).post.id, ReactionKind::Love);
        f.window.postsChanged({f.source.posts.at(i).post.id, f.source.posts.at(0).post.id});
    }
    f.source.run();
    QCOMPARE(f.source.cardReads, before + 2);
    for (int i = 0; i < 10; ++i)
        QVERIFY(f.window.rows().at(i).mine.has_value());

    // The window moves on while a read is under way: nothing waits for its answer.
    f.window.postsChanged({f.source.posts.at(1).post.id});
    f.window.jumpTo(kNewest);
    f.source.run();
    f.window.postsChanged({f.source.posts.at(1).post.id});
    f.window.open({kFamily, {}, FeedSort::Newest});
    f.source.run();
    f.source.reactions.insert(f.source.posts.at(20).post.id, ReactionKind::Love);
    f.window.postsChanged({f.source.posts.at(20).post.id});
    f.source.run();
    QVERIFY(f.window.rows().at(20).mine.has_value());
}

void FeedWindowChangesTest::changesFarAwayAreIgnored()
{
    Fixture f(1'000);
    f.window.postsChanged({f.source.posts.at(900).post.id});
    f.source.run();
    QCOMPARE(f.window.rows().size(), FeedWindow::kPageRows);
    QVERIFY(f.mirror.changed.isEmpty());
    f.checkContiguous();
}

void FeedWindowChangesTest::olderPostsOfABackfillAreFetched()
{
    Fixture f(10);
    QVERIFY(f.window.atOldest());
    QVector<PostId> arrived;
    for (int i = 10; i < 60; ++i) {
        const PostCard card = f.source.makeCard(kNewest - 60'000LL * i);
        f.source.add(card);
        arrived.append(card.post.id);
    }
    f.window.postsChanged(arrived);
    f.source.run();
    QCOMPARE(f.window.rows().size(), 50);
    f.checkContiguous();
}

void FeedWindowChangesTest::rereadKeepsRowsAndSeesLateChanges()
{
    Fixture f(1'000);
    for (int i = 0; i < 5; ++i) {
        f.window.loadOlder();
        f.source.run();
    }
    const auto before = f.mirror.rows;
    f.mirror.clear();
    f.window.reread();
    f.source.step();
    // The first page is read; now a post on it changes.
    f.source.posts[3].post.text = u"changed"_s;
    f.window.postsChanged({f.source.posts.at(3).post.id});
    f.source.run();
    QCOMPARE(f.mirror.rows, before);
    QCOMPARE(f.window.rows().at(3).post.text, u"changed"_s);
    QCOMPARE(f.mirror.resets + f.mirror.inserted + f.mirror.removed + f.mirror.moved, 0);
}

QTEST_GUILESS_MAIN(FeedWindowChangesTest)
#include "feed_window_changes_test.moc"
