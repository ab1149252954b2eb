// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/engagement.h"
#include "storage/feed_sql.h"
#include "tests/unit/storage/sample_rows.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Pages of the feed against a plain sort of everything.
class TestFeedPage : public QObject
{
    Q_OBJECT

private:
    static constexpr int kPosts = 300;

    static void fill(CacheFixture &f, int posts)
    {
        std::mt19937 random(11);
        QVector<ChangeItem> items;
        qint64 seq = 0;
        int comment = 100'000;
        for (int i = 0; i < posts; ++i) {
            // Several of one instant: only the id tells them apart.
            const qint64 at = kStartMs + (i / 3) * (kDayMs / 2);
            items.append(postItem(1'000 + i, ++seq, at, kPostKinds[random() % 6], random() % 17 == 0));
            if (i % 5 == 0)
                items.last().row[u"media"_s] = QJsonArray{sampleId<MediaId>(50'000 + i).toString()};
            for (unsigned r = random() % 4; r > 0; --r)
                items.append(reactionItem(
                    sampleId<UserId>(static_cast<int>(r)), 1'000 + i, ++seq, kReactionKinds[random() % 6]));
            for (unsigned c = random() % 5; c > 0; --c)
                items.append(commentItem(comment, 1'000 + i, ++seq, random() % 6 == 0));
        }
        f.apply(items);
    }

    static QVector<PostCard> everything(
        CacheFixture &f, std::optional<PostKind> filter, FeedSort sort, bool pictured = false)
    {
        QVector<PostCard> cards;
        for (int i = 0; i < kPosts; ++i) {
            const auto card = f.cache->postCard(sampleId<PostId>(1'000 + i));
            if (*card && !(*card)->post.deleted && (!filter || (*card)->post.kind == *filter)
                && (!pictured || !(*card)->post.media.isEmpty()))
                cards.append(**card);
        }
        std::sort(cards.begin(), cards.end(), [sort](const PostCard &a, const PostCard &b) {
            const FeedKey x = FeedKey::of(a);
            const FeedKey y = FeedKey::of(b);
            if (sort == FeedSort::Loved && x.score != y.score)
                return x.score > y.score;
            return std::pair(x.publishedAtMs, x.id.toBytes()) > std::pair(y.publishedAtMs, y.id.toBytes());
        });
        return cards;
    }

    static QStringList idsOf(const QVector<PostCard> &cards)
    {
        QStringList ids;
        for (const auto &card : cards)
            ids.append(card.post.id.toString());
        return ids;
    }

private Q_SLOTS:
    void pagesEqualAFullSort_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("sort");
        QTest::addColumn<bool>("pictured");
        for (int kind = -1; kind < 6; kind += 2) {
            for (int sort = 0; sort < 2; ++sort)
                QTest::addRow("kind %d sort %d", kind, sort) << kind << sort << false;
        }
        QTest::addRow("pictured") << -1 << 0 << true;
    }
    void pagesEqualAFullSort()
    {
        QFETCH(int, kind);
        QFETCH(int, sort);
        QFETCH(bool, pictured);
        CacheFixture f;
        fill(f, kPosts);
        FeedQuery query;
        query.family = kFamily;
        query.limit = 7;
        query.sort = static_cast<FeedSort>(sort);
        query.pictured = pictured;
        if (kind >= 0)
            query.filter = static_cast<PostKind>(kind);
        const auto expected = everything(f, query.filter, query.sort, pictured);
        QVERIFY(expected.size() > 10);
        QVector<PostCard> down;
        for (bool end = false; !end;) {
            const auto page = *f.cache->feedPage(query);
            down += page.cards;
            end = page.atEnd;
            if (!end)
                query.anchor = FeedKey::of(page.cards.constLast());
        }
        QCOMPARE(idsOf(down), idsOf(expected));
        QVector<PostCard> up;
        query.direction = Direction::Newer;
        query.anchor.reset();
        for (bool end = false; !end;) {
            const auto page = *f.cache->feedPage(query);
            up = page.cards + up;
            end = page.atEnd;
            if (!end)
                query.anchor = FeedKey::of(page.cards.constFirst());
        }
        QCOMPARE(idsOf(up), idsOf(expected));
    }

    void cardsByIdAreThoseSinceThen()
    {
        CacheFixture f;
        fill(f, kPosts);
        const auto all = everything(f, {}, FeedSort::Newest);
        QVector<PostId> ids;
        for (const auto &card : all)
            ids.append(card.post.id);
        QCOMPARE(f.cache->postCards(ids)->size(), all.size());
        const qint64 fromMs = all.at(all.size() / 2).post.stamp.publishedAtMs;
        const auto since = *f.cache->postCards(ids, fromMs);
        QVERIFY(!since.isEmpty() && since.size() < all.size());
        const auto isOld = [&](const PostCard &card) { return card.post.stamp.publishedAtMs < fromMs; };
        QVERIFY(std::none_of(since.begin(), since.end(), isOld));
        QCOMPARE(since.size(), all.size() - std::count_if(all.begin(), all.end(), isOld));
    }

    void cardsAreComplete()
    {
        CacheFixture f;
        Media media;
        media.id = sampleId<MediaId>(900);
        media.post = sampleId<PostId>(100);
        media.uploader = kOther;
        media.width = 400;
        media.height = 300;
        ChangeItem post = postItem(100, 1, kStartMs);
        post.row[u"media"_s] = QJsonArray{media.id.toString(), sampleId<MediaId>(901).toString()};
        QVector<ChangeItem> items{
            post, item(EntityType::Media, idCast<EntityId>(media.id), 2, media.toJson())};
        for (int i = 0; i < 5; ++i)
            items.append(commentItem(500 + i, 100, 3 + i, i == 4));
        items.append(reactionItem(kOther, 100, 10, ReactionKind::Pray));
        f.apply(items);
        const PostCard card = f.cache->feedPage({kFamily, {}, {}, {}, {}, 20})->cards.constFirst();
        QCOMPARE(card.media.size(), 1);
        QCOMPARE(card.media.constFirst().width, 400);
        QCOMPARE(card.commentCount, 4);
        QCOMPARE(card.newest.size(), 2);
        QCOMPARE(card.newest[0].id, sampleId<CommentId>(502));
        QCOMPARE(card.newest[1].id, sampleId<CommentId>(503));
        QCOMPARE(card.reactions, (QVector<QPair<UserId, ReactionKind>>{{kOther, ReactionKind::Pray}}));
        QCOMPARE(card.epoch, kEpoch);
        QCOMPARE(card.cursor, 10);
        QCOMPARE(f.cache->thread(sampleId<PostId>(100))->comments.size(), 5);
        QCOMPARE((*f.cache->media(media.id))->height, 300);
    }

    void picturesOfTheLastWeeksNewestFirst()
    {
        CacheFixture f;
        QVector<ChangeItem> items;
        for (int i = 0; i < 6; ++i) {
            Media media;
            media.id = sampleId<MediaId>(900 + i);
            media.post = sampleId<PostId>(100 + i);
            media.uploader = kOther;
            media.width = media.height = 100;
            media.deleted = i == 4;
            ChangeItem post = postItem(100 + i, 2 * i + 1, kStartMs + i * kDayMs, PostKind::Photo, i == 3);
            post.row[u"media"_s] = QJsonArray{media.id.toString()};
            items += {post, item(EntityType::Media, idCast<EntityId>(media.id), 2 * i + 2, media.toJson())};
        }
        f.apply(items);
        const auto numbers = [&](qint64 fromMs, int limit) {
            QStringList ids;
            const auto found = f.cache->picturesSince(kFamily, fromMs, limit);
            for (const auto &media : *found)
                ids.append(media.id.toString().right(3));
            return ids.join(u' ');
        };
        // 903's post and 904 itself were taken back.
        QCOMPARE(numbers(kStartMs, 100), u"389 386 385 384"_s);
        QCOMPARE(numbers(kStartMs + 2 * kDayMs, 100), u"389 386"_s);
        QCOMPARE(numbers(kStartMs, 1), u"389"_s);
        QVERIFY(f.cache->picturesSince(sampleId<FamilyId>(77), 0, 100)->isEmpty());
    }

    void aPageTakesFourStatementsWhateverItHolds()
    {
        CacheFixture f;
        fill(f, kPosts);
        for (const int limit : {1, 20, 100}) {
            const auto before = f.cache->database().statementsRun();
            const auto page = f.cache->feedPage({kFamily, {}, {}, {}, {}, limit});
            QCOMPARE(page->cards.size(), limit);
            QCOMPARE(f.cache->database().statementsRun() - before, 4);
        }
    }

    void aDateIsAPlaceInTheFeed()
    {
        CacheFixture f;
        fill(f, kPosts);
        const qint64 noon = kStartMs + 40 * kDayMs;
        FeedQuery query{kFamily, {}, {}, FeedKey::at(noon), Direction::Older, 5};
        const auto older = f.cache->feedPage(query)->cards;
        query.direction = Direction::Newer;
        const auto newer = f.cache->feedPage(query)->cards;
        QVERIFY(older.constFirst().post.stamp.publishedAtMs < noon);
        QVERIFY(newer.constLast().post.stamp.publishedAtMs >= noon);
        const auto all = idsOf(everything(f, {}, FeedSort::Newest));
        QCOMPARE(all.indexOf(older.constFirst().post.id.toString()),
            all.indexOf(newer.constLast().post.id.toString()) + 1);
    }

    void theThumbsScaleFollowsThePosts()
    {
        CacheFixture f;
        fill(f, kPosts);
        const auto all = everything(f, {}, FeedSort::Newest);
        const auto months = *f.cache->months(kFamily, {});
        int sum = 0;
        for (const auto &month : months)
            sum += month.posts;
        QCOMPARE(sum, all.size());
        QVERIFY(std::is_sorted(months.begin(), months.end(),
            [](const auto &a, const auto &b) { return a.monthStartMs > b.monthStartMs; }));
        QCOMPARE(*f.cache->dateAtFraction(kFamily, {}, 0), all.constFirst().post.stamp.publishedAtMs);
        QCOMPARE(*f.cache->dateAtFraction(kFamily, {}, 1), all.constLast().post.stamp.publishedAtMs);
        for (const double fraction : {0.1, 0.33, 0.5, 0.9}) {
            const qint64 date = *f.cache->dateAtFraction(kFamily, {}, fraction);
            const auto newer = std::count_if(
                all.begin(), all.end(), [&](const auto &c) { return c.post.stamp.publishedAtMs > date; });
            const double real = static_cast<double>(newer) / static_cast<double>(all.size());
            QVERIFY2(std::abs(real - fraction) < 0.05, qPrintable(u"%1 for %2"_s.arg(real).arg(fraction)));
            QVERIFY(std::abs(*f.cache->fractionAtDate(kFamily, {}, date) - fraction) < 0.01);
        }
        QCOMPARE(*f.cache->dateAtFraction(sampleId<FamilyId>(99), {}, 0.5), 0);
    }

    void newPostsAreCountedUpToALimit()
    {
        CacheFixture f;
        fill(f, kPosts);
        const auto all = everything(f, {}, FeedSort::Newest);
        QCOMPARE(*f.cache->newerThan(kFamily, FeedKey::of(all[3])), 3);
        QCOMPARE(*f.cache->newerThan(kFamily, FeedKey::of(all.constFirst())), 0);
        QCOMPARE(*f.cache->newerThan(kFamily, FeedKey::at(0), 50), 50);
    }

    void aPageCostsTheSameOnALargeFamily()
    {
        // Statement plans, not times: every read of a page must walk an index, and sort nothing.
        CacheFixture f;
        fill(f, kPosts);
        for (const auto &text : {u"EXPLAIN QUERY PLAN SELECT id FROM post p WHERE p.shown=1 AND p.family=? "
                                 u"AND (p.published_at, p.id) < (?,?) "
                                 "ORDER BY p.published_at DESC, p.id DESC LIMIT 20"_s,
                 u"EXPLAIN QUERY PLAN SELECT id FROM post p WHERE p.shown=1 AND p.family=? AND (p.score, "
                 u"p.published_at, p.id) < (?,?,?) "
                 "ORDER BY p.score DESC, p.published_at DESC, p.id DESC LIMIT 20"_s,
                 u"EXPLAIN QUERY PLAN SELECT id FROM post p WHERE p.shown=1 AND p.family=? AND p.pictures>0 "
                 u"AND (p.published_at, p.id) < (?,?) "
                 "ORDER BY p.published_at DESC, p.id DESC LIMIT 20"_s}) {
            auto query = f.cache->database().query(text);
            query.bind(kFamily).bind(1).bind(QByteArray());
            if (text.count(u'?') == 4)
                query.bind(QByteArray());
            QVERIFY(query.run());
            QString plan;
            while (query.next())
                plan += query.text(3) + u'\n';
            QVERIFY2(plan.contains(u"USING COVERING INDEX post_") || plan.contains(u"USING INDEX post_"),
                qPrintable(plan));
            QVERIFY2(!plan.contains(u"TEMP B-TREE"), qPrintable(plan));
            QCOMPARE(plan.contains(u"post_pictured_newest"), text.contains(u"pictures>0"));
        }
    }

    void whatBelongsToPostsIsFoundByIndexHoweverManyTheyAre()
    {
        CacheFixture f;
        for (const int posts : {1, 20, 100}) {
            const auto list = feed_sql::pairList(posts);
            const QStringList texts{
                feed_sql::reactionsOf(list), feed_sql::commentsOf(list, 2), feed_sql::mediaOf(list)};
            for (const QString &text : texts) {
                auto query = f.cache->database().query(u"EXPLAIN QUERY PLAN "_s + text);
                for (qsizetype mark = 0; mark < text.count(u'?'); ++mark)
                    query.bindNull();
                QVERIFY(query.run());
                QString plan;
                while (query.next())
                    plan += query.text(3) + u'\n';
                for (const auto &scan : {u"SCAN r"_s, u"SCAN c"_s, u"SCAN m"_s})
                    QVERIFY2(!plan.contains(scan), qPrintable(plan));
                QVERIFY2(plan.contains(u"SEARCH "_s), qPrintable(plan));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFeedPage)
#include "test_feed_page.moc"
