// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "pending_row.h"

#include "core/sync/action_queue.h"
#include "core/sync/overlay.h"
#include "protocol/payloads.h"
#include "tests/support/fake_server.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Folding what was folded changes nothing, whatever is pending: a view may keep what it showed.
class TestEngineFold : public QObject
{
    Q_OBJECT

private:
    const UserId m_self = numbered<UserId>(1);
    const UserId m_other = numbered<UserId>(2);
    const StreamId m_stream = StreamId::all(numbered<FamilyId>(3));
    const PostId m_post = numbered<PostId>(50);
    const CommentId m_comment = numbered<CommentId>(60);

    void add(
        ActionQueue &queue, int number, ActionKind kind, EntityId entity, const QJsonObject &payload) const
    {
        queue.insert(pendingRow(number, kind, m_stream, entity, payload), true);
    }
    void addComments(ActionQueue &queue, int first, int count) const
    {
        for (int i = first; i < first + count; ++i)
            add(queue, i, ActionKind::CommentCreate, numbered<EntityId>(600 + i),
                CommentCreate{m_post, {}, u"Mine %1"_s.arg(i), {}}.toJson());
    }
    Comment comment(CommentId id, const QString &text) const
    {
        Comment result;
        result.id = id;
        result.post = m_post;
        result.author = m_other;
        result.text = text;
        result.stamp.seq = 5;
        return result;
    }
    PostCard base() const
    {
        PostCard card;
        card.stream = m_stream;
        card.epoch = numbered<EpochId>(4);
        card.cursor = 10;
        card.post.id = m_post;
        card.post.author = m_other;
        card.post.text = u"Hello"_s;
        card.post.stamp.seq = 5;
        card.reactionCounts[0] = 2;
        card.reactions = {{m_self, ReactionKind::Love}, {m_other, ReactionKind::Love}};
        card.mine = ReactionKind::Love;
        card.commentCount = 7;
        card.newest = {comment(m_comment, u"Theirs"_s), comment(numbered<CommentId>(61), u"Last"_s)};
        return card;
    }
    static QString print(const PostCard &card)
    {
        QStringList parts{card.post.text, QString::number(card.commentCount),
            card.mine ? toWire(*card.mine) : u"-"_s, card.post.deleted ? u"gone"_s : u"live"_s};
        for (const int count : card.reactionCounts)
            parts.append(QString::number(count));
        for (const auto &[user, kind] : card.reactions)
            parts.append(user.toString() + toWire(kind));
        for (const auto &each : card.newest)
            parts.append(u'#' + each.text);
        return parts.join(u' ');
    }

private Q_SLOTS:
    void twiceIsOnce_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= static_cast<int>(ActionKind::PrefSet); ++kind)
            QTest::addRow("%s", qPrintable(QString::fromUtf16(infoOf(static_cast<ActionKind>(kind)).name)))
                << kind;
    }
    void twiceIsOnce()
    {
        QFETCH(int, kind);
        const auto action = static_cast<ActionKind>(kind);
        QJsonObject payload{{u"post"_s, m_post.toString()}, {u"text"_s, u"Changed"_s}, {u"kind"_s, u"wow"_s}};
        EntityId entity = idCast<EntityId>(m_post);
        if (action == ActionKind::CommentEdit || action == ActionKind::CommentDelete
            || action == ActionKind::CommentRestore)
            entity = idCast<EntityId>(m_comment);
        if (action == ActionKind::CommentCreate)
            entity = numbered<EntityId>(699);
        if (action == ActionKind::ReactionSet)
            entity = idCast<EntityId>(reactionIdFor(m_post, m_self));
        if (action == ActionKind::PostEdit)
            payload = {{u"text"_s, u"Changed"_s}};
        ActionQueue queue;
        add(queue, 1, action, entity, payload);
        const Overlay overlay(queue, m_self);
        PostCard card = base();
        overlay.fold(card);
        const QString once = print(card);
        overlay.fold(card);
        QCOMPARE(print(card), once);

        PostThread thread{m_post, m_stream, card.epoch, 10, base().newest};
        overlay.foldThread(thread);
        const auto size = thread.comments.size();
        const QString text = thread.comments.constLast().text;
        overlay.foldThread(thread);
        QCOMPARE(thread.comments.size(), size);
        QCOMPARE(thread.comments.constLast().text, text);
    }

    void commentsThatNoLongerFitAreNotCountedAgain()
    {
        ActionQueue queue;
        addComments(queue, 1, 4);
        add(queue, 9, ActionKind::CommentDelete, numbered<EntityId>(601), {{u"post"_s, m_post.toString()}});
        const Overlay overlay(queue, m_self);
        PostCard card = base();
        overlay.fold(card);
        const QString once = print(card);
        QCOMPARE(card.commentCount, 10);
        QCOMPARE(card.newest.constLast().text, u"Mine 4"_s);
        overlay.fold(card);
        QCOMPARE(print(card), once);
    }

    void whatIsPendingSinceTheFirstFoldIsLaidOverTheSecond()
    {
        ActionQueue queue;
        addComments(queue, 1, 1);
        const Overlay overlay(queue, m_self);
        PostCard card = base();
        overlay.fold(card);
        addComments(queue, 2, 1);
        overlay.fold(card);
        QCOMPARE(card.commentCount, 9);
        QCOMPARE(card.newest.constLast().text, u"Mine 2"_s);
    }
};

QTEST_GUILESS_MAIN(TestEngineFold)
#include "test_engine_fold.moc"
