// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "model_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The outbox page of a person whose server refuses what it is told to.
struct Sending : ModelWorld
{
    Sending() { attach(); }

    [[nodiscard]] OutboxModel &outbox() { return *app.outbox(); }
    [[nodiscard]] QVariant at(int row, OutboxModel::Role role) { return outbox().index(row).data(role); }
    [[nodiscard]] QString op(int row = 0) { return at(row, OutboxModel::OpIdRole).toString(); }
    [[nodiscard]] int state(int row = 0) { return at(row, OutboxModel::StateRole).toInt(); }
    [[nodiscard]] QString reason(int row = 0) { return at(row, OutboxModel::ReasonRole).toString(); }

    void refuseEverything()
    {
        server.judge = [](const Action &) {
            return makeProblem(ProblemCode::Rejected, u"Posts are paused."_s);
        };
    }
    /// A picture that is on the server already, its file still here.
    [[nodiscard]] MediaOut storedPicture(const QString &alt)
    {
        MediaOut media;
        media.mediaId = device.engine->mint<MediaId>();
        media.family = family;
        media.path = device.dir.filePath(media.mediaId.toString() + u".jpg"_s);
        media.sha256 = QByteArray(32, 'x');
        media.bytes = 4;
        media.mime = u"image/jpeg"_s;
        media.width = 64;
        media.height = 48;
        media.alt = alt;
        media.state = MediaOutState::Stored;
        (void)files.writeDurably(media.path, "jpeg");
        return media;
    }
    /// A milestone of a past day with two pictures, which the server refuses.
    [[nodiscard]] QVector<MediaId> postThatIsRefused()
    {
        refuseEverything();
        PostCreate post;
        post.kind = PostKind::Milestone;
        post.text = u"First kick"_s;
        post.milestone = u"Kick"_s;
        post.occurredOn = QDate(2025, 11, 3);
        QVector<MediaOut> media{storedPicture(u"Green"_s), storedPicture(u"Red"_s)};
        post.media = {media.at(0).mediaId, media.at(1).mediaId};
        auto action = draft::createPost(stream, device.engine->mint<PostId>(), post);
        action.media = media;
        device.commit(action);
        settle();
        return post.media;
    }
    [[nodiscard]] ComposerModel *composerOfRefused()
    {
        outbox().toDraft(op());
        return app.newComposer();
    }
    /// The server has nothing against it any more.
    void sendRefusedAnew(const QString &text)
    {
        auto *composer = composerOfRefused();
        server.judge = {};
        composer->setText(text);
        composer->send();
        settle();
    }
    [[nodiscard]] static QStringList altsOf(ComposerModel &composer)
    {
        QStringList alts;
        for (const auto &row : composer.pictures()->rows())
            alts.append(row.alt);
        return alts;
    }
};

} // namespace

class TestOutboxModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatWaitsAndWhy();
    void copiesOfWhatWaitsAreSaved();
    void aRefusedPostComesBackIntoTheComposer();
    void sentAgainItReplacesTheRefusedOne();
    void leavingTheComposerLosesNothing();
    void theDraftOfANewPostIsNotMixedIn();
    void itsOwnDraftGoesWithIt();
    void filesOfTheRefusedOneAreNotTheComposers();
    void whatAnotherPostNamesIsKept();
    void commentsStayWithThePostThatReplacesIt();
    void aRefusedCommentIsNoPost();
    void anotherFamilyDoesNotGetToReadIt();
    void onlyWhatWasRefusedCanBeEdited();
    void draftReadyComesOncePerRequest();
    void whatWaitsForTheSignInSaysSo();
    void afterTheSignInItGoesOut();
    void discardingTellsWhereItCannot();
    void discardedOnesAreGone();
    void progressIsOfAllPicturesTogether();
    void aLongQueueIsCutAndCountedWhole();
    void manyChangesAreShownOnce();
    void signingOutEmptiesIt();
};

void TestOutboxModel::tellsWhatWaitsAndWhy()
{
    Sending w;
    w.device.net.online = false;
    w.device.post(w.family, u"  one \n two "_s);
    w.settle(100);
    QCOMPARE(w.outbox().rowCount(), 1);
    QCOMPARE(w.at(0, OutboxModel::TitleRole).toString(), u"Post"_s);
    QCOMPARE(w.at(0, OutboxModel::PreviewRole).toString(), u"one two"_s);
    QCOMPARE(w.state(), int(OutboxModel::Waiting));
    QCOMPARE(w.reason(), u"Saved on this device. It goes out when there is a network."_s);
    QCOMPARE(w.at(0, OutboxModel::CreatedAtRole).toDateTime().date(),
        QDateTime::fromMSecsSinceEpoch(w.clock.wallMs()).date());
    QCOMPARE(w.at(0, OutboxModel::ProgressRole).toDouble(), -1.0);
    QVERIFY(!w.at(0, OutboxModel::CanEditRole).toBool());
    QCOMPARE(w.outbox().waiting(), 1);
    QCOMPARE(w.outbox().refused(), 0);
    w.device.net.online = true;
    w.outbox().retry(w.op()); // without the wait for the next try
    w.settle(100);
    QCOMPARE(w.outbox().rowCount(), 0);
    QCOMPARE(w.outbox().waiting(), 0);
    QCOMPARE(w.server.applied, 1);
}

void TestOutboxModel::copiesOfWhatWaitsAreSaved()
{
    Sending w;
    (void)w.postThatIsRefused();
    QSignalSpy told(&w.outbox(), &OutboxModel::noticed);
    const QString folder = w.device.dir.filePath(u"desk"_s);
    QVERIFY(QDir().mkpath(folder));
    w.outbox().saveTo(QUrl::fromLocalFile(folder));
    w.settle();
    QCOMPARE(told.size(), 1);
    QCOMPARE(QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{u"Preggo unsent"_s});
    QVERIFY(told.first().first().toString().contains(u"Preggo unsent"_s));
    QVERIFY(w.files.read(folder + u"/Preggo unsent/Unsent.txt"_s)->contains("First kick"));
    QCOMPARE(w.outbox().rowCount(), 1); // it still waits
    w.outbox().saveTo(QUrl(u"https://elsewhere.example/"_s));
    w.outbox().saveTo(QUrl::fromLocalFile(folder + u"/no such"_s));
    w.settle();
    QCOMPARE(told.size(), 3);
    for (const auto &sentence : {told.at(1), told.at(2)})
        QVERIFY(
            sentence.first().toString().contains(u"older"_s)); // "Choose a folder", or that it cannot be made
}

void TestOutboxModel::aRefusedPostComesBackIntoTheComposer()
{
    Sending w;
    const auto pictures = w.postThatIsRefused();
    QCOMPARE(w.state(), int(OutboxModel::Refused));
    QCOMPARE(w.reason(), u"Not sent: Posts are paused. Your text is kept."_s);
    QVERIFY(w.at(0, OutboxModel::CanEditRole).toBool());
    auto *composer = w.composerOfRefused();
    QCOMPARE(composer->text(), u"First kick"_s);
    QCOMPARE(composer->kind(), u"milestone"_s);
    QCOMPARE(composer->milestone(), u"Kick"_s);
    QCOMPARE(composer->occurredOn().date(), QDate(2025, 11, 3));
    QCOMPARE(composer->pictures()->count(), 2);
    QCOMPARE(composer->pictures()->rows().at(1).mediaId, pictures.at(1).toString());
    QCOMPARE(composer->pictures()->rows().at(1).width, 64);
    QCOMPARE(Sending::altsOf(*composer), (QStringList{u"Green"_s, u"Red"_s}));
    QVERIFY(composer->canSend());
    QCOMPARE(w.outbox().rowCount(), 1); // it stays until what replaces it is safe
    composer->release();
}

void TestOutboxModel::sentAgainItReplacesTheRefusedOne()
{
    Sending w;
    const auto pictures = w.postThatIsRefused();
    w.sendRefusedAnew(u"First kick!"_s);
    QCOMPARE(w.outbox().rowCount(), 0);
    QCOMPARE(w.texts(), QStringList{u"First kick!"_s});
    const auto posts = w.server.rows(w.stream, EntityType::Post);
    QCOMPARE(posts.size(), 1);
    QCOMPARE(Post::fromJson(posts.first())->media, pictures);
    const auto stored = *w.device.outbox->load();
    for (const ActionRow &row : stored.actions) // nor with the next start
        QVERIFY(row.state != ActionState::Parked);
}

void TestOutboxModel::leavingTheComposerLosesNothing()
{
    Sending w;
    const auto pictures = w.postThatIsRefused();
    auto *composer = w.composerOfRefused();
    composer->setText(u"First kick, reworded"_s);
    composer->release();
    w.settle();
    QCOMPARE(w.outbox().rowCount(), 1);
    QCOMPARE(w.state(), int(OutboxModel::Refused));
    w.outbox().retry(w.op());
    w.server.judge = {};
    w.settle();
    const auto posts = w.server.rows(w.stream, EntityType::Post);
    QCOMPARE(posts.size(), 1);
    QCOMPARE(Post::fromJson(posts.first())->media, pictures);
}

void TestOutboxModel::theDraftOfANewPostIsNotMixedIn()
{
    Sending w;
    auto *older = w.app.newComposer();
    older->setText(u"An older thought"_s);
    older->release();
    w.settle();
    (void)w.postThatIsRefused();
    auto *composer = w.composerOfRefused();
    w.settle(100);
    QCOMPARE(composer->text(), u"First kick"_s);
    QCOMPARE(composer->pictures()->count(), 2);
    composer->setText(u"First kick, reworded"_s);
    composer->release();
    w.settle();
    older = w.app.newComposer();
    w.settle();
    QCOMPARE(older->text(), u"An older thought"_s);
    QCOMPARE(older->pictures()->count(), 0);
    older->release();
    composer = w.composerOfRefused();
    w.settle();
    QCOMPARE(composer->text(), u"First kick, reworded"_s);
    QCOMPARE(Sending::altsOf(*composer), (QStringList{u"Green"_s, u"Red"_s}));
}

void TestOutboxModel::itsOwnDraftGoesWithIt()
{
    Sending w;
    (void)w.postThatIsRefused();
    auto *composer = w.composerOfRefused();
    composer->setText(u"First kick, reworded"_s);
    composer->release();
    w.settle();
    QCOMPARE(w.device.outbox->drafts()->size(), 1);
    w.outbox().retry(w.op()); // refused once more: the rewording stays
    w.settle();
    QCOMPARE(w.device.outbox->drafts()->size(), 1);
    w.server.judge = {};
    w.outbox().retry(w.op());
    w.settle();
    QCOMPARE(w.server.rows(w.stream, EntityType::Post).size(), 1);
    QVERIFY(w.device.outbox->drafts()->isEmpty()); // or it would be posted twice
}

void TestOutboxModel::filesOfTheRefusedOneAreNotTheComposers()
{
    Sending w;
    const auto pictures = w.postThatIsRefused();
    const auto path = [&](int i) { return w.device.dir.filePath(pictures.at(i).toString() + u".jpg"_s); };
    auto *composer = w.composerOfRefused();
    composer->removePicture(0);
    w.settle();
    QVERIFY(QFile::exists(path(0)));
    composer->discard();
    composer->release();
    w.settle();
    QVERIFY(QFile::exists(path(1)));
    QCOMPARE(w.outbox().rowCount(), 1); // the draft was given up, not the post
}

void TestOutboxModel::whatAnotherPostNamesIsKept()
{
    Sending w;
    const auto pictures = w.postThatIsRefused();
    const QString first = w.op();
    PostCreate post;
    post.text = u"The same picture"_s;
    post.media = {pictures.at(0)};
    w.device.commit(draft::createPost(w.stream, w.device.engine->mint<PostId>(), post));
    w.settle();
    w.outbox().discard(first);
    w.settle();
    QVERIFY(w.device.engine->overlay().localMedia(pictures.at(0)));
    QVERIFY(!w.device.engine->overlay().localMedia(pictures.at(1)));
    QVERIFY(w.device.outbox->media(pictures.at(0))->has_value());
    QVERIFY(!w.device.outbox->media(pictures.at(1))->has_value());
}

void TestOutboxModel::commentsStayWithThePostThatReplacesIt()
{
    Sending w;
    (void)w.postThatIsRefused();
    const auto post = *PostId::parse(w.postWith(u"First kick"_s));
    w.device.comment(w.family, post, u"And another"_s);
    w.sendRefusedAnew(u"First kick!"_s);
    QCOMPARE(w.outbox().rowCount(), 0);
    const auto comments = w.server.rows(w.stream, EntityType::Comment);
    QCOMPARE(comments.size(), 1);
    QCOMPARE(Comment::fromJson(comments.first())->post,
        Post::fromJson(w.server.rows(w.stream, EntityType::Post).first())->id);
}

void TestOutboxModel::aRefusedCommentIsNoPost()
{
    Sending w;
    const PostId post = w.server.addPost(w.family, w.father, u"hello"_s);
    w.refuseEverything();
    w.device.comment(w.family, post, u"mine"_s);
    w.settle();
    QCOMPARE(w.state(), int(OutboxModel::Refused));
    QVERIFY(!w.at(0, OutboxModel::CanEditRole).toBool());
    QSignalSpy ready(&w.outbox(), &OutboxModel::draftReady);
    w.outbox().toDraft(w.op());
    QCOMPARE(ready.count(), 0);
}

void TestOutboxModel::anotherFamilyDoesNotGetToReadIt()
{
    Sending w;
    (void)w.postThatIsRefused();
    const FamilyId other = w.server.addFamily({w.mother});
    w.device.engine->refresh();
    w.settle();
    w.app.openFamily(other.toString());
    w.settle();
    QSignalSpy ready(&w.outbox(), &OutboxModel::draftReady);
    QSignalSpy noticed(&w.outbox(), &OutboxModel::noticed);
    w.outbox().toDraft(w.op());
    QCOMPARE(ready.count(), 0);
    QCOMPARE(noticed.count(), 1);
    w.app.openFamily(w.family.toString());
    w.settle();
    w.outbox().toDraft(w.op());
    QCOMPARE(ready.count(), 1);
}

void TestOutboxModel::onlyWhatWasRefusedCanBeEdited()
{
    Sending w;
    w.device.net.online = false;
    w.device.post(w.family, u"on its way"_s);
    w.settle(100);
    QSignalSpy ready(&w.outbox(), &OutboxModel::draftReady);
    w.outbox().toDraft(w.op());
    w.outbox().toDraft(u"no id"_s);
    w.outbox().toDraft(w.device.engine->mint<OpId>().toString());
    QCOMPARE(ready.count(), 0);
    QVERIFY(!w.outbox().takeDraft());
}

void TestOutboxModel::draftReadyComesOncePerRequest()
{
    Sending w;
    (void)w.postThatIsRefused();
    QSignalSpy ready(&w.outbox(), &OutboxModel::draftReady);
    w.outbox().toDraft(w.op());
    QCOMPARE(ready.count(), 1);
    QVERIFY(w.outbox().takeDraft());
    QVERIFY(!w.outbox().takeDraft()); // the next composer is an empty one
    w.outbox().toDraft(w.op());
    QCOMPARE(ready.count(), 2);
}

void TestOutboxModel::whatWaitsForTheSignInSaysSo()
{
    Sending w;
    w.device.tokens.problem = makeProblem(ProblemCode::Unauthorized);
    w.device.post(w.family, u"kept"_s);
    w.settle();
    QVERIFY(w.app.status()->signInNeeded());
    QCOMPARE(w.outbox().rowCount(), 1);
    QCOMPARE(w.state(), int(OutboxModel::Waiting));
    QCOMPARE(w.outbox().refused(), 0);
    QCOMPARE(w.reason(), u"Saved on this device. It goes out when you have signed in again."_s);
    QCOMPARE(w.app.session()->unsentCount(), 1);
}

void TestOutboxModel::afterTheSignInItGoesOut()
{
    Sending w;
    w.device.tokens.problem = makeProblem(ProblemCode::Unauthorized);
    w.device.post(w.family, u"kept"_s);
    w.settle(600'000);
    QCOMPARE(w.server.applied, 0);
    w.device.tokens.problem.reset();
    w.device.engine->signedIn();
    w.settle();
    QVERIFY(!w.app.status()->signInNeeded());
    QCOMPARE(w.outbox().rowCount(), 0);
    QCOMPARE(w.texts(), QStringList{u"kept"_s});
    QCOMPARE(w.server.applied, 1);
}

void TestOutboxModel::discardingTellsWhereItCannot()
{
    Sending w;
    w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    const QString post = w.postWith(u"hello"_s);
    w.device.net.loseAnswers = 100;
    w.feed.removePost(post); // of somebody else, and maybe done already
    w.settle(100);
    QVERIFY(!w.at(0, OutboxModel::CanDiscardRole).toBool());
    QSignalSpy noticed(&w.outbox(), &OutboxModel::noticed);
    w.outbox().discard(w.op());
    w.settle(100);
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(
        noticed.at(0).at(0).toString(), u"It may have arrived already. Wait a moment, then try again."_s);
    QCOMPARE(w.outbox().rowCount(), 1);
}

void TestOutboxModel::discardedOnesAreGone()
{
    Sending w;
    (void)w.postThatIsRefused();
    QVERIFY(w.at(0, OutboxModel::CanDiscardRole).toBool());
    QSignalSpy noticed(&w.outbox(), &OutboxModel::noticed);
    w.outbox().discard(u"no id"_s);
    w.outbox().discard(w.op());
    w.settle();
    QCOMPARE(noticed.count(), 0);
    QCOMPARE(w.outbox().rowCount(), 0);
    QVERIFY(w.texts().isEmpty());
    QCOMPARE(*w.device.outbox->trashCount(), 1);
}

void TestOutboxModel::progressIsOfAllPicturesTogether()
{
    Sending w;
    const auto pictures = w.postThatIsRefused();
    w.outbox().setProgress(pictures.at(0), 50, 100);
    w.settle(1);
    QCOMPARE(w.at(0, OutboxModel::ProgressRole).toDouble(), 0.25);
    w.outbox().setProgress(pictures.at(1), 100, 100);
    w.settle(1);
    QCOMPARE(w.at(0, OutboxModel::ProgressRole).toDouble(), 0.75);
    w.outbox().setProgress(pictures.at(1), 0, 0); // an empty one has no share, rather than none at all
    w.settle(1);
    QCOMPARE(w.at(0, OutboxModel::ProgressRole).toDouble(), 0.25);
}

void TestOutboxModel::aLongQueueIsCutAndCountedWhole()
{
    Sending w;
    (void)w.device.outbox->database().exec(u"PRAGMA synchronous=OFF"_s); // 502 commits
    w.device.net.online = false;
    for (int i = 0; i < 502; ++i)
        w.device.engine->submit(draft::createPost(
            w.stream, w.device.engine->mint<PostId>(), {PostKind::Update, u"post %1"_s.arg(i), {}, {}, {}}));
    w.settle(100);
    QCOMPARE(w.outbox().rowCount(), 500);
    QCOMPARE(w.outbox().waiting(), 502);
}

void TestOutboxModel::manyChangesAreShownOnce()
{
    Sending w;
    QSignalSpy counted(&w.outbox(), &OutboxModel::countsChanged);
    for (int i = 0; i < 10; ++i)
        w.outbox().refresh();
    QCOMPARE(counted.count(), 0);
    w.executor.drain();
    QCOMPARE(counted.count(), 1);
}

void TestOutboxModel::signingOutEmptiesIt()
{
    Sending w;
    (void)w.postThatIsRefused();
    w.outbox().toDraft(w.op());
    const QString op = w.op();
    w.app.detach();
    QCOMPARE(w.outbox().rowCount(), 0);
    QCOMPARE(w.outbox().refused(), 0);
    QVERIFY(!w.outbox().takeDraft()); // whoever signs in next does not get it
    w.outbox().toDraft(op);
    w.outbox().retry(op);
    w.outbox().discard(op);
    w.settle();
    QCOMPARE(w.device.engine->pending().size(), 1);
}

QTEST_GUILESS_MAIN(TestOutboxModel)
#include "test_outbox_model.moc"
