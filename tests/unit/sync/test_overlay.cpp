// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "pending_row.h"

#include "core/sync/action_queue.h"
#include "core/sync/fold.h"
#include "core/sync/overlay.h"
#include "protocol/payloads.h"
#include "tests/support/fake_server.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// View = confirmed state + pending actions, as a pure function.
class TestOverlay : public QObject
{
    Q_OBJECT

private:
    const UserId m_self = numbered<UserId>(1);
    const UserId m_other = numbered<UserId>(2);
    const FamilyId m_family = numbered<FamilyId>(3);
    const StreamId m_stream = StreamId::all(m_family);
    const EpochId m_epoch = numbered<EpochId>(4);
    const PostId m_post = numbered<PostId>(50);

    ActionRow row(int number, ActionKind kind, EntityId entity, const QJsonObject &payload = {}) const
    {
        return pendingRow(number, kind, m_stream, entity, payload);
    }
    ActionRow reaction(int number, std::optional<ReactionKind> kind) const
    {
        return row(number, ActionKind::ReactionSet, idCast<EntityId>(reactionIdFor(m_post, m_self)),
            ReactionSet{m_post, kind}.toJson());
    }
    ActionRow comment(int number, const QString &text) const
    {
        return row(number, ActionKind::CommentCreate, numbered<EntityId>(600 + number),
            CommentCreate{m_post, {}, text, {}}.toJson());
    }
    PostCard base() const
    {
        PostCard card;
        card.stream = m_stream;
        card.epoch = m_epoch;
        card.cursor = 10;
        card.post.id = m_post;
        card.post.author = m_other;
        card.post.text = u"Hello"_s;
        card.post.stamp.seq = 5;
        card.reactionCounts[0] = 1;
        card.reactions = {{m_other, ReactionKind::Love}};
        return card;
    }
    static QString print(const PostCard &card)
    {
        QString text = card.post.text + u'|' + QString::number(card.commentCount) + u'|'
            + (card.mine ? toWire(*card.mine) : u"-"_s) + u'|' + (card.post.deleted ? u"gone"_s : u"live"_s);
        for (const int count : card.reactionCounts)
            text += u' ' + QString::number(count);
        for (const auto &comment : card.newest)
            text += u" #"_s + comment.text;
        return text;
    }

private Q_SLOTS:
    void refusedActionsLeaveTheConfirmedState()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        queue.insert(reaction(1, ReactionKind::Hug), true);
        queue.insert(comment(2, u"Mine"_s), true);
        PostCard shown = base();
        overlay.fold(shown);
        QCOMPARE(print(shown), u"Hello|1|hug|live 1 1 0 0 0 0 #Mine"_s);
        // Others change the base meanwhile.
        PostCard later = base();
        later.post.text = u"Hello, edited"_s;
        later.reactionCounts[2] = 1;
        later.commentCount = 4;
        PostCard expected = later;
        PostCard folded = later;
        overlay.fold(folded);
        QCOMPARE(print(folded), u"Hello, edited|5|hug|live 1 1 1 0 0 0 #Mine"_s);
        // The server refuses; the reaction is no create, so nothing of it is left. The comment was discarded.
        queue.apply(numbered<OpId>(1), ActionEvent::Picked);
        queue.apply(numbered<OpId>(1), ActionEvent::Refused);
        queue.erase(numbered<OpId>(2));
        PostCard after = later;
        overlay.fold(after);
        QCOMPARE(print(after), print(expected));
    }

    void foldingTwiceIsFoldingOnce()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        queue.insert(reaction(1, ReactionKind::Hug), true);
        PostEdit edit;
        edit.text = u"Edited"_s;
        queue.insert(row(3, ActionKind::PostEdit, idCast<EntityId>(m_post), edit.toJson()), true);
        queue.insert(comment(2, u"Mine"_s), true);
        PostCard once = base();
        overlay.fold(once);
        PostCard twice = once;
        overlay.fold(twice);
        QCOMPARE(print(twice), print(once));
    }

    void anAcknowledgedActionStaysUntilTheBaseShowsIt()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        ActionRow acked = reaction(1, ReactionKind::Hug);
        acked.state = ActionState::Acked;
        acked.ackSeq = 12;
        acked.ackEpoch = m_epoch;
        queue.insert(acked, true);
        PostCard card = base(); // read before seq 12
        overlay.fold(card);
        QCOMPARE(card.mine, std::optional(ReactionKind::Hug));
        PostCard row12 = base(); // the push reply's row is in, the cursor is not there yet
        row12.mineSeq = 12;
        overlay.fold(row12);
        QCOMPARE(row12.mine, std::nullopt); // the base alone counts
        PostCard past = base();
        past.cursor = 12;
        overlay.fold(past);
        QCOMPARE(past.mine, std::nullopt);
        PostCard otherHistory = past;
        otherHistory.epoch = numbered<EpochId>(99);
        overlay.fold(otherHistory);
        QCOMPARE(otherHistory.mine, std::optional(ReactionKind::Hug));
    }

    void activity_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("create");
        QTest::addColumn<bool>("active");
        QTest::newRow("queued") << static_cast<int>(ActionState::Queued) << false << true;
        QTest::newRow("sending") << static_cast<int>(ActionState::Sending) << false << true;
        QTest::newRow("parked create") << static_cast<int>(ActionState::Parked) << true << true;
        QTest::newRow("parked reaction") << static_cast<int>(ActionState::Parked) << false << false;
        QTest::newRow("discarded") << static_cast<int>(ActionState::Discarded) << true << false;
    }
    void activity()
    {
        QFETCH(int, state);
        QFETCH(bool, create);
        QFETCH(bool, active);
        ActionRow each = create ? comment(1, u"c"_s) : reaction(1, ReactionKind::Joy);
        each.state = static_cast<ActionState>(state);
        QCOMPARE(isActive(each, {m_stream, m_epoch, 10, 0}), active);
    }

    void ownPostsAreOnTopNewestFirst()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        for (int i = 1; i <= 3; ++i) {
            queue.insert(row(i, ActionKind::PostCreate, numbered<EntityId>(800 + i),
                             PostCreate{PostKind::Photo, u"Own %1"_s.arg(i), {numbered<MediaId>(900 + i)}, {},
                                 {}, {}, {}}
                                 .toJson()),
                true);
        }
        MediaOut media;
        media.mediaId = numbered<MediaId>(903);
        media.width = 400;
        media.height = 300;
        queue.setMedia(media);
        const auto cards = overlay.ownPending(m_family);
        QCOMPARE(cards.size(), 3);
        QCOMPARE(cards[0].post.text, u"Own 3"_s);
        QCOMPARE(cards[0].media.constFirst().width, 400);
        QCOMPARE(cards[2].post.text, u"Own 1"_s);
        QCOMPARE(overlay.deliveryOf(numbered<PostId>(803)).state, Delivery::Waiting); // for its picture
        QCOMPARE(overlay.deliveryOf(numbered<PostId>(801)).state, Delivery::Saved);
        QCOMPARE(overlay.deliveryOf(m_post).state, Delivery::Sent);
        queue.insert(row(4, ActionKind::PostDelete, numbered<EntityId>(803)), true);
        QCOMPARE(overlay.ownPending(m_family).size(), 2);
    }

    void aCreateInTheBaseIsNotLaidOverIt()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        queue.insert(row(1, ActionKind::PostCreate, idCast<EntityId>(m_post),
                         PostCreate{PostKind::Update, u"As sent"_s, {}, {}, {}, {}, {}}.toJson()),
            true);
        PostCard card = base();
        card.post.text = u"Edited by the other parent"_s;
        overlay.fold(card);
        QCOMPARE(card.post.text, u"Edited by the other parent"_s);
    }

    void threadsShowWhatIsPending()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        Comment known;
        known.id = numbered<CommentId>(601);
        known.post = m_post;
        known.text = u"Base"_s;
        PostThread thread{m_post, m_stream, m_epoch, 10, {known}};
        queue.insert(comment(2, u"Mine"_s), true);
        CommentChange change;
        change.post = m_post;
        change.text = u"Base, edited"_s;
        queue.insert(row(3, ActionKind::CommentEdit, numbered<EntityId>(601), change.toJson()), true);
        queue.insert(row(4, ActionKind::CommentDelete, numbered<EntityId>(602),
                         CommentChange{m_post, {}, {}}.toJson()),
            true);
        overlay.foldThread(thread);
        overlay.foldThread(thread);
        QCOMPARE(thread.comments.size(), 2);
        QCOMPARE(thread.comments[0].text, u"Base, edited"_s);
        QVERIFY(thread.comments[1].deleted);
    }
};

QTEST_GUILESS_MAIN(TestOverlay)
#include "test_overlay.moc"
