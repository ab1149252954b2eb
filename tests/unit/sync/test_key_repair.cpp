// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "pending_row.h"

#include "core/sync/key_repair.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using Kind = KeyRepair::Kind;

/// What follows an op id that the server knows as something else, where she did more to the same thing since.
class TestKeyRepair : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        const StreamId stream = StreamId::all(numbered<FamilyId>(3));
        const PostId post = numbered<PostId>(50);
        ActionQueue queue;

        ActionRow &add(int number, ActionKind kind, const QJsonObject &payload = {})
        {
            return add(number, kind, idCast<EntityId>(post), payload);
        }
        ActionRow &add(int number, ActionKind kind, EntityId entity, const QJsonObject &payload)
        {
            return queue.insert(pendingRow(number, kind, stream, entity, payload), true).row;
        }
        /// The post whose op id the server knows as something else.
        void addCreate()
        {
            PostCreate create;
            create.text = u"Old words"_s;
            create.kind = PostKind::Milestone;
            create.milestone = u"First smile"_s;
            add(1, ActionKind::PostCreate, create.toJson());
        }
        [[nodiscard]] KeyRepair repair() const { return repairOf(queue, queue.at(1).row); }
    };
    static QJsonObject text(const QString &words) { return {{u"text"_s, words}}; }

private Q_SLOTS:
    void aPostFollowsAsAnEditOfAllItsFields()
    {
        Bench b;
        b.addCreate();
        const auto repair = b.repair();
        QCOMPARE(repair.kind, Kind::Send);
        QCOMPARE(repair.rest.kind, ActionKind::PostEdit);
        QCOMPARE(repair.rest.payload[u"text"_s].toString(), u"Old words"_s);
        QCOMPARE(repair.rest.payload[u"milestone"_s].toString(), u"First smile"_s);
    }

    void whatALaterEditSetsIsLeftToIt()
    {
        Bench b;
        b.addCreate();
        b.add(2, ActionKind::PostEdit, text(u"New words"_s));
        const auto repair = b.repair();
        QCOMPARE(repair.kind, Kind::Send);
        QVERIFY(!repair.rest.payload.contains(u"text"_s));
        QCOMPARE(repair.rest.payload[u"milestone"_s].toString(), u"First smile"_s);
    }

    void aParkedEditSetsNothing()
    {
        Bench b;
        b.addCreate();
        b.add(2, ActionKind::PostEdit, text(u"Refused words"_s));
        QVERIFY(b.queue.apply(numbered<OpId>(2), ActionEvent::Picked));
        QVERIFY(b.queue.apply(numbered<OpId>(2), ActionEvent::Refused));
        QCOMPARE(b.repair().rest.payload[u"text"_s].toString(), u"Old words"_s);
    }

    void anEarlierEditSetsNothing()
    {
        Bench b;
        b.add(0, ActionKind::PostEdit, text(u"Older words"_s));
        b.add(1, ActionKind::PostEdit, text(u"Old words"_s));
        QCOMPARE(b.repair().rest.payload[u"text"_s].toString(), u"Old words"_s);
    }

    void whatLaterActionsSayWhollyIsNotSent_data()
    {
        QTest::addColumn<QVector<ActionKind>>("kinds");
        QTest::addColumn<Kind>("kind");
        using K = ActionKind;
        QTest::newRow("edit, edit") << QVector{K::PostEdit, K::PostEdit} << Kind::Superseded;
        QTest::newRow("edit, delete") << QVector{K::PostEdit, K::PostDelete} << Kind::Superseded;
        QTest::newRow("edit, delete, restore")
            << QVector{K::PostEdit, K::PostDelete, K::PostRestore} << Kind::Send;
        QTest::newRow("edit, restore, delete")
            << QVector{K::PostEdit, K::PostRestore, K::PostDelete} << Kind::Superseded;
        QTest::newRow("edit, move") << QVector{K::PostEdit, K::PostMove} << Kind::Send;
        QTest::newRow("move, delete") << QVector{K::PostMove, K::PostDelete} << Kind::Superseded;
        QTest::newRow("move, edit") << QVector{K::PostMove, K::PostEdit} << Kind::Send;
        QTest::newRow("move, release") << QVector{K::PostMove, K::PostRelease} << Kind::Superseded;
        QTest::newRow("hold, move") << QVector{K::PostHold, K::PostMove} << Kind::Superseded;
        QTest::newRow("delete, restore") << QVector{K::PostDelete, K::PostRestore} << Kind::Superseded;
        QTest::newRow("restore, edit") << QVector{K::PostRestore, K::PostEdit} << Kind::Send;
    }
    void whatLaterActionsSayWhollyIsNotSent()
    {
        QFETCH(QVector<ActionKind>, kinds);
        QFETCH(Kind, kind);
        Bench b;
        for (int i = 0; i < kinds.size(); ++i)
            b.add(
                i + 1, kinds[i], kinds[i] == ActionKind::PostEdit ? text(QString::number(i)) : QJsonObject());
        QCOMPARE(b.repair().kind, kind);
    }

    void aCommentsTextIsLeftToItsLaterEdit()
    {
        Bench b;
        const auto comment = numbered<EntityId>(60);
        b.add(1, ActionKind::CommentCreate, comment, CommentCreate{b.post, {}, u"Old"_s, {}}.toJson());
        QCOMPARE(b.repair().rest.payload[u"text"_s].toString(), u"Old"_s);
        const auto other = numbered<EntityId>(61);
        b.add(2, ActionKind::CommentEdit, other,
            draft::editComment(b.stream, idCast<CommentId>(other), b.post, u"Other"_s).payload);
        QCOMPARE(b.repair().kind, Kind::Send); // another comment of the thread
        b.add(3, ActionKind::CommentEdit, comment,
            draft::editComment(b.stream, idCast<CommentId>(comment), b.post, u"New"_s).payload);
        QCOMPARE(b.repair().kind, Kind::Superseded);
    }

    void theLastReactionStays()
    {
        Bench b;
        const auto id = idCast<EntityId>(reactionIdFor(b.post, numbered<UserId>(1)));
        b.add(1, ActionKind::ReactionSet, id, ReactionSet{b.post, ReactionKind::Love}.toJson());
        QCOMPARE(b.repair().kind, Kind::Send);
        b.add(2, ActionKind::ReactionSet, id, ReactionSet{b.post, ReactionKind::Wow}.toJson());
        QCOMPARE(b.repair().kind, Kind::Superseded);
    }

    void ofTheFamilyOnlyWhatIsSetAgainIsLeftOut()
    {
        Bench b;
        const auto family = idCast<EntityId>(b.stream.family());
        b.add(1, ActionKind::FamilyUpdate, family, {{u"name"_s, u"Ours"_s}, {u"nickname"_s, u"Bean"_s}});
        b.add(2, ActionKind::FamilyUpdate, family, {{u"nickname"_s, u"Pea"_s}});
        QCOMPARE(b.repair().rest.payload, (QJsonObject{{u"name"_s, u"Ours"_s}}));
    }

    void aPostOfAnotherVersionIsNotUnderstood()
    {
        Bench b;
        b.addCreate();
        b.queue.at(1).row.action.payload[u"of_a_newer_version"_s] = true;
        QCOMPARE(b.repair().kind, Kind::Unreadable);
    }
};

QTEST_GUILESS_MAIN(TestKeyRepair)
#include "test_key_repair.moc"
