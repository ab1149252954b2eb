// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fold_rows.h"

#include "core/sync/overlay.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Each kind of action laid over a card and a thread, and when it is.
class TestFolds : public QObject, private FoldRows
{
    Q_OBJECT

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
};

QTEST_GUILESS_MAIN(TestFolds)
#include "test_folds.moc"
