// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// What each action kind does to its noun, and its conflicts (docs/sync.md, section 2a).
class NounsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void creatingTwiceIsOnePost();
    void editsKeepEveryText();
    void editsNeverFailOnTheBaseVersion();
    void picturesMustBeReady();
    void editsExchangePictures();
    void answersFindTheirParents();
    void answersNestToTheLimit();
    void aReactionIsARegister();
    void readMarksOnlyRise();
    void preferencesAreBounded();
    void familyFieldsChangeOneByOne();
    void textIsCleaned();
    void textsOverTheLimitAreRefused();
};

void NounsTest::creatingTwiceIsOnePost()
{
    World w;
    const auto create = w.newPost(w.all);
    const auto seqs = w.pushOne(w.owner, create).seqs;
    auto again = create;
    again.opId = w.rng.mintV7<OpId>(0);
    const auto result = w.pushOne(w.owner, again);
    QCOMPARE(result.status, PushStatus::Applied);
    QCOMPARE(result.seqs, seqs);
    QVERIFY(result.entities.isEmpty());
    auto stolen = create;
    stolen.opId = w.rng.mintV7<OpId>(0);
    const auto other = w.pushOne(w.contributor, stolen);
    QCOMPARE(other.status, PushStatus::Rejected);
    QCOMPARE(other.problem->code, ProblemCode::Conflict);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 1);
}

void NounsTest::editsKeepEveryText()
{
    World w;
    const auto post = w.posted(w.owner, w.all, u"one"_s);
    for (const auto &text : {u"two"_s, u"three"_s})
        QCOMPARE(w.pushOne(w.owner,
                      w.action(ActionKind::PostEdit, w.all, idCast<EntityId>(post), {{u"text"_s, text}}))
                     .status,
            PushStatus::Applied);
    QCOMPARE(w.number(u"SELECT COUNT(DISTINCT text) FROM post_revision"_s), 3);
    QCOMPARE(w.number(u"SELECT version FROM post"_s), 3);
    const auto remark = w.newComment(w.all, post, u"a"_s);
    w.pushOne(w.viewer, remark);
    w.pushOne(w.viewer,
        w.action(ActionKind::CommentEdit, w.all, remark.entityId,
            {{u"post"_s, post.toString()}, {u"text"_s, u"b"_s}}));
    QCOMPARE(w.number(u"SELECT COUNT(DISTINCT text) FROM comment_revision"_s), 2);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM comment WHERE text='b' AND edited_ms IS NOT NULL"_s), 1);
    // An edit that would leave nothing is refused.
    QCOMPARE(w.pushOne(w.owner,
                  w.action(ActionKind::PostEdit, w.all, idCast<EntityId>(post), {{u"text"_s, u" "_s}}))
                 .problem->code,
        ProblemCode::InvalidField);
}

void NounsTest::editsNeverFailOnTheBaseVersion()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    auto mine = w.action(ActionKind::PostEdit, w.all, idCast<EntityId>(post), {{u"text"_s, u"mine"_s}});
    auto theirs =
        w.action(ActionKind::PostEdit, w.all, idCast<EntityId>(post), {{u"milestone"_s, u"first kick"_s}});
    mine.baseVersion = theirs.baseVersion = 1;
    QCOMPARE(w.pushOne(w.owner, mine).status, PushStatus::Applied);
    QCOMPARE(w.pushOne(w.coParent, theirs).status, PushStatus::Applied);
    // Only what is set changes.
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post WHERE text='mine' AND milestone='first kick'"_s), 1);
}

void NounsTest::picturesMustBeReady()
{
    World w;
    const auto taken = w.picture(w.owner);
    QCOMPARE(w.pushOne(w.owner, w.newPost(w.all, u"a"_s, {taken})).status, PushStatus::Applied);
    const auto foreign = w.picture(w.coParent);
    const auto raw = w.picture(w.owner);
    QVERIFY(w.db->query(u"UPDATE media SET state='receiving' WHERE id=?"_s).bind(raw).run().has_value());
    const auto elsewhere = w.picture(w.owner);
    QVERIFY(w.db->query(u"UPDATE media SET pregnancy_id=? WHERE id=?"_s)
                .bind(w.otherFamily)
                .bind(elsewhere)
                .run()
                .has_value());
    for (const auto &media : {taken, foreign, raw, elsewhere, w.rng.mintV7<MediaId>(0)}) {
        const auto result = w.pushOne(w.owner, w.newPost(w.all, u"b"_s, {w.picture(w.owner), media}));
        QCOMPARE(result.status, PushStatus::Retry);
        QCOMPARE(result.problem->code, ProblemCode::DependencyMissing);
    }
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM media WHERE post_id IS NOT NULL"_s), 1);
    const auto twice = w.picture(w.owner);
    QCOMPARE(w.pushOne(w.owner, w.newPost(w.all, u"b"_s, {twice, twice})).status, PushStatus::Rejected);
}

void NounsTest::editsExchangePictures()
{
    World w;
    const auto first = w.picture(w.owner);
    const auto second = w.picture(w.owner);
    const auto create = w.newPost(w.all, u"a"_s, {first});
    w.pushOne(w.owner, create);
    const auto edit = [&](const QVector<MediaId> &media) {
        PostEdit change;
        change.media = media;
        return w.pushOne(w.owner, w.action(ActionKind::PostEdit, w.all, create.entityId, change.toJson()));
    };
    const auto exchanged = edit({second});
    QCOMPARE(exchanged.status, PushStatus::Applied);
    QCOMPARE(exchanged.entities.size(), 3); // one came, one went, and the post
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM media WHERE deleted_ms IS NOT NULL"_s), 1);
    QCOMPARE(edit({second, first}).status, PushStatus::Applied); // thought better of it
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM media WHERE deleted_ms IS NULL AND post_id IS NOT NULL"_s), 2);
}

void NounsTest::answersFindTheirParents()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    const auto other = w.posted(w.owner, w.all);
    const auto parent = w.newComment(w.all, post);
    w.pushOne(w.owner, parent);
    const auto parentId = idCast<CommentId>(parent.entityId);
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, post, u"yes"_s, parentId)).status, PushStatus::Applied);
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, other, u"no"_s, parentId)).status, PushStatus::Retry);
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, post, u"?"_s, w.rng.mintV7<CommentId>(0))).status,
        PushStatus::Retry);
    w.pushOne(
        w.owner, w.action(ActionKind::CommentDelete, w.all, parent.entityId, {{u"post"_s, post.toString()}}));
    const auto late = w.pushOne(w.viewer, w.newComment(w.all, post, u"late"_s, parentId));
    QCOMPARE(late.status, PushStatus::Rejected);
    QCOMPARE(late.problem->code, ProblemCode::ParentDeleted);
    const auto edit = w.action(
        ActionKind::CommentEdit, w.all, parent.entityId, {{u"post"_s, post.toString()}, {u"text"_s, u"x"_s}});
    QCOMPARE(w.pushOne(w.owner, edit).problem->code, ProblemCode::ParentDeleted);
}

void NounsTest::answersNestToTheLimit()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    CommentId parent;
    for (int depth = 0; depth < limits::kCommentDepth; ++depth) {
        const auto remark = w.newComment(w.all, post, u"deeper"_s, parent);
        QCOMPARE(w.pushOne(w.viewer, remark).status, PushStatus::Applied);
        parent = idCast<CommentId>(remark.entityId);
    }
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, post, u"too deep"_s, parent)).problem->code,
        ProblemCode::LimitReached);
    QVERIFY(
        w.db->query(u"UPDATE post SET comment_count=?"_s).bind(limits::kCommentsPerPost).run().has_value());
    QCOMPARE(w.pushOne(w.viewer, w.newComment(w.all, post)).problem->code, ProblemCode::LimitReached);
}

void NounsTest::aReactionIsARegister()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    qint64 seq = 0;
    for (const auto kind : {std::optional(ReactionKind::Love), std::optional(ReactionKind::Wow),
             std::optional<ReactionKind>(), std::optional(ReactionKind::Pray)}) {
        const auto result = w.pushOne(w.viewer, w.react(w.all, post, w.viewer, kind));
        QVERIFY(result.seqs[w.all] > seq);
        seq = result.seqs[w.all];
        QCOMPARE(w.number(u"SELECT reaction_count FROM post"_s), kind ? 1 : 0);
    }
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM reaction"_s), 1);
    QCOMPARE(
        w.number(u"SELECT COUNT(*) FROM post WHERE seq<%1"_s.arg(seq)), 1); // the post's seq does not move
    // The id follows from person and post: nobody writes somebody else's register.
    QCOMPARE(w.pushOne(w.contributor, w.react(w.all, post, w.viewer, ReactionKind::Joy)).status,
        PushStatus::Applied);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM reaction"_s), 2);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM reaction WHERE kind='pray'"_s), 1);
}

void NounsTest::readMarksOnlyRise()
{
    World w;
    const auto own = StreamId::user(w.viewer.user);
    const auto mark = [&](qint64 time) {
        return w.pushOne(w.viewer,
            w.action(ActionKind::ReadMark, own, w.rng.mintV4<EntityId>(),
                ReadMark{w.all, time, PostId(QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))}.toJson()));
    };
    const auto high = mark(500);
    QCOMPARE(high.status, PushStatus::Applied);
    const auto low = mark(400);
    QCOMPARE(low.status, PushStatus::Applied);
    QCOMPARE(low.seqs, high.seqs);
    QCOMPARE(w.number(u"SELECT post_published_ms FROM read_mark"_s), 500);
    QVERIFY(mark(600).seqs[own] > high.seqs[own]);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM read_mark"_s), 1);
}

void NounsTest::preferencesAreBounded()
{
    World w;
    const auto own = StreamId::user(w.viewer.user);
    const auto set = [&](const QString &key, const QJsonValue &value) {
        return w.pushOne(w.viewer,
            w.action(ActionKind::PrefSet, own, w.rng.mintV4<EntityId>(), PrefSet{key, value}.toJson()));
    };
    for (int i = 0; i < limits::kPrefsPerUser; ++i)
        QCOMPARE(set(QString::number(i), i).status, PushStatus::Applied);
    QCOMPARE(set(u"one more"_s, 1).problem->code, ProblemCode::LimitReached);
    const auto changed = set(u"7"_s, u"quiet"_s);
    QCOMPARE(changed.status, PushStatus::Applied);
    QCOMPARE(changed.entities[0].item.row[u"value"].toString(), u"quiet"_s);
    QCOMPARE(changed.entities[0].item.row[u"version"].toInt(), 2);
}

void NounsTest::familyFieldsChangeOneByOne()
{
    World w;
    const auto update = [&](const QJsonObject &what) {
        return w.pushOne(
            w.coParent, w.action(ActionKind::FamilyUpdate, w.all, idCast<EntityId>(w.family), what));
    };
    QCOMPARE(update({{u"name"_s, u"  The  Beans "_s}}).status, PushStatus::Applied);
    QCOMPARE(update({{u"zone"_s, u"Europe/Berlin"_s}}).status, PushStatus::Applied);
    QCOMPARE(
        w.number(
            u"SELECT COUNT(*) FROM pregnancy WHERE name='The Beans' AND zone='Europe/Berlin' AND due_date='2027-02-01'"_s),
        1);
    QCOMPARE(update({{u"zone"_s, u"Mars/Olympus"_s}}).status, PushStatus::Rejected);
    auto elsewhere =
        w.action(ActionKind::FamilyUpdate, w.all, idCast<EntityId>(w.otherFamily), {{u"name"_s, u"x"_s}});
    QCOMPARE(w.pushOne(w.owner, elsewhere).status, PushStatus::Rejected);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM pregnancy WHERE name='x'"_s), 0);
    const FamilyPause pause{PauseMode::Loss, PauseView::Note, u"thank you"_s};
    const auto result = w.pushOne(
        w.owner, w.action(ActionKind::FamilyPause, w.all, idCast<EntityId>(w.family), pause.toJson()));
    const auto family = Family::fromJson(result.entities[0].item.row).value();
    QCOMPARE(family.pause.note, pause.note);
    QCOMPARE(family.pause.mode, PauseMode::Loss);
}

void NounsTest::textIsCleaned()
{
    World w;
    const auto result = w.pushOne(w.owner, w.newPost(w.all, u"a\u202Eb\r\nc\u0000d"_s));
    QCOMPARE(result.status, PushStatus::Applied);
    QCOMPARE(result.entities[0].item.row[u"text"].toString(), u"ab\ncd"_s);
}

void NounsTest::textsOverTheLimitAreRefused()
{
    World w;
    QCOMPARE(w.pushOne(w.owner, w.newPost(w.all, QString(limits::kPostTextMax, u'x'))).status,
        PushStatus::Applied);
    QCOMPARE(w.pushOne(w.owner, w.newPost(w.all, QString(limits::kPostTextMax + 1, u'x'))).problem->code,
        ProblemCode::InvalidField);
    const auto post = w.posted(w.owner, w.all);
    QCOMPARE(w.pushOne(w.owner, w.newComment(w.all, post, QString(limits::kCommentTextMax + 1, u'x')))
                 .problem->code,
        ProblemCode::InvalidField);
    QVector<MediaId> many;
    for (int i = 0; i <= limits::kPicturesPerPost; ++i)
        many.append(w.rng.mintV7<MediaId>(0));
    QCOMPARE(w.pushOne(w.owner, w.newPost(w.all, u"x"_s, many)).problem->code, ProblemCode::InvalidField);
}

QTEST_GUILESS_MAIN(NounsTest)
#include "tst_nouns.moc"
