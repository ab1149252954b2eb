// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "pending_row.h"

#include "core/sync/batch.h"
#include "core/sync/coalesce.h"
#include "protocol/payloads.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// The rare cases of the queue, of batches and of coalescing.
class TestQueueEdges : public QObject
{
    Q_OBJECT

private:
    const FamilyId m_family = numbered<FamilyId>(1);
    const StreamId m_stream = StreamId::all(m_family);
    const PostId m_post = numbered<PostId>(50);

    static OpId op(int number) { return numbered<OpId>(number); }
    ActionRow row(int number, ActionKind kind, int entity, const QJsonObject &payload = {}) const
    {
        return pendingRow(number, kind, m_stream, numbered<EntityId>(entity), payload);
    }
    ActionRow editPost(int number, int post) const
    {
        PostEdit edit;
        edit.text = u"Edit"_s;
        return row(number, ActionKind::PostEdit, post, edit.toJson());
    }
    ActionRow ofComment(int number, ActionKind kind, int comment) const
    {
        return row(number, kind, comment, CommentChange{m_post, {}, {}}.toJson());
    }
    Batch pick(const ActionQueue &queue, FamilyId family, BatchLimits limits = {50, 1'000'000}) const
    {
        StreamsView view;
        for (const auto &each : {m_family, numbered<FamilyId>(2)})
            view.set({StreamId::all(each), numbered<EpochId>(9), 0, {}, 0});
        return pickBatch(queue, view, family, 0, limits);
    }

private Q_SLOTS:
    void theQueueKnowsNothingOfWhatItDoesNotHold()
    {
        ActionQueue queue;
        queue.insert(editPost(1, 50), true);
        QVERIFY(!queue.apply(op(9), ActionEvent::Picked));
        queue.erase(op(9));
        queue.replacePayload(op(9), {{u"text"_s, u"?"_s}});
        QVERIFY(!queue.find(op(9)));
        QVERIFY(!queue.media(numbered<MediaId>(9)));
        QVERIFY(queue.mediaNoOtherNames({numbered<MediaId>(9)}, {}).isEmpty());
        QCOMPARE(queue.size(), 1);
    }

    void whatWasSentKeepsItsWords()
    {
        ActionQueue queue;
        queue.insert(editPost(1, 50), true).row.sentCount = 1;
        queue.replacePayload(op(1), {{u"text"_s, u"Other"_s}});
        QCOMPARE(queue.find(op(1))->row.action.payload[u"text"_s].toString(), u"Edit"_s); // Q1
    }

    void dependentsAreNamedOnceEach()
    {
        ActionQueue queue;
        queue.insert(row(1, ActionKind::PostCreate, 50), true);
        for (const auto &[number, needs] : std::initializer_list<std::pair<int, QVector<OpId>>>{
                 {2, {op(1)}}, {3, {op(1), op(2)}}, {4, {op(2), op(3)}}, {5, {}}}) {
            ActionRow each = ofComment(number, ActionKind::CommentEdit, 60 + number);
            each.action.needs = needs;
            queue.insert(each, true);
        }
        QCOMPARE(queue.withDependents(op(1)), (QVector<OpId>{op(1), op(2), op(3), op(4)}));
        queue.erase(op(3));
        QCOMPARE(queue.withDependents(op(1)), (QVector<OpId>{op(1), op(2), op(4)}));
        QCOMPARE(queue.dependentsOf(op(3)), QVector<OpId>{op(4)}); // which waits for nothing that is here
    }

    void picturesAreReadFromPayloadsThatMayBeOdd_data()
    {
        QTest::addColumn<ActionKind>("kind");
        QTest::addColumn<int>("count");
        QTest::newRow("create") << ActionKind::PostCreate << 1;
        QTest::newRow("edit") << ActionKind::PostEdit << 1;
        QTest::newRow("of a newer version") << ActionKind::Unknown << 1;
        QTest::newRow("comment") << ActionKind::CommentCreate << 0;
    }
    void picturesAreReadFromPayloadsThatMayBeOdd()
    {
        QFETCH(ActionKind, kind);
        QFETCH(int, count);
        Action action;
        action.kind = kind;
        action.payload[u"media"_s] = QJsonArray{7, u"no id"_s, numbered<MediaId>(5).toString()};
        QCOMPARE(mediaOf(action).size(), count);
    }

    void aPauseOvertakesInItsOwnFamily()
    {
        ActionQueue queue;
        const FamilyId other = numbered<FamilyId>(2);
        queue.insert(editPost(1, 50), true);
        const auto pause = [](int number, FamilyId family) {
            return pendingRow(number, ActionKind::FamilyPause, StreamId::all(family),
                idCast<EntityId>(family), FamilyPause{}.toJson());
        };
        queue.insert(pause(2, m_family), true);
        queue.insert(pause(3, other), true);
        QCOMPARE(pick(queue, m_family).ops, (QVector<OpId>{op(2), op(1)}));
        QCOMPARE(pick(queue, other).ops, QVector<OpId>{op(3)});
        QCOMPARE(pick(queue, m_family, {1, 1'000'000}).ops, QVector<OpId>{op(2)});
    }

    void ofTwoSuspectsTheFirstGoes()
    {
        ActionQueue queue;
        queue.insert(editPost(1, 50), true).row.slowLane = true;
        queue.insert(editPost(2, 51), true).row.crashCount = 1;
        QCOMPARE(pick(queue, m_family).ops, QVector<OpId>{op(1)});
    }

    void picturesThatTheServerHasAlreadyHoldNobodyUp()
    {
        ActionQueue queue;
        ActionRow edit = editPost(1, 50);
        edit.action.payload[u"media"_s] = QJsonArray{numbered<MediaId>(5).toString()};
        queue.insert(edit, true);
        QCOMPARE(pick(queue, m_family).ops.size(), 1);
        MediaOut media;
        media.mediaId = numbered<MediaId>(5);
        queue.setMedia(media); // it is on its way from here
        QCOMPARE(pick(queue, m_family).ops.size(), 0);
    }

    // Coalescing: who is left alone
    void nothingMergesIntoAPayloadOfAnotherVersion()
    {
        ActionQueue queue;
        queue.insert(editPost(1, 50), true).row.action.v = 7;
        QCOMPARE(coalesce(queue, editPost(2, 50).action).kind, Coalescing::Kind::Append);
    }

    void movesAndEditsOfAPostStayApart()
    {
        ActionQueue queue;
        const auto move = [this](int number, const StreamId &stream) {
            ActionRow result = pendingRow(number, ActionKind::PostMove, stream, numbered<EntityId>(50));
            result.action.payload[u"audience"_s] = number;
            return result;
        };
        queue.insert(row(1, ActionKind::PostCreate, 50), true);
        queue.insert(move(2, m_stream), true);
        QCOMPARE(coalesce(queue, editPost(3, 50).action).kind, Coalescing::Kind::Append); // behind the move
        QCOMPARE(coalesce(queue, move(3, m_stream).action).target, op(2));
        const StreamId elsewhere = StreamId::all(numbered<FamilyId>(2));
        QCOMPARE(coalesce(queue, move(3, elsewhere).action).kind, Coalescing::Kind::Append);
        queue.insert(editPost(3, 50), true);
        QCOMPARE(coalesce(queue, editPost(4, 50).action).target, op(3)); // the last edit, not the create
        QCOMPARE(coalesce(queue, move(4, m_stream).action).kind, Coalescing::Kind::Append);
    }

    void anEditOfAParkedPostStandsForItself()
    {
        ActionQueue queue;
        ActionRow parked = row(1, ActionKind::PostCreate, 50);
        parked.state = ActionState::Parked;
        queue.insert(parked, true);
        QCOMPARE(coalesce(queue, editPost(2, 50).action).kind, Coalescing::Kind::Append);
        queue.insert(editPost(2, 50), true);
        QCOMPARE(coalesce(queue, editPost(3, 50).action).target, op(2));
    }

    void aRestoreUndoesTheDeletionOfTheSameCommentAlone()
    {
        ActionQueue queue;
        queue.insert(ofComment(1, ActionKind::CommentDelete, 60), true);
        QCOMPARE(coalesce(queue, ofComment(2, ActionKind::CommentRestore, 61).action).kind,
            Coalescing::Kind::Append);
        QCOMPARE(coalesce(queue, ofComment(2, ActionKind::CommentRestore, 60).action).cancelled,
            QVector<OpId>{op(1)});
        queue.insert(ofComment(2, ActionKind::CommentEdit, 60), true);
        QCOMPARE(coalesce(queue, ofComment(3, ActionKind::CommentRestore, 60).action).kind,
            Coalescing::Kind::Append);
    }

    void aDeletionCancelsNothingThatTheServerMayHold_data()
    {
        QTest::addColumn<int>("sent"); // of what hangs on the post
        QTest::addColumn<bool>("committed");
        QTest::addColumn<bool>("cancels");
        QTest::newRow("unsent") << 0 << true << true;
        QTest::newRow("maybe sent") << 1 << true << false;
        QTest::newRow("not saved yet") << 0 << false << false;
    }
    void aDeletionCancelsNothingThatTheServerMayHold()
    {
        QFETCH(int, sent);
        QFETCH(bool, committed);
        QFETCH(bool, cancels);
        ActionQueue queue;
        ActionRow create = row(1, ActionKind::PostCreate, 50); // refused after a restore of the server
        create.state = ActionState::Parked;
        create.cause = ParkCause::Rejected;
        queue.insert(create, true);
        ActionRow edit = editPost(2, 50);
        edit.action.needs = {op(1)};
        edit.sentCount = sent;
        queue.insert(edit, committed);
        const auto change = coalesce(queue, row(3, ActionKind::PostDelete, 50).action);
        QCOMPARE(change.kind, cancels ? Coalescing::Kind::Cancel : Coalescing::Kind::Append);
        QCOMPARE(change.cancelled.size(), cancels ? 2 : 0);
    }
};

QTEST_GUILESS_MAIN(TestQueueEdges)
#include "test_queue_edges.moc"
