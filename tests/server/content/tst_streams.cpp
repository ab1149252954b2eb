// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/life.h"

#include "protocol/json.h"

#include <QSet>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// Changes and snapshots: whoever reads them, in whatever order, ends up with the same rows.
class StreamsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void snapshotAndChangesAgree_data();
    void snapshotAndChangesAgree();
    void aMovedPostLeavesWithAllThatHangsOnIt();
    void heldAndReleased();
    void restoringBringsBackTheThread();
    void tombstonesCarryNoContent();
    void pagesOfChanges();
    void refusesWrongCursors();
    void snapshotPagesAreNewestFirstAndComplete();
    void pagesHoldWhatTheServerIsToldTo();
    void theFirstPageShowsTheFamily();
    void tokensAreChecked();
    void unchangedPagesAre304();
    void unsharedDueDateStaysWithTheParents();
    void bytesDoNotDependOnTheReader();
};

void StreamsTest::snapshotAndChangesAgree_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
}

/// I13: snapshot@a and the changes after a are the snapshot at b, in every stream, at several a; and I21.
void StreamsTest::snapshotAndChangesAgree()
{
    QFETCH(quint64, seed);
    World w(seed);
    Life life(w, seed);
    struct Reader
    {
        StreamId stream;
        Replica rows;
        qint64 cursor;
    };
    QVector<Reader> readers;
    for (int step = 0; step < 240; ++step) {
        if (step % 40 == 0) {
            for (const auto &stream : {w.all, life.close(), w.parents}) {
                const auto page = w.snapshot(w.owner, stream);
                readers.append({stream, {}, page.asOf});
                readers.last().rows.apply(page.items);
            }
        }
        life.step();
    }
    QVERIFY(life.applied() > 60);
    for (auto &reader : readers) {
        for (bool more = true; more;) {
            const auto page = w.changes(w.coParent, reader.stream, reader.cursor, 7);
            reader.rows.apply(page.items);
            reader.cursor = page.to;
            more = page.more;
        }
        Replica now;
        now.apply(w.snapshot(w.coParent, reader.stream).items);
        QCOMPARE(reader.rows.visible().keys(), now.visible().keys());
        QCOMPARE(reader.rows.visible(), now.visible());
    }
    QCOMPARE(
        w.number(
            u"SELECT COUNT(*) FROM post p WHERE reaction_count<>(SELECT COUNT(*) FROM reaction r WHERE"
            " r.post_id=p.id AND r.kind IS NOT NULL) OR comment_count<>(SELECT COUNT(*) FROM comment c WHERE"
            " c.post_id=p.id AND c.deleted_ms IS NULL) OR score<>2*reaction_count+5*comment_count"_s),
        0);
    // Nothing that hangs on a post is ever in another stream than its post.
    for (const auto *table : {"comment", "reaction", "media"}) {
        QCOMPARE(
            w.number(
                u"SELECT COUNT(*) FROM %1 x JOIN post p ON p.id=x.post_id WHERE x.stream_id<>p.stream_id"_s
                    .arg(QLatin1String(table))),
            0);
    }
}

void StreamsTest::aMovedPostLeavesWithAllThatHangsOnIt()
{
    World w;
    const auto close = StreamId::audience(w.family, w.audience({w.viewer}));
    auto create = w.newPost(w.all, u"secret soon"_s, {w.picture(w.owner)});
    QCOMPARE(w.pushOne(w.owner, create).status, PushStatus::Applied);
    const auto post = idCast<PostId>(create.entityId);
    w.push(w.viewer, {w.newComment(w.all, post), w.react(w.all, post, w.viewer, ReactionKind::Wow)});
    const qint64 version = w.number(u"SELECT version FROM post"_s);
    const qint64 cursor = w.heads({w.all})[w.all].head;
    const auto moved = w.pushOne(w.owner,
        w.action(
            ActionKind::PostMove, w.all, create.entityId, {{u"audience"_s, close.audienceId().toString()}}));
    QCOMPARE(moved.status, PushStatus::Applied);
    const auto left = w.changes(w.contributor, w.all, cursor);
    QCOMPARE(left.items.size(), 1);
    QCOMPARE(left.items[0].op, ChangeOp::MovedOut);
    QCOMPARE(left.items[0].id, create.entityId);
    const auto arrived = w.changes(w.viewer, close, 0);
    QCOMPARE(arrived.items.size(), 4);
    QCOMPARE(w.number(u"SELECT version FROM post"_s), version + 1);
    // The stream that was left knows nothing of it any more, whatever the cursor.
    for (const auto &item : w.changes(w.contributor, w.all, 0).items) {
        QVERIFY(item.row[u"post"].toString() != post.toString());
        QVERIFY(item.op == ChangeOp::MovedOut || item.id != create.entityId);
    }
}

void StreamsTest::heldAndReleased()
{
    World w;
    const auto post = w.posted(w.contributor, w.all);
    const auto entity = idCast<EntityId>(post);
    QCOMPARE(
        w.pushOne(w.coParent, w.action(ActionKind::PostHold, w.all, entity, {})).status, PushStatus::Applied);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post WHERE stream_id='%1'"_s.arg(w.parents.toString())), 1);
    // Scheduled: it stays where it is until then.
    const qint64 later = w.clock.wallMs() + 3'600'000;
    QCOMPARE(
        w.pushOne(w.owner, w.action(ActionKind::PostRelease, w.parents, entity, {{u"at"_s, later}})).status,
        PushStatus::Applied);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post WHERE release_at_ms=%1"_s.arg(later)), 1);
    w.pushOne(w.owner,
        w.action(ActionKind::FamilyPause, w.all, idCast<EntityId>(w.family),
            FamilyPause{PauseMode::Paused, {}, {}}.toJson()));
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post WHERE release_at_ms IS NOT NULL"_s), 0);
    w.clock.advance(60'000);
    QCOMPARE(w.pushOne(w.owner, w.action(ActionKind::PostRelease, w.parents, entity, {})).status,
        PushStatus::Applied);
    QCOMPARE(
        w.number(u"SELECT COUNT(*) FROM post WHERE stream_id='%1' AND published_ms=%2"_s.arg(w.all.toString())
                     .arg(w.clock.wallMs())),
        1);
}

void StreamsTest::restoringBringsBackTheThread()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    w.push(w.viewer, {w.newComment(w.all, post), w.react(w.all, post, w.viewer, ReactionKind::Pray)});
    QCOMPARE(w.pushOne(w.owner, w.action(ActionKind::PostDelete, w.all, idCast<EntityId>(post))).status,
        PushStatus::Applied);
    // Deleting again is a success and changes nothing; answers to it are final.
    const auto again = w.pushOne(w.owner, w.action(ActionKind::PostDelete, w.all, idCast<EntityId>(post)));
    QCOMPARE(again.status, PushStatus::Applied);
    QVERIFY(w.effects.published.isEmpty());
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, post)).problem->code, ProblemCode::ParentDeleted);
    const auto page = w.snapshot(w.viewer, w.all);
    Replica late;
    late.apply(page.items);
    QVERIFY(!late.visible().contains(u"post/"_s + post.toString()));
    w.clock.advance(limits::kRestoreWindowMs);
    QCOMPARE(w.pushOne(w.owner, w.action(ActionKind::PostRestore, w.all, idCast<EntityId>(post))).status,
        PushStatus::Applied);
    late.apply(w.changes(w.viewer, w.all, page.asOf).items);
    Replica now;
    now.apply(w.snapshot(w.viewer, w.all).items);
    QCOMPARE(late.visible(), now.visible());
    // After thirty days it is gone.
    w.pushOne(w.owner, w.action(ActionKind::PostDelete, w.all, idCast<EntityId>(post)));
    w.clock.advance(limits::kRestoreWindowMs + 1);
    QCOMPARE(
        w.pushOne(w.owner, w.action(ActionKind::PostRestore, w.all, idCast<EntityId>(post))).problem->code,
        ProblemCode::ParentDeleted);
}

void StreamsTest::tombstonesCarryNoContent()
{
    World w;
    const auto canary = u"zanzibar"_s;
    auto create = w.newPost(w.all, canary, {w.picture(w.owner)});
    w.pushOne(w.owner, create);
    const auto post = idCast<PostId>(create.entityId);
    const auto remark = w.newComment(w.all, post, canary);
    w.pushOne(w.viewer, remark);
    w.pushOne(w.viewer,
        w.action(ActionKind::CommentDelete, w.all, remark.entityId, {{u"post"_s, post.toString()}}));
    w.pushOne(w.owner, w.action(ActionKind::PostDelete, w.all, create.entityId));
    const auto published = w.effects.published;
    QCOMPARE(published.size(), 1);
    QVERIFY(!toJsonBytes(published[0].item.row).contains("zanzibar"));
    for (const auto &item : w.changes(w.viewer, w.all, 0).items)
        QVERIFY(!toJsonBytes(item.toJson()).contains("zanzibar"));
}

void StreamsTest::pagesOfChanges()
{
    World w;
    for (int i = 0; i < 30; ++i)
        w.posted(w.owner, w.all);
    const qint64 head = w.heads({w.all})[w.all].head;
    qint64 cursor = 0;
    QSet<qint64> seqs;
    int pages = 0;
    for (bool more = true; more; ++pages) {
        const auto page = w.changes(w.viewer, w.all, cursor, 4);
        QCOMPARE(page.from, cursor);
        QCOMPARE(page.head, head);
        QVERIFY(page.to <= cursor + 4);
        for (const auto &item : page.items) {
            QVERIFY(item.seq > page.from && item.seq <= page.to && !seqs.contains(item.seq));
            seqs.insert(item.seq);
        }
        cursor = page.to;
        more = page.more;
    }
    QCOMPARE(cursor, head);
    QCOMPARE(pages, int((head + 3) / 4));
    // At the head there is nothing, and that is no error.
    QVERIFY(w.changes(w.viewer, w.all, head).items.isEmpty());
}

void StreamsTest::refusesWrongCursors()
{
    World w;
    const auto head = w.heads({w.all})[w.all];
    const QByteArray path = "/api/v1/streams/" + w.all.toString().toLatin1() + "/changes";
    const auto ask = [&](const QString &query) { return w.call(w.viewer, Method::Get, path, query); };
    const QString epoch = u"&epoch="_s + head.epoch.toString();
    const auto wrong = ask(u"after=0&epoch="_s + w.rng.mintV4<EpochId>().toString());
    QCOMPARE(wrong.status, 409);
    QCOMPARE(codeOf(wrong), ProblemCode::EpochChanged);
    QVERIFY(bodyOf(wrong).contains(u"heads"_s));
    QCOMPARE(codeOf(ask(u"after=%1"_s.arg(head.head + 1) + epoch)), ProblemCode::CursorAhead);
    auto raise = w.db->query(u"UPDATE stream SET min_seq=2 WHERE stream_id=?"_s);
    QVERIFY(raise.bind(w.all).run().has_value());
    const auto old = ask(u"after=1"_s + epoch);
    QCOMPARE(old.status, 410);
    QCOMPARE(codeOf(old), ProblemCode::CursorTooOld);
    QCOMPARE(ask(u"after=2"_s + epoch).status, 200);
    // Only who has everything may wait for more.
    QCOMPARE(ask(u"after=%1&wait=25"_s.arg(head.head) + epoch).waitSeconds, 25);
    QCOMPARE(ask(u"after=%1"_s.arg(head.head) + epoch).waitSeconds, 0);
    QCOMPARE(ask(u"after=%1&wait=25"_s.arg(head.head - 1) + epoch).waitSeconds, 0);
    for (const auto &query : {u"after=-1"_s, u"after=x"_s, u"after=2&limit=0"_s, u"after=2&limit=501"_s,
             u"after=2&wait=26"_s, u"after=99999999999999999999"_s})
        QCOMPARE(ask(query + epoch).status, 422);
}

void StreamsTest::snapshotPagesAreNewestFirstAndComplete()
{
    World w;
    QSet<QString> posted;
    for (int i = 0; i < 450; ++i)
        posted.insert(w.posted(w.owner, w.all).toString());
    const QByteArray path = "/api/v1/streams/" + w.all.toString().toLatin1() + "/snapshot";
    const qint64 asOf = w.heads({w.all})[w.all].head;
    QString token;
    qint64 lastTime = std::numeric_limits<qint64>::max();
    int pages = 0;
    do {
        const auto page = SnapshotPage::fromJson(
            bodyOf(w.call(w.viewer, Method::Get, path, token.isEmpty() ? QString() : u"page="_s + token)))
                              .value();
        QCOMPARE(page.asOf, asOf); // though more is written meanwhile
        for (const auto &item : page.items) {
            if (item.type != EntityType::Post)
                continue;
            const qint64 time = item.row[u"published_at"].toInteger();
            QVERIFY(time < lastTime);
            lastTime = time;
            QVERIFY(posted.remove(item.id.toString()));
        }
        token = page.next;
        ++pages;
        w.posted(w.owner, w.all);
    } while (!token.isEmpty());
    QVERIFY(posted.isEmpty());
    QCOMPARE(pages, 3);
}

void StreamsTest::pagesHoldWhatTheServerIsToldTo()
{
    World w;
    w.setPageSizes({3, 2});
    for (int i = 0; i < 5; ++i)
        w.posted(w.owner, w.all);
    const qint64 head = w.heads({w.all})[w.all].head;
    const auto changes = w.changes(w.viewer, w.all, head - 5);
    QCOMPARE(changes.to, head - 2); // though the asker would take 500
    QVERIFY(changes.more);
    QCOMPARE(w.changes(w.viewer, w.all, head - 5, 2).to, head - 3);
    const QByteArray path = "/api/v1/streams/" + w.all.toString().toLatin1() + "/snapshot";
    const auto first = SnapshotPage::fromJson(bodyOf(w.call(w.viewer, Method::Get, path))).value();
    QCOMPARE(std::count_if(first.items.begin(), first.items.end(),
                 [](const ChangeItem &item) { return item.type == EntityType::Post; }),
        2);
    QVERIFY(!first.next.isEmpty());
    QCOMPARE(w.snapshot(w.viewer, w.all).items.size() - first.items.size(), 3);
}

void StreamsTest::theFirstPageShowsTheFamily()
{
    World w;
    w.posted(w.owner, w.all);
    const auto items = w.snapshot(w.viewer, w.all).items;
    QMap<EntityType, int> counts;
    for (const auto &item : items)
        ++counts[item.type];
    QCOMPARE(counts[EntityType::Family], 1);
    QCOMPARE(counts[EntityType::Member], 5); // with the one who left: her name stands under what she wrote
    QCOMPARE(counts[EntityType::Post], 1);
    const auto own = w.snapshot(w.viewer, StreamId::user(w.viewer.user)).items;
    QCOMPARE(own.size(), 1);
    const auto membership = Membership::fromJson(own[0].row).value();
    QCOMPARE(membership.family, w.family);
    QCOMPARE(membership.streams, QVector<StreamId>{w.all});
}

void StreamsTest::tokensAreChecked()
{
    World w;
    const QByteArray path = "/api/v1/streams/" + w.all.toString().toLatin1() + "/snapshot";
    for (const auto &token : {u"x"_s, u"!!!"_s, QString(64, u'A'), QString(4'000, u'B')})
        QCOMPARE(w.call(w.viewer, Method::Get, path, u"page="_s + token).status, 422);
}

void StreamsTest::unchangedPagesAre304()
{
    World w;
    w.posted(w.owner, w.all);
    const QString epoch = u"after=0&epoch="_s + w.heads({w.all})[w.all].epoch.toString();
    const QByteArray stream = "/api/v1/streams/" + w.all.toString().toLatin1();
    const auto tagOf = [](const Response &response) {
        for (const auto &[name, value] : response.headers) {
            if (name == "etag")
                return value;
        }
        return QByteArray();
    };
    for (const auto &[path, query] :
        {std::pair(stream + "/changes", epoch), std::pair(stream + "/snapshot", QString()),
            std::pair("/api/v1/feed/family/" + w.family.toString().toLatin1(), QString())}) {
        const auto tag = tagOf(w.call(w.viewer, Method::Get, path, query));
        QVERIFY(tag.startsWith('"'));
        const auto same =
            w.call(w.viewer, Method::Get, path, query, {}, {{"if-none-match", "\"x\", " + tag}});
        QCOMPARE(same.status, 304);
        QVERIFY(!same.body);
        w.posted(w.owner, w.all);
        QCOMPARE(w.call(w.viewer, Method::Get, path, query, {}, {{"if-none-match", tag}}).status, 200);
    }
}

void StreamsTest::unsharedDueDateStaysWithTheParents()
{
    World w;
    const auto update = [&](const QJsonObject &what) {
        return w.pushOne(
            w.owner, w.action(ActionKind::FamilyUpdate, w.all, idCast<EntityId>(w.family), what));
    };
    QCOMPARE(
        update({{u"share_due_date"_s, false}, {u"due_date"_s, u"2027-03-04"_s}}).status, PushStatus::Applied);
    const auto familyIn = [&](const StreamId &stream) {
        for (const auto &item : w.snapshot(w.owner, stream).items) {
            if (item.type == EntityType::Family)
                return Family::fromJson(item.row).value();
        }
        return Family();
    };
    QVERIFY(familyIn(w.all).dueDate.isNull());
    QCOMPARE(familyIn(w.parents).dueDate, QDate(2027, 3, 4));
    QVERIFY(familyIn(w.parents).stamp.version > familyIn(w.all).stamp.version);
    for (const auto &change : std::as_const(w.effects.published))
        QVERIFY(change.stream == w.parents || !toJsonBytes(change.item.row).contains("2027"));
    QCOMPARE(update({{u"share_due_date"_s, true}}).status, PushStatus::Applied);
    QCOMPARE(familyIn(w.all).dueDate, QDate(2027, 3, 4));
}

void StreamsTest::bytesDoNotDependOnTheReader()
{
    World w;
    const auto post = w.posted(w.contributor, w.all);
    w.push(w.viewer, {w.newComment(w.all, post), w.react(w.all, post, w.viewer, ReactionKind::Joy)});
    const QString epoch = u"after=0&epoch="_s + w.heads({w.all})[w.all].epoch.toString();
    const QByteArray stream = "/api/v1/streams/" + w.all.toString().toLatin1();
    for (const auto &[path, query] :
        {std::pair(stream + "/changes", epoch), std::pair(stream + "/snapshot", QString())}) {
        const auto one = w.call(w.owner, Method::Get, path, query);
        for (const auto &who : {w.coParent, w.contributor, w.viewer}) {
            const auto other = w.call(who, Method::Get, path, query);
            QCOMPARE(*other.body, *one.body);
            QCOMPARE(other.headers, one.headers);
        }
    }
}

QTEST_GUILESS_MAIN(StreamsTest)
#include "tst_streams.moc"
