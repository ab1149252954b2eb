// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/compaction.h"
#include "server/services/erasure.h"
#include "tests/server/content/life.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 kDayMs = 24LL * 3600 * 1000;
}

/// A log is not kept for ever, and nobody misses what is taken from it (docs/sync.md, section 9 and R4).
class CompactionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void youngChangesStay();
    void anOldCursorIsSentToTheSnapshot();
    void tombstonesGoAndLiveRowsStay();
    void whatIsNotErasedYetStays();
    void picturesWithFilesStay();
    void oneRunIsBounded();
    void manyRowsOnAPostEndTheRunEarly();
    void aClockThatJumpedEndsTheRun();
    void whoWasAwayEndsInTheSameState_data();
    void whoWasAwayEndsInTheSameState();

private:
    [[nodiscard]] static Context context(World &w) { return {*w.db, w.clock, w.rng, w.effects}; }
    /// What maintenance does with all that is to be erased; files of pictures are gone at once.
    static void erase(World &w)
    {
        auto writer = context(w);
        const qint64 before = w.clock.wallMs() - limits::kRestoreWindowMs;
        for (;;) {
            const auto found = findErasable(*w.db, before);
            QVERIFY(found);
            if (found->isEmpty())
                return;
            QVERIFY(server::erase(writer, *found, before));
        }
    }
    /// Compacts all that can be; the rows that went.
    [[nodiscard]] static int compactAll(World &w)
    {
        int rows = 0;
        const qint64 before = w.clock.wallMs() - limits::kChangeLogMs;
        const auto streams = findCompactable(*w.db, before).value();
        for (const auto &stream : streams)
            rows += compactOne(w, stream);
        return rows;
    }
    [[nodiscard]] static int compactOne(World &w, const StreamId &stream)
    {
        auto writer = context(w);
        int rows = 0;
        for (int went = -1; went != 0; rows += went)
            went = compact(writer, stream, w.clock.wallMs() - limits::kChangeLogMs).value();
        return rows;
    }
    [[nodiscard]] static qint64 minSeq(World &w, const StreamId &stream)
    {
        return w.number(u"SELECT min_seq FROM stream WHERE stream_id='%1'"_s.arg(stream.toString()));
    }
    [[nodiscard]] static Response ask(World &w, qint64 after)
    {
        return w.call(w.viewer, Method::Get, "/api/v1/streams/" + w.all.toString().toLatin1() + "/changes",
            u"after=%1&epoch=%2"_s.arg(after).arg(w.heads({w.all})[w.all].epoch.toString()));
    }
    static void remove(World &w, PostId post)
    {
        const auto gone = w.action(ActionKind::PostDelete, w.all, idCast<EntityId>(post));
        QCOMPARE(w.pushOne(w.owner, gone).status, PushStatus::Applied);
    }
};

void CompactionTest::youngChangesStay()
{
    World w;
    w.posted(w.owner, w.all);
    w.clock.advance(limits::kChangeLogMs - kDayMs);
    QCOMPARE(findCompactable(*w.db, w.clock.wallMs() - limits::kChangeLogMs).value().size(), 0);
    QCOMPARE(compactOne(w, w.all), 0);
    QCOMPARE(minSeq(w, w.all), 0);
    QCOMPARE(compactOne(w, StreamId::all(w.rng.mintV4<FamilyId>())), 0);
}

void CompactionTest::anOldCursorIsSentToTheSnapshot()
{
    World w;
    const auto old = w.posted(w.owner, w.all, u"old"_s);
    const auto last = w.heads({w.all})[w.all].head;
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    w.posted(w.owner, w.all, u"young"_s);
    QVERIFY(findCompactable(*w.db, w.clock.wallMs() - limits::kChangeLogMs).value().contains(w.all));
    QVERIFY(compactAll(w) > 0);
    QCOMPARE(minSeq(w, w.all), last);
    const auto answer = ask(w, last - 1);
    QCOMPARE(answer.status, 410);
    QCOMPARE(codeOf(answer), ProblemCode::CursorTooOld);
    QCOMPARE(ask(w, 0).status, 410);
    QCOMPARE(w.changes(w.viewer, w.all, last).items.size(), 1);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM change WHERE stream_id='%1'"_s.arg(w.all.toString())), 1);
    Replica rows;
    rows.apply(w.snapshot(w.viewer, w.all).items);
    QVERIFY(rows.visible().contains(u"post/"_s + old.toString()));
    QCOMPARE(compactAll(w), 0);
}

void CompactionTest::tombstonesGoAndLiveRowsStay()
{
    World w;
    const auto live = w.posted(w.owner, w.all);
    const auto gone = w.posted(w.owner, w.all);
    for (const auto &post : {live, gone}) {
        QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, post)).status, PushStatus::Applied);
        QCOMPARE(w.pushOne(w.viewer, w.react(w.all, post, w.viewer, ReactionKind::Love)).status,
            PushStatus::Applied);
    }
    remove(w, gone);
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    erase(w);
    QVERIFY(compactAll(w) > 0);
    for (const auto *table : {"post", "comment", "reaction"})
        QCOMPARE(w.number(u"SELECT COUNT(*) FROM "_s + QLatin1String(table)), 1);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post_revision"_s), 1);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM comment_revision"_s), 1);
    QCOMPARE(minSeq(w, w.all), w.heads({w.all})[w.all].head);
    // The post that lives is as it was, and can still be written to.
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, live)).status, PushStatus::Applied);
    // A comment on the one that is gone waits for it, as for one that never came.
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, gone)).status, PushStatus::Retry);
}

void CompactionTest::whatIsNotErasedYetStays()
{
    World w;
    const auto first = w.posted(w.owner, w.all);
    const auto gone = w.posted(w.owner, w.all);
    remove(w, gone);
    const auto deletion = w.heads({w.all})[w.all].head;
    w.posted(w.owner, w.all);
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    QVERIFY(compactAll(w) > 0);
    QCOMPARE(minSeq(w, w.all), deletion - 1);
    QCOMPARE(ask(w, deletion - 1).status, 200);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 3);
    erase(w);
    QVERIFY(compactAll(w) > 0);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 2);
    QVERIFY(!first.isNull());
}

void CompactionTest::picturesWithFilesStay()
{
    World w;
    const auto taken = w.picture(w.owner);
    const auto kept = w.picture(w.owner);
    const auto create = w.newPost(w.all, u"two"_s, {taken, kept});
    QCOMPARE(w.pushOne(w.owner, create).status, PushStatus::Applied);
    const auto edit =
        w.action(ActionKind::PostEdit, w.all, create.entityId, {{u"media"_s, QJsonArray{kept.toString()}}});
    QCOMPARE(w.pushOne(w.owner, edit).status, PushStatus::Applied);
    QVERIFY(w.db->query(u"INSERT INTO blob VALUES(?,'full','jpeg',x'01',1)"_s).bind(taken).run());
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    erase(w);
    QVERIFY(compactAll(w) > 0);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM media"_s), 2); // the file is found by its row alone
    QVERIFY(w.db->exec(u"DELETE FROM blob"_s));
    QVERIFY(compactAll(w) > 0);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM media"_s), 1);
    // The same of a post that was deleted with its picture.
    remove(w, idCast<PostId>(create.entityId));
    QVERIFY(w.db->query(u"INSERT INTO blob VALUES(?,'full','jpeg',x'01',1)"_s).bind(kept).run());
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    erase(w);
    QCOMPARE(compactOne(w, w.all), 0);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM media"_s), 1);
    QVERIFY(w.db->exec(u"DELETE FROM blob"_s));
    QVERIFY(compactAll(w) > 0);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM media"_s), 0);
}

void CompactionTest::oneRunIsBounded()
{
    World w;
    w.posted(w.owner, w.all);
    QVERIFY(
        w.db->exec(u"UPDATE stream SET head_seq=head_seq+5000 WHERE stream_id='%1'"_s.arg(w.all.toString())));
    QVERIFY(w.db->exec(
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<5000)"
        " INSERT INTO change SELECT '%1', (SELECT head_seq-5000 FROM stream WHERE stream_id='%1')+i,"
        " 'post', x'00', 'u', NULL, NULL, NULL, 0 FROM n"_s.arg(w.all.toString())));
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    auto writer = context(w);
    const qint64 before = w.clock.wallMs() - limits::kChangeLogMs;
    QCOMPARE(compact(writer, w.all, before).value(), limits::kCompactionRows);
    QCOMPARE(minSeq(w, w.all), limits::kCompactionRows);
    QVERIFY(compactOne(w, w.all) >= 3000);
    QCOMPARE(minSeq(w, w.all), w.heads({w.all})[w.all].head);
}

void CompactionTest::manyRowsOnAPostEndTheRunEarly()
{
    World w;
    const auto large = w.posted(w.owner, w.all);
    const auto next = w.posted(w.owner, w.all);
    QVERIFY(
        w.db->query(
                u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2500)"
                " INSERT INTO comment(id, pregnancy_id, stream_id, seq, version, published_ms, post_id,"
                " depth, author, text, mentions) SELECT randomblob(16), x'00', ?, 1, 1, 0, ?, 0, x'00', '', x'' FROM n"_s)
            .bind(w.all)
            .bind(large)
            .run());
    remove(w, large);
    remove(w, next);
    const auto last = w.heads({w.all})[w.all].head;
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    erase(w);
    auto writer = context(w);
    QVERIFY(compact(writer, w.all, w.clock.wallMs() - limits::kChangeLogMs).value() > 2500);
    QCOMPARE(minSeq(w, w.all), last - 1);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 1);
    QVERIFY(compactOne(w, w.all) > 0);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 0);
}

void CompactionTest::aClockThatJumpedEndsTheRun()
{
    World w;
    w.posted(w.owner, w.all);
    const auto last = w.heads({w.all})[w.all].head;
    w.clock.advance(limits::kChangeLogMs); // somebody set it forward, and then back
    w.posted(w.owner, w.all);
    w.clock.advance(-limits::kChangeLogMs);
    w.posted(w.owner, w.all);
    w.clock.advance(limits::kChangeLogMs + kDayMs);
    QVERIFY(compactAll(w) > 0);
    QCOMPARE(minSeq(w, w.all), last);
}

void CompactionTest::whoWasAwayEndsInTheSameState_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
}

/// A year and more, with maintenance now and then: one reads every day, one was away and reads a snapshot.
void CompactionTest::whoWasAwayEndsInTheSameState()
{
    QFETCH(quint64, seed);
    World w(seed);
    Life life(w, seed);
    const QVector<StreamId> streams{w.all, life.close(), w.parents};
    QHash<StreamId, Replica> daily;
    QHash<StreamId, qint64> cursors;
    for (int step = 0; step < 400; ++step) {
        life.step(2 * kDayMs);
        for (const auto &stream : streams) {
            const auto page = w.changes(w.coParent, stream, cursors.value(stream));
            daily[stream].apply(page.items);
            cursors[stream] = page.to;
        }
        if (step % 10 == 9) {
            erase(w);
            QVERIFY(compactAll(w) >= 0);
        }
    }
    QVERIFY(minSeq(w, w.all) > 20);
    QCOMPARE(ask(w, minSeq(w, w.all) - 1).status, 410);
    for (const auto &stream : streams) {
        Replica away; // swapped in: what the snapshot does not hold is dropped
        away.apply(w.snapshot(w.coParent, stream).items);
        QCOMPARE(daily[stream].visible().keys(), away.visible().keys());
        QCOMPARE(daily[stream].visible(), away.visible());
    }
    QVERIFY(w.number(u"SELECT COUNT(*) FROM post WHERE erased=1 AND deleted_ms<%1"_s.arg(
                w.clock.wallMs() - limits::kChangeLogMs - 30 * kDayMs))
        == 0);
}

QTEST_GUILESS_MAIN(CompactionTest)
#include "tst_compaction.moc"
