// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "tests/unit/storage/sample_rows.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <random>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using Fit = ApplyReport::Fit;

class TestCache : public QObject
{
    Q_OBJECT

private:
    static void verifyCounts(CacheFixture &f)
    {
        QCOMPARE(
            f.count(u"SELECT COUNT(*) FROM post p WHERE comment_count<>(SELECT COUNT(*) FROM comment c WHERE "
                    "c.stream_id=p.stream_id AND c.post=p.id AND c.deleted=0)"_s),
            0);
        QCOMPARE(
            f.count(
                u"SELECT COUNT(*) FROM post p WHERE reaction_count<>(SELECT COUNT(*) FROM reaction r WHERE "
                "r.stream_id=p.stream_id AND r.post=p.id AND r.kind IS NOT NULL)"_s),
            0);
        QCOMPARE(f.count(u"SELECT COUNT(*) FROM post WHERE reaction_count<>r0+r1+r2+r3+r4+r5 OR "
                         "score<>2*reaction_count+5*comment_count"_s),
            0);
        QCOMPARE(
            f.count(
                u"SELECT (SELECT COUNT(*) FROM post WHERE shown=1)-(SELECT COALESCE(SUM(posts),0) FROM month)"_s),
            0);
    }

    static QVector<PostCard> page(CacheFixture &f)
    {
        return f.cache->feedPage({kFamily, {}, {}, {}, {}, 100})->cards;
    }

private Q_SLOTS:
    void aRowIsAppliedIffItsSeqIsHigher()
    {
        CacheFixture f;
        f.apply({postItem(100, 5, kStartMs)});
        const auto stale = f.applyRows({{kAll, postItem(100, 5, kStartMs, PostKind::Photo)}});
        QCOMPARE(stale->rows.size(), 0);
        QCOMPARE((*f.cache->postCard(sampleId<PostId>(100)))->post.kind, PostKind::Update);
        const auto fresh = f.applyRows({{kAll, postItem(100, 6, kStartMs, PostKind::Photo)}});
        QCOMPARE(fresh->rows.size(), 1);
        QCOMPARE((*f.cache->postCard(sampleId<PostId>(100)))->post.kind, PostKind::Photo);
        QCOMPARE(f.cache->streams()->constFirst().cursor, 5); // a push reply never moves it
    }

    void theCursorMovesOnlyOverContiguousPages()
    {
        CacheFixture f;
        const auto gap =
            f.cache->applyChanges(kAll, {kEpoch, 3, 5, 5, false, {postItem(100, 5, kStartMs)}}, kStartMs);
        QCOMPARE(gap->fit, Fit::Gap);
        QCOMPARE(page(f).size(), 0);
        const auto other = f.cache->applyChanges(kAll, {sampleId<EpochId>(9), 0, 5, 5, false, {}}, kStartMs);
        QCOMPARE(other->fit, Fit::WrongEpoch);
        f.apply({postItem(100, 5, kStartMs)});
        QCOMPARE(f.cache->streams()->constFirst().cursor, 5);
    }

    void framesApplyInOrderAndStopAtAGap()
    {
        CacheFixture f;
        const QVector<StreamFrame> frames{{kAll, kEpoch, 0, 1, {postItem(101, 1, kStartMs)}},
            {kAll, kEpoch, 1, 2, {postItem(102, 2, kStartMs)}},
            {kAll, kEpoch, 3, 4, {postItem(104, 4, kStartMs)}}};
        const auto report = f.cache->applyFrames(kAll, frames, kStartMs);
        QCOMPARE(report->fit, Fit::Gap);
        QCOMPARE(report->state.cursor, 2);
        QCOMPARE(page(f).size(), 2);
        const auto again = f.cache->applyFrames(kAll, frames.mid(0, 2), kStartMs);
        QCOMPARE(again->fit, Fit::Old);
    }

    void countsStayRightInAnyOrder()
    {
        CacheFixture f;
        // The post comes after what hangs on it: it was edited later.
        f.apply({reactionItem(kOther, 100, 1, ReactionKind::Love), commentItem(500, 100, 2),
            postItem(100, 3, kStartMs)});
        verifyCounts(f);
        QCOMPARE(page(f).constFirst().reactionTotal(), 1);
        f.apply(
            {reactionItem(kOther, 100, 4, ReactionKind::Hug), reactionItem(kSelf, 100, 5, ReactionKind::Joy),
                commentItem(501, 100, 6), commentItem(500, 100, 7, true)});
        verifyCounts(f);
        const PostCard card = page(f).constFirst();
        QCOMPARE(card.reactionCounts.at(static_cast<size_t>(ReactionKind::Hug)), 1);
        QCOMPARE(card.reactionCounts.at(static_cast<size_t>(ReactionKind::Love)), 0);
        QCOMPARE(card.mine, std::optional(ReactionKind::Joy));
        QCOMPARE(card.mineSeq, 5);
        QCOMPARE(card.commentCount, 1);
        f.apply({reactionItem(kSelf, 100, 8, {}), postItem(100, 9, kStartMs, PostKind::Update, true)});
        verifyCounts(f);
        QCOMPARE(page(f).size(), 0);
    }

    void duplicatesAndReorderingChangeNothing()
    {
        std::mt19937 random(7);
        QString expected;
        for (int round = 0; round < 12; ++round) {
            CacheFixture f;
            QVector<StreamChange> rows;
            for (int i = 0; i < 20; ++i) {
                rows.append({kAll, postItem(100 + i, 10 + i, kStartMs + i)});
                rows.append({kAll, reactionItem(kOther, 100 + i, 40 + i, ReactionKind::Love)});
                rows.append({kAll,
                    reactionItem(
                        kOther, 100 + i, 70 + i, i % 3 ? std::optional(ReactionKind::Wow) : std::nullopt)});
                rows.append({kAll, commentItem(500 + i, 100 + i / 2, 100 + i, i % 4 == 0)});
                rows.append({kAll, postItem(100 + i, 130 + i, kStartMs + i, PostKind::Photo, i % 5 == 0)});
            }
            if (round > 0) {
                rows += rows.mid(0, 40);
                std::shuffle(rows.begin(), rows.end(), random);
            }
            for (qsizetype i = 0; i < rows.size(); i += 7)
                QVERIFY(f.applyRows(rows.mid(i, 7)));
            verifyCounts(f);
            QString state;
            for (const auto &card : page(f)) {
                state += card.post.id.toString() + toWire(card.post.kind)
                    + QString::number(card.reactionTotal()) + u'/' + QString::number(card.commentCount)
                    + u';';
            }
            if (round == 0)
                expected = state;
            QCOMPARE(state, expected);
        }
    }

    void aWipeNamesThePicturesThatGoWithIt()
    {
        CacheFixture f;
        const StreamId parents = StreamId::parents(kFamily);
        QVERIFY(f.cache->applySnapshot(parents, {kEpoch, 0, {}, {}}, true, kStartMs));
        const auto picture = [](int id, qint64 seq) {
            Media media;
            media.id = sampleId<MediaId>(id);
            media.post = sampleId<PostId>(100);
            media.uploader = kOther;
            return item(EntityType::Media, sampleId<EntityId>(id), seq, media.toJson());
        };
        f.apply({postItem(100, 1, kStartMs), picture(700, 2), picture(701, 3)});
        QVERIFY(f.applyRows({{parents, picture(701, 1)}})); // moved there
        auto open = f.cache->database().query(u"SELECT id FROM media"_s); // what VACUUM cannot bear
        QVERIFY(open.run() && open.next());
        const auto report = f.cache->wipeStream(kAll);
        QVERIFY(report);
        QVERIFY(report->unscrubbed);
        QCOMPARE(report->media, QVector<MediaId>{sampleId<MediaId>(700)});
        QCOMPARE(f.count(u"SELECT COUNT(*) FROM post"_s), 0);
    }

    void rowsOfAnotherHistoryAreLeft()
    {
        CacheFixture f;
        f.apply({postItem(100, 5, kStartMs)});
        const QVector<StreamChange> rows{{kAll, postItem(100, 90, kStartMs, PostKind::Photo)}};
        QCOMPARE(f.cache->applyRows(rows, {{kAll, {sampleId<EpochId>(99), 90, 90}}})->rows.size(), 0);
        QCOMPARE(f.cache->applyRows(rows, {})->rows.size(), 0);
        f.apply({postItem(100, 6, kStartMs, PostKind::Week)}); // nothing stands in its way
        QCOMPARE((*f.cache->postCard(sampleId<PostId>(100)))->post.kind, PostKind::Week);
        QCOMPARE(f.cache->applyRows(rows, {{kAll, {kEpoch, 90, 90}}})->rows.size(), 1);
    }

    void aMovedPostGoesWithAllThatHangsOnIt()
    {
        CacheFixture f;
        const StreamId parents = StreamId::parents(kFamily);
        QVERIFY(f.cache->applySnapshot(parents, {kEpoch, 0, {}, {}}, true, kStartMs));
        f.apply({postItem(100, 1, kStartMs), commentItem(500, 100, 2),
            reactionItem(kOther, 100, 3, ReactionKind::Love)});
        // The new stream's copy may come first: the higher version is shown, once.
        QVERIFY(f.applyRows({{parents, postItem(100, 1, kStartMs, PostKind::Update, false, 50)}}));
        QCOMPARE(page(f).size(), 1);
        QCOMPARE(page(f).constFirst().stream, parents);
        f.apply({{4, EntityType::Post, sampleId<EntityId>(100), ChangeOp::MovedOut, {}}});
        QCOMPARE(page(f).size(), 1);
        QCOMPARE(f.cache->thread(sampleId<PostId>(100))->comments.size(), 0);
        verifyCounts(f);
        // A late copy of the old row does not bring it back.
        QVERIFY(f.applyRows({{kAll, postItem(100, 1, kStartMs)}, {kAll, commentItem(500, 100, 2)}}));
        QCOMPARE(page(f).size(), 1);
        QCOMPARE(page(f).constFirst().commentCount, 0);
    }

    // A reply to a push brings what came after the post's return before the pages bring its leaving.
    void whatIsYoungerThanTheMoveStaysWithThePostThatCameBack()
    {
        CacheFixture f;
        f.apply({postItem(100, 1, kStartMs), commentItem(500, 100, 2),
            reactionItem(kOther, 100, 3, ReactionKind::Joy)});
        QVERIFY(f.applyRows(
            {{kAll, reactionItem(kSelf, 100, 14, ReactionKind::Love)}, {kAll, commentItem(501, 100, 15)}}));
        f.apply({{9, EntityType::Post, sampleId<EntityId>(100), ChangeOp::MovedOut, {}},
            postItem(100, 11, kStartMs, PostKind::Update, false, 5),
            reactionItem(kSelf, 100, 14, ReactionKind::Love), commentItem(501, 100, 15)});
        QCOMPARE(page(f).size(), 1);
        QCOMPARE(page(f).constFirst().commentCount, 1);
        QCOMPARE(page(f).constFirst().reactionTotal(), 1);
        QCOMPARE(f.cache->thread(sampleId<PostId>(100))->comments.size(), 1);
        verifyCounts(f);
    }

    // Whoever moved the post hears of it in the reply, ahead of the pages; other replies come late.
    void whatIsOlderThanTheMoveStaysAwayThoughItWasNotHereYet()
    {
        CacheFixture f;
        Media picture;
        picture.id = sampleId<MediaId>(700);
        picture.post = sampleId<PostId>(100);
        picture.uploader = kOther;
        const ChangeItem media = item(EntityType::Media, sampleId<EntityId>(700), 1, picture.toJson());
        const ChangeItem movedOut{9, EntityType::Post, sampleId<EntityId>(100), ChangeOp::MovedOut, {}};
        QVERIFY(f.applyRows({{kAll, movedOut}}));
        f.apply({media, postItem(100, 2, kStartMs), commentItem(500, 100, 3),
            reactionItem(kOther, 100, 4, ReactionKind::Joy), movedOut});
        QCOMPARE(f.count(u"SELECT COUNT(*) FROM comment"_s), 0);
        QCOMPARE(f.count(u"SELECT COUNT(*) FROM reaction"_s), 0);
        QVERIFY(!*f.cache->media(picture.id));
        f.apply({postItem(100, 10, kStartMs), commentItem(500, 100, 11)}); // it came back
        QCOMPARE(page(f).constFirst().commentCount, 1);
        QCOMPARE(f.cache->thread(sampleId<PostId>(100))->comments.size(), 1);
        verifyCounts(f);
    }

    void movedOutAloneDropsThePost()
    {
        CacheFixture f;
        f.apply({postItem(100, 1, kStartMs)});
        f.apply({{2, EntityType::Post, sampleId<EntityId>(100), ChangeOp::MovedOut, {}}});
        QCOMPARE(page(f).size(), 0);
        QVERIFY(!*f.cache->postCard(sampleId<PostId>(100)));
        verifyCounts(f);
    }

    void aTombstoneOfTheHighestVersionHidesOlderCopies()
    {
        CacheFixture f;
        const StreamId parents = StreamId::parents(kFamily);
        QVERIFY(f.cache->applySnapshot(parents, {kEpoch, 0, {}, {}}, true, kStartMs));
        f.apply({postItem(100, 1, kStartMs, PostKind::Update, false, 5)});
        QVERIFY(f.applyRows({{parents, postItem(100, 2, kStartMs, PostKind::Update, true, 7)}}));
        QCOMPARE(page(f).size(), 0);
    }

    void aFirstJoinKeepsItsPlaceOverARestart()
    {
        CacheFixture f;
        QVERIFY(f.cache->applySnapshot(
            kAll, {kEpoch, 90, u"older"_s, {postItem(100, 90, kStartMs)}}, true, kStartMs));
        QCOMPARE(page(f).size(), 1);
        QCOMPARE(page(f).constFirst().cursor, 0); // nothing is known to be complete yet
        f.cache.reset();
        f.open();
        const StreamState state = f.cache->streams()->constFirst();
        QCOMPARE(state.cursor, 90);
        QCOMPARE(state.backfill, u"older"_s);
        QVERIFY(f.cache->applySnapshot(
            kAll, {kEpoch, 95, {}, {postItem(99, 20, kStartMs - 5)}}, false, kStartMs));
        QCOMPARE(f.cache->streams()->constFirst().backfill, QString());
        QCOMPARE(f.cache->streams()->constFirst().cursor, 90);
        QCOMPARE(page(f).constFirst().cursor, 90);
        QCOMPARE(page(f).size(), 2);
    }

    void aSwapReplacesAHistoryInOneStep()
    {
        CacheFixture f;
        f.apply({postItem(100, 50, kStartMs), commentItem(500, 100, 51), postItem(101, 52, kStartMs + 1)});
        const EpochId fresh = sampleId<EpochId>(21);
        QVERIFY(f.cache->stageSnapshot(kAll, {fresh, 10, u"2"_s, {postItem(100, 5, kStartMs)}}, true));
        QCOMPARE(page(f).size(), 2); // the old view stays until the swap
        QVERIFY(f.cache->stageSnapshot(kAll, {fresh, 11, {}, {postItem(102, 7, kStartMs + 2)}}, false));
        const auto report = f.cache->swapSnapshot(kAll, fresh, 10, kStartMs);
        QVERIFY(report && report->reset);
        const auto cards = page(f);
        QCOMPARE(cards.size(), 2);
        QCOMPARE(cards[0].post.id, sampleId<PostId>(102));
        QCOMPARE(cards[1].post.stamp.seq, 5);
        QCOMPARE(cards[1].commentCount, 0);
        QCOMPARE(report->state.cursor, 10);
        QCOMPARE(f.count(u"SELECT COUNT(*) FROM staged"_s), 0);
        verifyCounts(f);
    }

    void aSwapWithinOneHistoryKeepsNewerRows()
    {
        CacheFixture f;
        f.apply({postItem(100, 1, kStartMs), postItem(101, 2, kStartMs + 1)});
        QVERIFY(f.applyRows({{kAll, postItem(102, 9, kStartMs + 2)}}));
        QVERIFY(f.cache->stageSnapshot(kAll, {kEpoch, 8, {}, {postItem(101, 2, kStartMs + 1)}}, true));
        QVERIFY(f.cache->swapSnapshot(kAll, kEpoch, 8, kStartMs));
        const auto cards = page(f);
        QCOMPARE(cards.size(), 2);
        QCOMPARE(cards[0].post.id, sampleId<PostId>(102));
        QCOMPARE(cards[1].post.id, sampleId<PostId>(101));
    }

    void aWipedStreamLeavesNoTraceInTheFile()
    {
        CacheFixture f;
        f.apply({postItem(100, 1, kStartMs)});
        QVERIFY(f.cache->wipeStream(kAll));
        QCOMPARE(page(f).size(), 0);
        QCOMPARE(f.count(u"SELECT COALESCE(SUM(posts),0) FROM month"_s), 0);
        QCOMPARE(f.cache->streams()->size(), 0);
        for (const auto suffix : {"", "-wal"}) {
            QFile file(f.path() + QString::fromLatin1(suffix));
            if (file.open(QIODevice::ReadOnly))
                QVERIFY(!file.readAll().contains("Post 100"));
        }
    }

    void aDamagedFileIsDeletedAndBegunAnew()
    {
        CacheFixture f;
        f.apply({postItem(100, 1, kStartMs)});
        f.cache.reset();
        QFile file(f.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(9000, 'x'));
        file.close();
        const auto opened = Cache::open(f.path(), kSelf);
        QVERIFY(opened);
        QVERIFY(opened->rebuilt);
        QCOMPARE(opened->cache->streams()->size(), 0);
    }

    void damageAfterACrashIsFound()
    {
        CacheFixture f;
        QVector<ChangeItem> items;
        for (int i = 0; i < 500; ++i)
            items.append(postItem(100 + i, 1 + i, kStartMs + i));
        f.apply(items);
        f.cache.reset();
        {
            auto raw = sql::Database::open({.path = f.path(), .vfs = {}, .pragmas = {}});
            QVERIFY((*raw)->exec(u"PRAGMA user_version=1"_s)); // as a crash leaves it
        }
        QFile file(f.path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2 / 4096 * 4096));
        file.write(QByteArray(4096, '\xa5'));
        file.close();
        QVERIFY(Cache::open(f.path(), kSelf)->rebuilt);
    }

    void aNewerFileOrAnotherPersonsIsNotUsed()
    {
        CacheFixture f;
        f.apply({postItem(100, 1, kStartMs)});
        f.cache.reset();
        {
            const auto other = Cache::open(f.path(), kOther);
            QVERIFY(other->rebuilt);
            QCOMPARE(other->cache->streams()->size(), 0);
            QVERIFY(other->cache->database().exec(u"UPDATE schema_version SET version=99"_s));
        }
        QVERIFY(Cache::open(f.path(), kOther)->rebuilt);
    }

    void aSoundFileIsKept()
    {
        CacheFixture f;
        f.apply({postItem(100, 1, kStartMs)});
        f.cache.reset();
        const auto opened = Cache::open(f.path(), kSelf);
        QVERIFY(!opened->rebuilt);
        QCOMPARE(opened->cache->streams()->constFirst().cursor, 1);
    }

    void aRowOfAnUnknownKindIsPassedOver()
    {
        CacheFixture f;
        QJsonObject strange = postItem(100, 1, kStartMs).row;
        strange[u"kind"_s] = u"hologram"_s;
        f.apply({{1, EntityType::Post, sampleId<EntityId>(100), ChangeOp::Upsert, strange},
            postItem(101, 2, kStartMs)});
        QCOMPARE(page(f).size(), 1);
        QCOMPARE(f.cursor, 2);
    }

    void aRowOfAVersionThatIsNoneIsPassedOver()
    {
        CacheFixture f;
        for (const QJsonValue &version : {QJsonValue(9.3e18), QJsonValue(-1e300), QJsonValue(u"1"_s)}) {
            const QJsonObject row{{u"version"_s, version}};
            f.apply({{1, EntityType::Pref, sampleId<EntityId>(100), ChangeOp::Upsert, row}}, f.cursor + 1);
        }
        QCOMPARE(f.count(u"SELECT COUNT(*) FROM other"_s), 0);
        QCOMPARE(f.cursor, 3);
    }

    void aThreadShowsItsNewestComments()
    {
        CacheFixture f;
        QVector<ChangeItem> items{postItem(100, 1, kStartMs)};
        for (int i = 0; i <= limits::kThreadRows; ++i)
            items.append(commentItem(1'000 + i, 100, 2 + i));
        f.apply(items);
        const auto thread = f.cache->thread(sampleId<PostId>(100));
        QCOMPARE(thread->comments.size(), qsizetype(limits::kThreadRows));
        QCOMPARE(thread->comments.constLast().id, sampleId<CommentId>(1'000 + limits::kThreadRows));
    }
};

QTEST_GUILESS_MAIN(TestCache)
#include "test_cache.moc"
