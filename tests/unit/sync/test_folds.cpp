// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "pending_row.h"

#include "core/sync/action_draft.h"
#include "core/sync/fold.h"
#include "core/sync/overlay.h"
#include "protocol/payloads.h"
#include "tests/support/fake_server.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Each kind of action laid over a card and a thread; when it is; and how far it has come.
class TestFolds : public QObject
{
    Q_OBJECT

private:
    const UserId m_self = numbered<UserId>(1);
    const FamilyId m_family = numbered<FamilyId>(3);
    const StreamId m_stream = StreamId::all(m_family);
    const EpochId m_epoch = numbered<EpochId>(4);
    const PostId m_post = numbered<PostId>(50);
    const EntityId m_comment = numbered<EntityId>(60);

    ActionRow row(int number, ActionKind kind, EntityId entity, const QJsonObject &payload = {}) const
    {
        return pendingRow(number, kind, m_stream, entity, payload);
    }
    ActionRow onPost(int number, ActionKind kind, const QJsonObject &payload = {}) const
    {
        return row(number, kind, idCast<EntityId>(m_post), payload);
    }
    ActionRow onComment(int number, ActionKind kind, const std::optional<QString> &text = {}) const
    {
        return row(number, kind, m_comment, CommentChange{m_post, text, {}}.toJson());
    }
    ActionRow newComment(int number, EntityId id) const
    {
        return row(number, ActionKind::CommentCreate, id, CommentCreate{m_post, {}, u"New"_s, {}}.toJson());
    }
    Comment known() const
    {
        Comment comment;
        comment.id = idCast<CommentId>(m_comment);
        comment.post = m_post;
        comment.text = u"Known"_s;
        comment.stamp.seq = 5;
        return comment;
    }
    PostCard card() const
    {
        PostCard result;
        result.stream = m_stream;
        result.epoch = m_epoch;
        result.cursor = 10;
        result.post.id = m_post;
        result.post.text = u"Text"_s;
        result.post.stamp.seq = 5;
        result.commentCount = 1;
        result.newest = {known()};
        return result;
    }
    static ActionRow acked(ActionRow row, qint64 seq, EpochId epoch)
    {
        row.state = ActionState::Acked;
        row.ackSeq = seq;
        row.ackEpoch = epoch;
        return row;
    }

private Q_SLOTS:
    void active_data()
    {
        using enum ActionState;
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<ActionKind>("kind");
        QTest::addColumn<int>("ackEpoch");
        QTest::addColumn<qint64>("ackSeq");
        QTest::addColumn<bool>("active"); // over a base of epoch 4, cursor 10, entity at 7
        const auto add = [](const char *name, ActionState state, ActionKind kind, int epoch, qint64 seq,
                             bool active) { QTest::newRow(name) << state << kind << epoch << seq << active; };
        add("queued", Queued, ActionKind::PostEdit, 0, 0, true);
        add("sending", Sending, ActionKind::PostEdit, 0, 0, true);
        add("refused edit", Parked, ActionKind::PostEdit, 0, 0, false);
        add("refused post", Parked, ActionKind::PostCreate, 0, 0, true);
        add("refused comment", Parked, ActionKind::CommentCreate, 0, 0, true);
        add("given up", Discarded, ActionKind::PostCreate, 0, 0, false);
        add("ahead of the cursor", Acked, ActionKind::PostEdit, 4, 12, true);
        add("at the cursor", Acked, ActionKind::PostEdit, 4, 10, false);
        add("at the row", Acked, ActionKind::PostEdit, 4, 7, false);
        add("of another history", Acked, ActionKind::PostEdit, 5, 3, true);
    }
    void active()
    {
        QFETCH(ActionState, state);
        QFETCH(ActionKind, kind);
        QFETCH(int, ackEpoch);
        QFETCH(qint64, ackSeq);
        QFETCH(bool, active);
        ActionRow each = onPost(1, kind);
        each.state = state;
        each.ackEpoch = numbered<EpochId>(ackEpoch);
        each.ackSeq = ackSeq;
        QCOMPARE(isActive(each, {m_stream, m_epoch, 10, 7}), active);
    }

    void whatMovedMeanwhileIsTheServersToTell()
    {
        const ActionRow each = acked(onPost(1, ActionKind::PostEdit), 99, m_epoch);
        const StreamId elsewhere = StreamId::all(numbered<FamilyId>(9));
        QVERIFY(!isActive(each, {elsewhere, m_epoch, 10, 7}));
        QVERIFY(isActive(each, {{}, {}, 0, 0})); // there is no base at all
    }

    void cards_data()
    {
        QTest::addColumn<ActionRow>("action");
        QTest::addColumn<QString>("shown"); // text, deleted, comments, their texts
        PostEdit edit;
        edit.text = u"Edited"_s;
        QTest::newRow("edit") << onPost(1, ActionKind::PostEdit, edit.toJson()) << u"Edited 0 1 Known"_s;
        QTest::newRow("edit that cannot be read")
            << onPost(1, ActionKind::PostEdit, {{u"text"_s, 7}}) << u"Text 0 1 Known"_s;
        QTest::newRow("delete") << onPost(1, ActionKind::PostDelete) << u"Text 1 1 Known"_s;
        QTest::newRow("restore") << onPost(1, ActionKind::PostRestore) << u"Text 0 1 Known"_s;
        QTest::newRow("move") << onPost(1, ActionKind::PostMove) << u"Text 0 1 Known"_s;
        QTest::newRow("create") << onPost(1, ActionKind::PostCreate) << u"Text 0 1 Known"_s;
        QTest::newRow("new comment") << newComment(1, numbered<EntityId>(61)) << u"Text 0 2 Known New"_s;
        QTest::newRow("comment that is here") << newComment(1, m_comment) << u"Text 0 1 Known"_s;
        QTest::newRow("comment edit")
            << onComment(1, ActionKind::CommentEdit, u"Better"_s) << u"Text 0 1 Better"_s;
        QTest::newRow("comment edit that cannot be read")
            << row(1, ActionKind::CommentEdit, m_comment, {{u"post"_s, m_post.toString()}, {u"text"_s, 7}})
            << u"Text 0 1 Known"_s;
        QTest::newRow("edit of a comment that is not shown") << row(
            1, ActionKind::CommentEdit, numbered<EntityId>(69), CommentChange{m_post, u"?"_s, {}}.toJson())
                                                             << u"Text 0 1 Known"_s;
        QTest::newRow("comment delete") << onComment(1, ActionKind::CommentDelete) << u"Text 0 0"_s;
        QTest::newRow("comment restore") << onComment(1, ActionKind::CommentRestore) << u"Text 0 2 Known"_s;
        QTest::newRow("reaction that cannot be read") << row(1, ActionKind::ReactionSet,
            numbered<EntityId>(70), {{u"post"_s, m_post.toString()}, {u"kind"_s, u"sneer"_s}})
                                                      << u"Text 0 1 Known"_s;
    }
    void cards()
    {
        QFETCH(ActionRow, action);
        QFETCH(QString, shown);
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        queue.insert(action, true);
        PostCard once = card();
        overlay.fold(once);
        PostCard twice = once;
        overlay.fold(twice); // folding twice is folding once
        for (const auto &each : {once, twice}) {
            QString text =
                u"%1 %2 %3"_s.arg(each.post.text).arg(int(each.post.deleted)).arg(each.commentCount);
            for (const auto &comment : each.newest)
                text += u' ' + comment.text;
            QCOMPARE(text, shown);
        }
    }

    void anEditChangesWhatItNamesAlone()
    {
        PostCard shown = card();
        shown.post.milestone = u"Before"_s;
        shown.post.occurredOn = QDate(2026, 1, 1);
        PostEdit edit;
        edit.kind = PostKind::Milestone;
        edit.occurredOn = QDate(2026, 2, 2);
        foldInto(shown, onPost(1, ActionKind::PostEdit, edit.toJson()).action, m_self, 0);
        QCOMPARE(shown.post.occurredOn, QDate(2026, 2, 2));
        QCOMPARE(shown.post.kind, PostKind::Milestone);
        QCOMPARE(shown.post.milestone, u"Before"_s);
        QCOMPARE(shown.post.text, u"Text"_s);
        PostEdit words;
        words.text = u"Words"_s;
        foldInto(shown, onPost(2, ActionKind::PostEdit, words.toJson()).action, m_self, 0);
        QCOMPARE(shown.post.occurredOn, QDate(2026, 2, 2));
    }

    void aReactionTakesThePlaceOfTheOldOne()
    {
        PostCard shown = card();
        const auto set = [&](std::optional<ReactionKind> kind) {
            foldInto(shown,
                row(1, ActionKind::ReactionSet, numbered<EntityId>(70), ReactionSet{m_post, kind}.toJson())
                    .action,
                m_self, 0);
        };
        set(ReactionKind::Love);
        set(ReactionKind::Joy);
        QCOMPARE(shown.reactionTotal(), 1);
        QCOMPARE(shown.mine, std::optional(ReactionKind::Joy));
        QCOMPARE(shown.reactions.size(), 1);
        set({});
        set({});
        QCOMPARE(shown.reactionTotal(), 0);
        QVERIFY(shown.reactions.isEmpty());
    }

    void twoCommentsAreShownAndAllAreCounted()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        for (int i = 1; i <= 4; ++i)
            queue.insert(newComment(i, numbered<EntityId>(80 + i)), true);
        PostCard shown = card();
        overlay.fold(shown);
        QCOMPARE(shown.newest.size(), 2);
        QCOMPARE(shown.newest[1].id, idCast<CommentId>(numbered<EntityId>(84)));
        QCOMPARE(shown.commentCount, 5);
    }

    void threads()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        PostThread thread{m_post, m_stream, m_epoch, 10, {known()}};
        queue.insert(acked(onComment(1, ActionKind::CommentDelete), 9, m_epoch), true); // the base shows it
        overlay.foldThread(thread);
        QVERIFY(!thread.comments[0].deleted);
        queue.insert(onComment(2, ActionKind::CommentDelete), true);
        overlay.foldThread(thread);
        QVERIFY(thread.comments[0].deleted);
        queue.insert(onComment(3, ActionKind::CommentRestore), true);
        overlay.foldThread(thread);
        QVERIFY(!thread.comments[0].deleted);
        queue.insert(row(4, ActionKind::CommentEdit, numbered<EntityId>(69),
                         CommentChange{m_post, u"?"_s, {}}.toJson()),
            true); // of a comment that is not here
        queue.insert(onPost(5, ActionKind::PostDelete), true);
        overlay.foldThread(thread);
        QCOMPARE(thread.comments.size(), 1);
        QCOMPARE(thread.comments[0].text, u"Known"_s);
    }

    void anOwnPostIsShownUntilTheBaseHoldsIt()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        QVERIFY(!overlay.ownPendingPost(m_post));
        auto &entry =
            queue.insert(acked(onPost(1, ActionKind::PostCreate,
                                   PostCreate{PostKind::Update, u"Mine"_s, {}, {}, {}, {}, {}}.toJson()),
                             12, m_epoch),
                true);
        QCOMPARE(overlay.ownPendingPost(m_post)->post.text, u"Mine"_s);
        entry.baseSeq = 12;
        QVERIFY(!overlay.ownPendingPost(m_post));
        QVERIFY(overlay.ownPending(m_family).isEmpty());
        entry.baseSeq = 0;
        (void)queue.apply(numbered<OpId>(1), ActionEvent::EpochLost);
        (void)queue.apply(numbered<OpId>(1), ActionEvent::Discarded);
        QVERIFY(!overlay.ownPendingPost(m_post)); // it is being given up
    }

    void aPendingPostThatCannotBeReadIsShownEmpty()
    {
        const PostCard shown =
            pendingCard(onPost(1, ActionKind::PostCreate, {{u"text"_s, 7}}).action, m_self);
        QCOMPARE(shown.post.id, m_post);
        QCOMPARE(shown.post.author, m_self);
        QVERIFY(shown.post.text.isEmpty());
    }

    void whoeverLooksMayStop()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        for (int i = 1; i <= 5; ++i)
            queue.insert(row(i, ActionKind::PostCreate, numbered<EntityId>(100 + i)), true);
        QVector<PostId> seen;
        overlay.eachOwnPending(m_family, [&](PostId post) {
            seen.append(post);
            return seen.size() < 2;
        });
        QCOMPARE(seen, (QVector<PostId>{numbered<PostId>(105), numbered<PostId>(104)}));
    }

    void picturesOfBothSidesStandInTheOrderOfThePost()
    {
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        PostEdit edit;
        edit.media = QVector<MediaId>{numbered<MediaId>(1), numbered<MediaId>(2), numbered<MediaId>(3)};
        queue.insert(onPost(1, ActionKind::PostEdit, edit.toJson()), true);
        MediaOut local;
        local.mediaId = numbered<MediaId>(1);
        local.width = 11;
        queue.setMedia(local);
        PostCard shown = card();
        Media served;
        served.id = numbered<MediaId>(2);
        served.width = 22;
        shown.media = {served};
        overlay.fold(shown);
        QCOMPARE(shown.media.size(), 2); // the third is on no disk yet
        QCOMPARE(shown.media[0].width, 11);
        QCOMPARE(shown.media[1].width, 22);
        QVERIFY(overlay.localMedia(numbered<MediaId>(1)));
        QVERIFY(!overlay.localMedia(numbered<MediaId>(2)));
    }

    void deliveries_data()
    {
        using enum ActionState;
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<int>("media"); // its picture: -1 none, 0 unknown here, 1 waiting, 2 stored
        QTest::addColumn<int>("need"); // -1 none, 0 gone, 1 queued, 2 parked
        QTest::addColumn<Delivery>("delivery");
        const auto add = [](const char *name, ActionState state, int attempts, int media, int need,
                             Delivery delivery) {
            QTest::newRow(name) << state << attempts << media << need << delivery;
        };
        add("saved", Queued, 0, -1, -1, Delivery::Saved);
        add("tried", Queued, 1, -1, -1, Delivery::Waiting);
        add("for a picture", Queued, 0, 1, -1, Delivery::Waiting);
        add("its picture is there", Queued, 0, 2, -1, Delivery::Saved);
        add("its picture is the server's", Queued, 0, 0, -1, Delivery::Saved);
        add("behind one that goes", Queued, 0, -1, 1, Delivery::Saved);
        add("behind one that is settled", Queued, 0, -1, 0, Delivery::Saved);
        add("behind a refused one", Queued, 0, -1, 2, Delivery::Waiting);
        add("tried, and for a picture", Queued, 1, 1, 2, Delivery::Waiting);
        add("sending", Sending, 0, -1, -1, Delivery::Sending);
        add("refused", Parked, 0, -1, -1, Delivery::Refused);
        add("confirmed", Acked, 0, -1, -1, Delivery::Sent);
    }
    void deliveries()
    {
        QFETCH(ActionState, state);
        QFETCH(int, attempts);
        QFETCH(int, media);
        QFETCH(int, need);
        QFETCH(Delivery, delivery);
        ActionQueue queue;
        const Overlay overlay(queue, m_self);
        ActionRow each = onPost(2, ActionKind::PostEdit);
        each.state = state;
        each.attempts = attempts;
        if (media >= 0)
            each.action.payload[u"media"_s] = QJsonArray{numbered<MediaId>(1).toString()};
        if (media > 0) {
            MediaOut picture;
            picture.mediaId = numbered<MediaId>(1);
            picture.state = media == 1 ? MediaOutState::Waiting : MediaOutState::Stored;
            queue.setMedia(picture);
        }
        if (need >= 0)
            each.action.needs = {numbered<OpId>(1)};
        if (need > 0) {
            ActionRow other = row(1, ActionKind::PostCreate, numbered<EntityId>(99));
            other.state = need == 1 ? Queued() : ActionState::Parked;
            queue.insert(other, true);
        }
        queue.insert(each, true);
        QCOMPARE(overlay.deliveryOfAction(numbered<OpId>(2)).state, delivery);
        QCOMPARE(overlay.deliveryOf(m_post).state, delivery);
        QCOMPARE(overlay.deliveryOfAction(numbered<OpId>(77)).state, Delivery::Sent);
    }
    static ActionState Queued() { return ActionState::Queued; }

    void draftsNameTheirKindAndTheirPost_data()
    {
        QTest::addColumn<ActionDraft>("draft");
        QTest::addColumn<ActionKind>("kind");
        QTest::addColumn<QString>("orderKey");
        const CommentId comment = idCast<CommentId>(m_comment);
        const QString post = u"post:"_s + m_post.toString();
        const QString thread = u"thread:"_s + m_post.toString();
        PostEdit edit;
        edit.text = u"Words"_s;
        FamilyUpdate update;
        update.name = u"Name"_s;
        QTest::newRow("create") << draft::createPost(
            m_stream, m_post, PostCreate{PostKind::Update, u"Words"_s, {}, {}, {}, {}, {}})
                                << ActionKind::PostCreate << post;
        QTest::newRow("edit") << draft::editPost(m_stream, m_post, edit) << ActionKind::PostEdit << post;
        QTest::newRow("delete") << draft::deletePost(m_stream, m_post) << ActionKind::PostDelete << post;
        QTest::newRow("restore") << draft::restorePost(m_stream, m_post) << ActionKind::PostRestore << post;
        QTest::newRow("comment") << draft::createComment(m_stream, comment, {m_post, {}, u"Words"_s, {}})
                                 << ActionKind::CommentCreate << thread;
        QTest::newRow("comment edit")
            << draft::editComment(m_stream, comment, m_post, u"Words"_s) << ActionKind::CommentEdit << thread;
        QTest::newRow("comment delete")
            << draft::deleteComment(m_stream, comment, m_post) << ActionKind::CommentDelete << thread;
        QTest::newRow("comment restore")
            << draft::restoreComment(m_stream, comment, m_post) << ActionKind::CommentRestore << thread;
        QTest::newRow("reaction") << draft::setReaction(m_stream, m_post, m_self, ReactionKind::Love)
                                  << ActionKind::ReactionSet << u"reaction:"_s + m_post.toString();
        QTest::newRow("family") << draft::updateFamily(m_family, update) << ActionKind::FamilyUpdate
                                << u"family:"_s + m_family.toString();
        QTest::newRow("read") << draft::markRead(m_self, {m_stream, 500, m_post}) << ActionKind::ReadMark
                              << u"read:"_s + m_stream.toString();
    }
    void draftsNameTheirKindAndTheirPost()
    {
        QFETCH(ActionDraft, draft);
        QFETCH(ActionKind, kind);
        QFETCH(QString, orderKey);
        QCOMPARE(draft.kind, kind);
        QCOMPARE(orderKeyFor(kind, draft.stream, draft.entity, draft.payload), orderKey);
        QVERIFY(validatePayload(kind, infoOf(kind).version, draft.payload)); // as the server will
        QVERIFY(!draft.entity.isNull());
    }
};

Q_DECLARE_METATYPE(preggo::ActionRow)
Q_DECLARE_METATYPE(preggo::ActionDraft)
QTEST_GUILESS_MAIN(TestFolds)
#include "test_folds.moc"
