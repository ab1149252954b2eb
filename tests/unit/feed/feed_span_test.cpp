// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fake_feed_source.h"

#include "core/feed/feed_span.h"

#include <QTest>

using namespace preggo;

class FeedSpanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPostThatMovedIsNotDoubled();
    void theEdgeOutlivesItsRow();
    void trimmingOpensTheFarEnd();
    void mostLovedGoFirst();

private:
    FakeFeedSource m_source;
};

void FeedSpanTest::aPostThatMovedIsNotDoubled()
{
    // Sorted by love, a post that lost a reaction comes again with the next page.
    const PostCard a = m_source.makeCard(3), b = m_source.makeCard(2), c = m_source.makeCard(1);
    FeedSpan span(FeedSort::Loved);
    span.extend({{a, b}, false}, Direction::Older);
    span.extend({{a, c}, true}, Direction::Older);
    QCOMPARE(span.cards().size(), 3);
    QCOMPARE(span.cards().last().post.id, c.post.id);
    QVERIFY(span.atOldest());
}

void FeedSpanTest::theEdgeOutlivesItsRow()
{
    const PostCard a = m_source.makeCard(3), b = m_source.makeCard(2);
    FeedSpan span;
    span.extend({{a, b}, false}, Direction::Older);
    span.remove(b.post.id);
    QCOMPARE(span.olderEdge()->id, b.post.id);
    QCOMPARE(span.newerEdge()->id, a.post.id);
}

void FeedSpanTest::trimmingOpensTheFarEnd()
{
    FeedSpan span;
    FeedPage page;
    for (int i = 0; i < 10; ++i)
        page.cards.append(m_source.makeCard(100 - i));
    page.atEnd = true;
    span.extend(page, Direction::Older);
    span.extend({{}, true}, Direction::Newer);
    QVERIFY(span.atNewest() && span.atOldest());
    span.trim(6, Direction::Newer);
    QVERIFY(!span.atNewest() && span.atOldest());
    QCOMPARE(span.newerEdge()->publishedAtMs, 96);
    span.trim(4, Direction::Older);
    QVERIFY(!span.atOldest());
    QCOMPARE(span.olderEdge()->publishedAtMs, 93);
}

void FeedSpanTest::mostLovedGoFirst()
{
    FeedSpan span(FeedSort::Loved);
    PostCard plain = m_source.makeCard(5), loved = m_source.makeCard(1);
    loved.commentCount = 1;
    span.put(plain);
    span.put(loved);
    QCOMPARE(span.cards().first().post.id, loved.post.id);
}

QTEST_GUILESS_MAIN(FeedSpanTest)
#include "feed_span_test.moc"
