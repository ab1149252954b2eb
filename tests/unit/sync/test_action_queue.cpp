// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/batch.h"
#include "core/sync/coalesce.h"
#include "protocol/json.h"
#include "protocol/limits.h"
#include "protocol/payloads.h"
#include "tests/support/fake_server.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using enum ActionState;
using E = ActionEvent;

/// States, lines, batches and coalescing, without any I/O.
class TestActionQueue : public QObject
{
    Q_OBJECT

private:
    const FamilyId m_family = numbered<FamilyId>(1);
    const StreamId m_stream = StreamId::all(m_family);
    const PostId m_post = numbered<PostId>(50);

    ActionRow row(int number, ActionKind kind, EntityId entity, const QJsonObject &payload = {}) const
    {
        ActionRow result;
        result.action.opId = numbered<OpId>(number);
        result.action.kind = kind;
        result.action.stream = m_stream;
        result.action.entityId = entity;
        result.action.payload = payload;
        result.action.orderKey = orderKeyFor(kind, m_stream, entity, payload);
        result.localSeq = number;
        return result;
    }
    ActionRow createPost(int number, PostId id) const
    {
        return row(number, ActionKind::PostCreate, idCast<EntityId>(id),
            PostCreate{PostKind::Update, u"A"_s, {}, {}, {}, {}, {}}.toJson());
    }
    ActionRow editPost(int number, PostId id, const QString &text) const
    {
        PostEdit edit;
        edit.text = text;
        return row(number, ActionKind::PostEdit, idCast<EntityId>(id), edit.toJson());
    }
    ActionRow react(int number, PostId id, std::optional<ReactionKind> kind) const
    {
        return row(number, ActionKind::ReactionSet, numbered<EntityId>(70), ReactionSet{id, kind}.toJson());
    }
    StreamsView joined() const
    {
        StreamsView view;
        view.set({m_stream, numbered<EpochId>(9), 0, {}, 0});
        return view;
    }
    Batch pick(const ActionQueue &queue, BatchLimits limits = {50, 1'000'000}, qint64 nowMs = 0) const
    {
        return pickBatch(queue, joined(), m_family, nowMs, limits);
    }
    static QVector<OpId> ops(std::initializer_list<int> numbers)
    {
        QVector<OpId> ids;
        for (const int number : numbers)
            ids.append(numbered<OpId>(number));
        return ids;
    }

private Q_SLOTS:
    void everyTransition_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("to"); // -1: cannot happen
        const QMap<QPair<ActionState, E>, ActionState> legal{
            {{Queued, E::Picked}, Sending},
            {{Queued, E::ParkedHere}, Parked},
            {{Queued, E::Discarded}, Discarded},
            {{Sending, E::Interrupted}, Queued},
            {{Sending, E::Acknowledged}, Acked},
            {{Sending, E::Refused}, Parked},
            {{Sending, E::ParkedHere}, Parked},
            {{Parked, E::Retried}, Queued},
            {{Parked, E::Discarded}, Discarded},
            {{Acked, E::EpochLost}, Queued},
        };
        for (const auto state : {Queued, Sending, Acked, Parked, Discarded}) {
            for (int event = 0; event <= static_cast<int>(E::Discarded); ++event) {
                const auto it = legal.constFind({state, static_cast<E>(event)});
                QTest::addRow("%d -> event %d", static_cast<int>(state), event) << static_cast<int>(
                    state) << event << (it == legal.constEnd() ? -1 : static_cast<int>(*it));
            }
        }
    }
    void everyTransition()
    {
        QFETCH(int, from);
        QFETCH(int, event);
        QFETCH(int, to);
        const auto state = after(static_cast<ActionState>(from), static_cast<E>(event));
        QCOMPARE(state ? static_cast<int>(*state) : -1, to);
    }

    void anIllegalEventChangesNothing()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), true);
        QVERIFY(!queue.apply(numbered<OpId>(1), E::Acknowledged));
        QCOMPARE(queue.find(numbered<OpId>(1))->row.state, Queued);
        QCOMPARE(queue.countOf(Queued), 1);
    }

    void aLineIsFifo()
    {
        ActionQueue queue;
        queue.insert(editPost(1, m_post, u"a"_s), true);
        queue.insert(editPost(2, m_post, u"b"_s), true);
        queue.insert(react(3, m_post, ReactionKind::Love), true);
        QCOMPARE(pick(queue).ops, ops({1, 2, 3}));
        queue.find(numbered<OpId>(1))->notBeforeMs = 100;
        QCOMPARE(pick(queue).ops, ops({3})); // the second must not overtake the first
        QCOMPARE(pick(queue, {50, 1'000'000}, 100).ops, ops({1, 2, 3}));
        queue.apply(numbered<OpId>(1), E::Picked);
        QCOMPARE(pick(queue, {50, 1'000'000}, 100).ops, ops({3}));
    }

    void whatIsNotCommittedIsNotSent()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), false);
        QCOMPARE(pick(queue).ops, ops({}));
        queue.find(numbered<OpId>(1))->committed = true;
        QCOMPARE(pick(queue).ops, ops({1}));
    }

    void needsMustBeAcknowledged()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), true);
        ActionRow comment = react(2, m_post, ReactionKind::Joy);
        comment.action.needs = ops({1});
        queue.insert(comment, true);
        QCOMPARE(pick(queue).ops, ops({1}));
        queue.apply(numbered<OpId>(1), E::Picked);
        QCOMPARE(pick(queue).ops, ops({}));
        queue.apply(numbered<OpId>(1), E::Acknowledged);
        QCOMPARE(pick(queue).ops, ops({2}));
        queue.erase(numbered<OpId>(1)); // settled and purged
        QCOMPARE(pick(queue).ops, ops({2}));
    }

    void picturesMustBeStored()
    {
        ActionQueue queue;
        MediaOut media;
        media.mediaId = numbered<MediaId>(5);
        queue.setMedia(media);
        ActionRow create = createPost(1, m_post);
        create.action.payload[u"media"_s] = QJsonArray{media.mediaId.toString()};
        queue.insert(create, true);
        queue.insert(createPost(2, numbered<PostId>(51)), true);
        QCOMPARE(pick(queue).ops, ops({2})); // slow pictures hold up nobody else (Q4)
        media.state = MediaOutState::Stored;
        queue.setMedia(media);
        QCOMPARE(pick(queue).ops, ops({1, 2}));
    }

    void aBatchIsBounded()
    {
        ActionQueue queue;
        for (int i = 1; i <= 80; ++i)
            queue.insert(createPost(i, numbered<PostId>(100 + i)), true);
        QCOMPARE(pick(queue).ops.size(), 50);
        const qint64 one = toJsonBytes(createPost(1, numbered<PostId>(101)).action.toJson()).size();
        QCOMPARE(pick(queue, {50, 2 * one + 10}).ops.size(), 2);
        QCOMPARE(pick(queue, {50, 1}).ops.size(), 1); // one always goes
    }

    void aSuspectGoesAloneAndLast()
    {
        ActionQueue queue;
        queue.insert(createPost(1, numbered<PostId>(101)), true).serverErrors = 1;
        queue.insert(createPost(2, numbered<PostId>(102)), true);
        QCOMPARE(pick(queue).ops, ops({2}));
        queue.apply(numbered<OpId>(2), E::Picked);
        QCOMPARE(pick(queue).ops, ops({1}));
    }

    void aPauseGoesFirst()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), true);
        queue.insert(
            row(2, ActionKind::FamilyPause, idCast<EntityId>(m_family), FamilyPause{}.toJson()), true);
        QCOMPARE(pick(queue).ops, ops({2, 1}));
    }

    void nothingGoesToAStreamThatWasNotRead()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), true);
        QCOMPARE(pickBatch(queue, {}, m_family, 0, {50, 1'000'000}).ops, ops({}));
        StreamsView held = joined();
        held.hold(m_stream);
        QCOMPARE(pickBatch(queue, held, m_family, 0, {50, 1'000'000}).ops, ops({}));
    }

    void anEditMergesIntoAnUnsentCreate()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), true);
        const auto change = coalesce(queue, editPost(2, m_post, u"B"_s).action);
        QCOMPARE(change.kind, Coalescing::Kind::Replace);
        QCOMPARE(change.target, numbered<OpId>(1));
        QCOMPARE(change.payload[u"text"_s].toString(), u"B"_s);
        QCOMPARE(change.payload[u"kind"_s].toString(), u"update"_s);
    }

    void nothingMergesIntoWhatMayHaveBeenSent()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), true).row.sentCount = 1;
        QCOMPARE(coalesce(queue, editPost(2, m_post, u"B"_s).action).kind, Coalescing::Kind::Append);
        QCOMPARE(coalesce(queue, row(2, ActionKind::PostDelete, idCast<EntityId>(m_post)).action).kind,
            Coalescing::Kind::Append);
    }

    void editsMergeAndReactionsKeepTheLast()
    {
        ActionQueue queue;
        queue.insert(editPost(1, m_post, u"a"_s), true);
        QCOMPARE(coalesce(queue, editPost(2, m_post, u"b"_s).action).target, numbered<OpId>(1));
        queue.insert(react(3, m_post, ReactionKind::Love), true);
        const auto change = coalesce(queue, react(4, m_post, {}).action);
        QCOMPARE(change.target, numbered<OpId>(3));
        QVERIFY(change.payload[u"kind"_s].isNull());
    }

    void aDeleteCancelsAnUnsentCreateWithItsComments()
    {
        ActionQueue queue;
        queue.insert(createPost(1, m_post), true);
        ActionRow comment = row(2, ActionKind::CommentCreate, numbered<EntityId>(60),
            CommentCreate{m_post, {}, u"c"_s, {}}.toJson());
        comment.action.needs = ops({1});
        queue.insert(comment, true);
        const auto change = coalesce(queue, row(3, ActionKind::PostDelete, idCast<EntityId>(m_post)).action);
        QCOMPARE(change.kind, Coalescing::Kind::Cancel);
        QCOMPARE(change.cancelled, ops({1, 2}));
    }

    void aDeleteCancelsACreateThatWasRefused()
    {
        ActionQueue queue;
        ActionRow refused = createPost(1, m_post);
        refused.state = Parked;
        refused.sentCount = 1;
        refused.cause = ParkCause::Rejected;
        queue.insert(refused, true);
        const Action remove = row(2, ActionKind::PostDelete, idCast<EntityId>(m_post)).action;
        QCOMPARE(coalesce(queue, remove).cancelled, ops({1}));
        queue.find(numbered<OpId>(1))->row.cause = ParkCause::LocalCrash; // the server may have it
        QCOMPARE(coalesce(queue, remove).kind, Coalescing::Kind::Append);
    }

    void aRestoreCancelsAnUnsentDelete()
    {
        ActionQueue queue;
        queue.insert(row(1, ActionKind::PostDelete, idCast<EntityId>(m_post)), true);
        const auto change = coalesce(queue, row(2, ActionKind::PostRestore, idCast<EntityId>(m_post)).action);
        QCOMPARE(change.kind, Coalescing::Kind::Cancel);
        QCOMPARE(change.cancelled, ops({1}));
    }

    void theHighestReadMarkStays()
    {
        ActionQueue queue;
        const auto mark = [&](int number, qint64 at) {
            return row(
                number, ActionKind::ReadMark, numbered<EntityId>(2), ReadMark{m_stream, at, m_post}.toJson());
        };
        queue.insert(mark(1, 500), true);
        QCOMPARE(coalesce(queue, mark(2, 400).action).payload[u"published_at"_s].toInt(), 500);
        QCOMPARE(coalesce(queue, mark(2, 600).action).payload[u"published_at"_s].toInt(), 600);
    }

    void persistedTimesAreClampedAtStart()
    {
        OutboxContents contents;
        contents.actions = {createPost(1, m_post)};
        contents.actions[0].nextAtMs = 1'000'000'000; // the clock was years ahead when it was written
        ActionQueue queue;
        queue.load(contents, 50, 1'000);
        QCOMPARE(queue.find(numbered<OpId>(1))->notBeforeMs, 50 + limits::kRetryCapMs);
    }
};

QTEST_GUILESS_MAIN(TestActionQueue)
#include "test_action_queue.moc"
