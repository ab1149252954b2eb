// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/action_draft.h"
#include "protocol/payloads.h"
#include "tests/support/fake_server.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What the client asks for is what the server takes.
class TestActionDrafts : public QObject
{
    Q_OBJECT

private:
    const UserId m_self = numbered<UserId>(1);
    const FamilyId m_family = numbered<FamilyId>(3);
    const StreamId m_stream = StreamId::all(m_family);
    const PostId m_post = numbered<PostId>(50);

private Q_SLOTS:
    void draftsNameTheirKindAndTheirPost_data()
    {
        QTest::addColumn<ActionDraft>("draft");
        QTest::addColumn<ActionKind>("kind");
        QTest::addColumn<QString>("orderKey");
        const CommentId comment = numbered<CommentId>(60);
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

QTEST_GUILESS_MAIN(TestActionDrafts)
#include "test_action_drafts.moc"
