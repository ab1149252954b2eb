// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using World = EngineWorld;

const QString kFirst = u"(SELECT op_id FROM action WHERE local_seq=1)"_s;
const QString kSecond = u"(SELECT op_id FROM action WHERE local_seq=2)"_s;
const QString kThird = u"(SELECT op_id FROM action WHERE local_seq=3)"_s;

/// Changes the second of three waiting posts.
QStringList set(const QString &columns)
{
    return {u"UPDATE action SET "_s + columns + u" WHERE local_seq=2"_s};
}

QStringList needing(const QStringList &pairs)
{
    return {u"INSERT INTO action_dep VALUES"_s + pairs.join(u',')};
}

/// As if the column had never been unique.
QStringList twiceTheSameNumber()
{
    return {
        u"CREATE TABLE other(op_id BLOB PRIMARY KEY NOT NULL, local_seq INTEGER NOT NULL, kind TEXT NOT "
        u"NULL, "
        "kind_v INTEGER NOT NULL, stream_id TEXT NOT NULL, order_key TEXT NOT NULL, entity_id BLOB NOT NULL, "
        "payload TEXT NOT NULL, payload_sha256 BLOB NOT NULL, base_version INTEGER, state TEXT NOT NULL, "
        "sent_count INTEGER, attempts INTEGER, next_at_ms INTEGER, slow_lane INTEGER, crash_count INTEGER, "
        "cause INTEGER, problem TEXT, ack_seq INTEGER, ack_epoch BLOB, supersedes BLOB, created_ms INTEGER, "
        "acked_ms INTEGER)"_s,
        u"INSERT INTO other SELECT * FROM action"_s, u"DROP TABLE action"_s,
        u"ALTER TABLE other RENAME TO action"_s, u"UPDATE action SET local_seq=1 WHERE local_seq=2"_s};
}

void setAside(const char *name, const QStringList &statements)
{
    QTest::newRow(name) << statements << 1;
}

void harmless(const char *name, const QStringList &statements)
{
    QTest::newRow(name) << statements << 0;
}

qint64 rowsOf(World &w, const QString &what)
{
    auto query = w.device.outbox->database().query(u"SELECT COUNT(*) FROM action WHERE "_s + what);
    return query.run() && query.next() ? query.int64(0) : -1;
}

} // namespace

/// Somebody, or a dying disk, wrote into the outbox: what is not hers is not sent in her name, stays where
/// it is and is told; all else goes out.
class TestTamperedOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatSheWroteGoesOut_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<int>("aside");
        setAside("other words", set(u"payload='{\"kind\":\"update\",\"text\":\"Not hers\"}'"_s));
        setAside("a wrong hash", set(u"payload_sha256=zeroblob(32)"_s));
        setAside("no hash", set(u"payload_sha256=X''"_s));
        setAside("no JSON", set(u"payload='{'"_s));
        setAside("a list", set(u"payload='[]'"_s));
        setAside("deep JSON", set(u"payload='"_s + QString(100'000, u'[') + u'\''));
        setAside("another kind", set(u"kind='post.delete'"_s));
        setAside("no kind", set(u"kind=''"_s));
        setAside("a long kind", set(u"kind='"_s + QString(5'000, u'k') + u'\''));
        setAside("version 0", set(u"kind_v=0"_s));
        setAside("a version beyond all", set(u"kind_v=2147483648"_s));
        setAside("another version", set(u"kind_v=2"_s));
        setAside("a stream that is none", set(u"stream_id='x'"_s));
        setAside("another family's stream", set(u"stream_id='p:00000000-0000-7000-8000-0000000000aa:all'"_s));
        setAside("another entity", set(u"entity_id=zeroblob(16)"_s));
        setAside("an entity that is none", set(u"entity_id=X'01'"_s));
        setAside("an op id that is none", set(u"op_id=X'01'"_s));
        setAside("a number below 1", set(u"local_seq=-7"_s));
        setAside("a number beyond all", set(u"local_seq=9223372036854775807"_s));

        harmless("a wrong order key", set(u"order_key='post:another'"_s));
        harmless("a long order key", set(u"order_key='"_s + QString(100'000, u'k') + u'\''));
        harmless("counters below 0", set(u"sent_count=-5, attempts=-5, crash_count=-5"_s));
        harmless("counters beyond all",
            set(u"attempts=9223372036854775807, sent_count=9223372036854775807, slow_lane=7"_s));
        harmless("a cause that is none", set(u"state='PARKED', cause=99"_s));
        harmless("times before all", set(u"next_at_ms=-9223372036854775808, created_ms=next_at_ms"_s));
        harmless("times beyond all", set(u"next_at_ms=9223372036854775807, acked_ms=next_at_ms"_s));
        harmless("a problem that is none", set(u"problem='x{'"_s));
        harmless("an acknowledgement that nobody gave", set(u"state='ACKED', ack_seq=-1, ack_epoch=X'00'"_s));
        harmless("a need of its own", needing({u"(%1,%1)"_s.arg(kSecond)}));
        harmless("a need of nothing", needing({u"(%1,zeroblob(16))"_s.arg(kSecond)}));
        harmless("a ring of needs",
            needing({u"(%1,%2)"_s.arg(kFirst, kSecond), u"(%1,%2)"_s.arg(kSecond, kThird),
                u"(%1,%2)"_s.arg(kThird, kFirst)}));
    }
    void onlyWhatSheWroteGoesOut()
    {
        QFETCH(const QStringList, statements);
        QFETCH(const int, aside);
        World w;
        w.device.net.online = false;
        for (int i = 1; i <= 3; ++i)
            w.device.post(w.family, u"Post %1"_s.arg(i));
        auto &database = w.device.outbox->database();
        QVERIFY(database.exec(u"PRAGMA foreign_keys=OFF"_s));
        QVERIFY(database.exec(u"PRAGMA ignore_check_constraints=ON"_s));
        for (const QString &statement : statements) {
            const auto done = database.exec(statement);
            QVERIFY2(done, done ? "" : qPrintable(done.error().text));
        }
        w.device.restart();
        QVERIFY(w.device.loaded);
        QCOMPARE(w.device.engine->status().setAside, aside);
        w.device.net.online = true;
        w.device.engine->networkChanged();
        for (const auto &pending : w.device.engine->pending())
            w.device.engine->retry(pending.row.action.opId); // what was parked, she tries again
        w.device.post(w.family, u"Written after it"_s);
        w.settle(600'000);
        QStringList texts;
        for (const auto &post : postsOnServer(w))
            texts.append(post[u"text"_s].toString());
        texts.sort();
        QStringList expected{u"Post 1"_s, u"Post 2"_s, u"Post 3"_s, u"Written after it"_s};
        if (aside > 0)
            expected.removeAt(1);
        QCOMPARE(texts, expected);
        QCOMPARE(waitingOf(w), 0);
        w.device.restart(); // it stays, and is told again
        QCOMPARE(w.device.engine->status().setAside, aside);
        QVERIFY(rowsOf(w, u"1"_s) >= aside);
    }

    /// The file itself is not sound: it is kept as it was, and repaired.
    void aStateThatIsNoneIsDamage()
    {
        World w;
        w.device.net.online = false;
        for (int i = 1; i <= 3; ++i)
            w.device.post(w.family, u"Post %1"_s.arg(i));
        auto &database = w.device.outbox->database();
        QVERIFY(database.exec(u"PRAGMA ignore_check_constraints=ON"_s));
        QVERIFY(database.exec(set(u"state='GONE'"_s).first()));
        w.device.restart();
        QVERIFY(w.device.loaded);
        QCOMPARE(w.device.engine->pending().size(), 2);
        QFile copy(w.device.dir.filePath(u"outbox.db.damaged-1"_s));
        QVERIFY(copy.open(QIODevice::ReadOnly));
    }

    void ofTwoWithOneNumberTheSecondWaits()
    {
        World w;
        w.device.net.online = false;
        for (int i = 1; i <= 3; ++i)
            w.device.post(w.family, u"Post %1"_s.arg(i));
        auto &database = w.device.outbox->database();
        QVERIFY(database.exec(u"PRAGMA foreign_keys=OFF"_s));
        for (const QString &statement : twiceTheSameNumber())
            QVERIFY(database.exec(statement));
        w.device.restart();
        QCOMPARE(w.device.engine->status().setAside, 1);
        QCOMPARE(w.device.engine->pending().size(), 2);
        w.device.net.online = true;
        w.device.engine->networkChanged();
        w.settle(600'000);
        QCOMPARE(postsOnServer(w).size(), 2);
        w.device.restart(); // the first has gone: its number is free
        QCOMPARE(w.device.engine->status().setAside, 0);
        w.settle(600'000);
        QCOMPARE(postsOnServer(w).size(), 3);
    }

    void whatFitsIntoNoPushIsSetAside()
    {
        World w;
        w.device.net.online = false;
        ActionRow row;
        row.action.opId = numbered<OpId>(900);
        row.action.stream = w.stream;
        row.action.entityId = numbered<EntityId>(901);
        row.action.payload = {
            {u"kind"_s, u"update"_s}, {u"text"_s, QString(limits::kStoredPayloadBytes, u'x')}};
        row.action.orderKey = orderKeyFor(row.action.kind, w.stream, row.action.entityId, {});
        row.localSeq = 50;
        OutboxBatch batch;
        batch.put.append(row);
        QVERIFY(w.device.outbox->write(batch));
        w.device.restart();
        QCOMPARE(w.device.engine->status().setAside, 1);
        QCOMPARE(rowsOf(w, u"length(payload)>200000"_s), 1);
        w.device.net.online = true;
        w.device.engine->networkChanged();
        w.device.post(w.family, u"After it"_s);
        w.settle(30'000);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void aRingAmongManyFreesNobodyElse()
    {
        World w;
        w.device.net.online = false;
        const PostId post = w.device.post(w.family, u"A post"_s);
        const CommentId comment = w.device.comment(w.family, post, u"A comment"_s);
        w.device.post(w.family, u"In the ring"_s);
        auto &database = w.device.outbox->database();
        QVERIFY(database.exec(u"INSERT INTO action_dep VALUES(%1,%1)"_s.arg(kThird)));
        w.device.restart();
        const auto pending = w.device.engine->pending();
        QCOMPARE(pending.size(), 3);
        QCOMPARE(pending[1].row.action.entityId, idCast<EntityId>(comment));
        QCOMPARE(pending[1].row.action.needs, QVector<OpId>{pending[0].row.action.opId});
        QVERIFY(pending[2].row.action.needs.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTamperedOutbox)
#include "test_tampered_outbox.moc"
