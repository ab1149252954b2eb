// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "model_world.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class TestFeedModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyListPassesTheTester();
    void askingForMoreBeforeThereIsAnythingIsHarmless();
    void reactionShowsInTheSameCall();
    void theSameReactionAgainTakesItBack();
    void aCommentThatHasArrivedDoesNotWait();
    void changedRolesAreNamed();
    void deletionAndUndo();
    void unsentPostComesBackAsANewOne();
    void unsentPostComesBackWithItsPictures();
    void picturesBelowTheViewAreExpected();
    void aPictureThatBecomesWholeIsAskedForAgain();
    void refusalIsToldAndStaysInTheOutbox();
    void postsOfOthersWaitWhileReading();
    void filterShowsOneKind();
    void signingOutEmptiesEverything();
};

void TestFeedModel::everyListPassesTheTester()
{
    ModelWorld w;
    using Mode = QAbstractItemModelTester::FailureReportingMode;
    const QList<QAbstractItemModel *> models{w.app.feed(), w.app.families(), w.app.members(), w.app.outbox()};
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    for (auto *model : models) {
        // Before there are data, as a view may be there first.
        testers.push_back(std::make_unique<QAbstractItemModelTester>(model, Mode::QtTest));
        testers.back()->setUseFetchMore(true);
    }
    w.attach();
    for (int i = 0; i < 60; ++i)
        w.server.addPost(w.family, w.father, u"post %1"_s.arg(i));
    w.device.engine->refresh();
    w.settle();
    w.feed.loadOlder();
    w.settle();
    QCOMPARE(w.feed.count(), 60);
    QCOMPARE(w.app.members()->count(), 2);
    QCOMPARE(w.app.families()->count(), 1);

    w.device.net.online = false;
    w.device.post(w.family, u"mine"_s);
    w.settle();
    QCOMPARE(w.feed.count(), 61);
    QCOMPARE(w.app.outbox()->count(), 1);
    w.feed.removePost(w.postWith(u"post 3"_s));
    w.settle();
    w.device.net.online = true;
    w.device.engine->networkChanged();
    w.settle(600'000);
    QCOMPARE(w.feed.count(), 60);
    QCOMPARE(w.app.outbox()->count(), 0);
}

void TestFeedModel::askingForMoreBeforeThereIsAnythingIsHarmless()
{
    FeedModel feed;
    feed.loadOlder();
    feed.loadNewer();
    feed.showNewest();
    feed.jumpToDate(QDateTime::currentDateTime());
    feed.react(u"no id"_s, u"love"_s);
    feed.removePost({});
    feed.undoRemove({});
    feed.retry({});
    QCOMPARE(feed.count(), 0);
    QVERIFY(!feed.loading());
    QCOMPARE(feed.fractionAt(0), 0.0);
    QVERIFY(!feed.dateAtFraction(0.5).isValid());
    QCOMPARE(feed.indexOf(u"x"_s), -1);
}

void TestFeedModel::reactionShowsInTheSameCall()
{
    ModelWorld w;
    w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    w.device.net.online = false;
    w.feed.react(w.postWith(u"hello"_s), u"hug"_s);
    // No event loop ran, no disk answered, and there is no network.
    QCOMPARE(w.role(u"hello"_s, FeedModel::MyReactionRole).toString(), u"hug"_s);
    QCOMPARE(w.role(u"hello"_s, FeedModel::ReactionTotalRole).toInt(), 1);
    QCOMPARE(w.role(u"hello"_s, FeedModel::ReactionNamesRole).toString(), u"You"_s);
    w.settle();
    w.device.net.online = true;
    w.device.engine->networkChanged();
    w.settle(600'000);
    QCOMPARE(w.role(u"hello"_s, FeedModel::ReactionTotalRole).toInt(), 1);
    QCOMPARE(w.server.rows(w.stream, EntityType::Reaction).size(), 1);
}

void TestFeedModel::aCommentThatHasArrivedDoesNotWait()
{
    ModelWorld w;
    w.attach();
    w.device.post(w.family, u"from me"_s);
    w.settle();
    const auto post = PostId::parse(w.postWith(u"from me"_s));
    QVERIFY(post);
    QSignalSpy changed(&w.feed, &QAbstractItemModel::dataChanged);
    QVERIFY(w.device.commit(
        draft::createComment(w.stream, w.device.engine->mint<CommentId>(), {*post, {}, u"how sweet"_s})));
    const auto delivery = [&] {
        const auto comments = w.role(u"from me"_s, FeedModel::CommentsRole).value<QList<CommentItem>>();
        return comments.isEmpty() ? -1 : comments.last().delivery;
    };
    QVERIFY(delivery() != FeedModel::Sent);
    w.settle();
    QCOMPARE(w.device.engine->status().waiting, 0);
    QCOMPARE(delivery(), int(FeedModel::Sent));
    QVERIFY(changed.last().at(2).value<QList<int>>().contains(FeedModel::CommentsRole));
}

void TestFeedModel::theSameReactionAgainTakesItBack()
{
    ModelWorld w;
    w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    const QString post = w.postWith(u"hello"_s);
    w.feed.react(post, u"love"_s);
    w.feed.react(post, u"joy"_s);
    QCOMPARE(w.role(u"hello"_s, FeedModel::MyReactionRole).toString(), u"joy"_s);
    QCOMPARE(w.role(u"hello"_s, FeedModel::ReactionTotalRole).toInt(), 1);
    w.feed.react(post, u"joy"_s);
    QCOMPARE(w.role(u"hello"_s, FeedModel::MyReactionRole).toString(), QString());
    QCOMPARE(w.role(u"hello"_s, FeedModel::ReactionTotalRole).toInt(), 0);
}

void TestFeedModel::changedRolesAreNamed()
{
    ModelWorld w;
    w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    QSignalSpy changed(&w.feed, &FeedModel::dataChanged);
    QSignalSpy reset(&w.feed, &FeedModel::modelReset);
    w.feed.react(w.postWith(u"hello"_s), u"love"_s);
    QCOMPARE(changed.count(), 1);
    auto roles = changed.at(0).at(2).value<QList<int>>();
    std::sort(roles.begin(), roles.end());
    QCOMPARE(roles,
        (QList<int>{FeedModel::ReactionsRole, FeedModel::ReactionTotalRole, FeedModel::MyReactionRole,
            FeedModel::ReactionNamesRole}));
    QCOMPARE(reset.count(), 0);
}

void TestFeedModel::deletionAndUndo()
{
    ModelWorld w;
    w.attach();
    w.device.post(w.family, u"first"_s);
    w.settle();
    w.device.post(w.family, u"second"_s);
    w.settle();
    QCOMPARE(w.texts(), (QStringList{u"second"_s, u"first"_s}));
    const QString post = w.postWith(u"second"_s);
    QSignalSpy removed(&w.feed, &FeedModel::postRemoved);
    w.device.net.online = false;
    w.feed.removePost(post);
    QCOMPARE(w.texts(), QStringList{u"first"_s});
    QCOMPARE(removed.count(), 1);
    w.settle(100);
    w.feed.undoRemove(post);
    QCOMPARE(w.texts(), (QStringList{u"second"_s, u"first"_s}));
    w.device.net.online = true;
    w.device.engine->networkChanged();
    w.settle(600'000);
    QCOMPARE(w.texts(), (QStringList{u"second"_s, u"first"_s}));
    QCOMPARE(w.postWith(u"second"_s), post);
}

void TestFeedModel::unsentPostComesBackAsANewOne()
{
    ModelWorld w;
    w.attach();
    w.device.net.online = false;
    // The first try fails; what comes after it waits and was never on its way.
    w.device.post(w.family, u"tried"_s);
    w.settle(20);
    w.device.post(w.family, u"never sent"_s);
    w.executor.drain();
    QVERIFY(w.device.engine->pendingAction(w.device.lastOp)->row.surelyNotApplied());
    const QString post = w.postWith(u"never sent"_s);
    w.feed.removePost(post);
    w.executor.drain();
    QCOMPARE(w.texts(), QStringList{u"tried"_s});
    w.feed.undoRemove(post);
    w.executor.drain();
    QCOMPARE(w.texts(), (QStringList{u"never sent"_s, u"tried"_s}));
    w.device.net.online = true;
    w.device.engine->networkChanged();
    w.settle(600'000);
    QCOMPARE(w.server.rows(w.stream, EntityType::Post).size(), 2);
    QVERIFY(w.postWith(u"never sent"_s) != post);
}

void TestFeedModel::picturesBelowTheViewAreExpected()
{
    ModelWorld w;
    QVector<QVector<MediaId>> told;
    w.context.expect = [&](const QVector<MediaId> &media) { told.append(media); };
    w.attach();
    QVector<MediaId> sent;
    for (int i = 0; i < 12; ++i) {
        PostCreate post;
        post.text = u"post %1"_s.arg(i);
        post.media = {w.device.engine->mint<MediaId>()};
        sent.prepend(post.media.first()); // newest first, as in the feed
        QVERIFY(w.device.commit(draft::createPost(w.stream, w.device.engine->mint<PostId>(), post)));
        w.settle(1'000);
    }
    QCOMPARE(w.feed.rowCount(), 12);
    w.feed.shownUpTo(0);
    QCOMPARE(told, QVector<QVector<MediaId>>{sent.mid(1, 10)});
    w.feed.shownUpTo(0); // nothing new
    QCOMPARE(told.size(), 1);
    w.feed.shownUpTo(9);
    QCOMPARE(told.last(), sent.mid(10, 2));
    w.feed.shownUpTo(11);
    QCOMPARE(told.last(), QVector<MediaId>());
}

// The post is seen with its pictures' thumbnails; the address changes when there is more to ask for.
void TestFeedModel::aPictureThatBecomesWholeIsAskedForAgain()
{
    ModelWorld w;
    w.attach();
    Media media;
    media.id = w.device.engine->mint<MediaId>();
    media.post = w.device.engine->mint<PostId>();
    media.uploader = w.mother;
    PostCreate post;
    post.text = u"with a picture"_s;
    post.media = {media.id};
    QVERIFY(w.device.commit(draft::createPost(w.stream, media.post, post)));
    w.settle(1'000);
    const auto source = [&] {
        return w.role(post.text, FeedModel::PicturesRole).value<QList<PictureItem>>().value(0).source;
    };
    const auto arrives = [&](const QString &variant) {
        media.variants.append({variant, u"jpeg"_s, 150, 100, 10});
        w.server.putMedia(w.family, media);
        w.device.engine->refresh();
        w.settle(60'000);
    };
    arrives(u"w150"_s);
    QCOMPARE(source(), u"image://preggo/e/"_s + media.id.toString());
    arrives(u"full"_s);
    QCOMPARE(source(), u"image://preggo/m/"_s + media.id.toString());
}

void TestFeedModel::unsentPostComesBackWithItsPictures()
{
    ModelWorld w;
    w.attach();
    w.device.net.online = false;
    const QString file = w.device.dir.filePath(u"media_out/p.jpg"_s);
    QVERIFY(w.files.writeDurably(file, "jpeg").has_value());
    MediaOut media;
    media.mediaId = w.device.engine->mint<MediaId>();
    media.family = w.family;
    media.path = file;
    media.width = 64;
    media.height = 48;
    PostCreate post;
    post.text = u"with a picture"_s;
    post.media = {media.mediaId};
    auto action = draft::createPost(w.stream, w.device.engine->mint<PostId>(), post);
    action.media = {media};
    QVERIFY(w.device.commit(action));
    QSignalSpy noticed(&w.feed, &FeedModel::noticed);
    const QString id = w.postWith(u"with a picture"_s);
    w.feed.removePost(id);
    w.executor.drain();
    QVERIFY(w.texts().isEmpty());
    QVERIFY(QFile::exists(file));
    QVERIFY(!w.device.outbox->media(media.mediaId)->has_value()); // it is not sent any more
    w.feed.undoRemove(id);
    w.executor.drain();
    QCOMPARE(w.texts(), QStringList{u"with a picture"_s});
    QCOMPARE(w.feed.index(0).data(FeedModel::PicturesRole).value<QList<PictureItem>>().size(), 1);
    QCOMPARE(noticed.count(), 0);
    QVERIFY(w.device.outbox->media(media.mediaId)->has_value());
    const QString again = w.postWith(u"with a picture"_s);
    w.feed.removePost(again);
    w.feed.undoRemove(again); // before the disk has answered
    w.executor.drain();
    QVERIFY(w.device.outbox->media(media.mediaId)->has_value());
    QVERIFY(w.device.engine->overlay().localMedia(media.mediaId));
}

void TestFeedModel::refusalIsToldAndStaysInTheOutbox()
{
    ModelWorld w;
    w.attach();
    w.server.judge = [](const Action &) {
        return makeProblem(ProblemCode::Rejected, u"The parents have paused new posts."_s);
    };
    QSignalSpy noticed(&w.feed, &FeedModel::noticed);
    w.device.post(w.family, u"too late"_s);
    w.settle();
    QCOMPARE(noticed.count(), 1);
    const QString told = u"Not sent: The parents have paused new posts. Your text is kept."_s;
    QCOMPARE(noticed.at(0).at(0).toString(), told);
    QCOMPARE(w.role(u"too late"_s, FeedModel::DeliveryRole).toInt(), int(FeedModel::Refused));
    QCOMPARE(w.role(u"too late"_s, FeedModel::DeliveryTextRole).toString(), told);
    QCOMPARE(w.app.outbox()->refused(), 1);
    QCOMPARE(w.app.session()->unsentCount(), 1);
    const auto row = w.app.outbox()->index(0);
    QCOMPARE(row.data(OutboxModel::StateRole).toInt(), int(OutboxModel::Refused));
    QCOMPARE(row.data(OutboxModel::ReasonRole).toString(), told);
    QCOMPARE(row.data(OutboxModel::PreviewRole).toString(), u"too late"_s);

    w.server.judge = {};
    w.feed.retry(w.postWith(u"too late"_s));
    w.settle();
    QCOMPARE(w.app.outbox()->count(), 0);
    QCOMPARE(w.role(u"too late"_s, FeedModel::DeliveryRole).toInt(), int(FeedModel::Sent));
}

void TestFeedModel::postsOfOthersWaitWhileReading()
{
    ModelWorld w;
    w.server.addPost(w.family, w.father, u"old"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    w.feed.setReading(true);
    QSignalSpy counted(&w.feed, &FeedModel::newCountChanged);
    w.server.addPost(w.family, w.father, u"new"_s);
    w.device.engine->refresh();
    w.settle();
    QCOMPARE(w.texts(), QStringList{u"old"_s});
    QCOMPARE(w.feed.newCount(), 1);
    QCOMPARE(counted.count(), 1);
    w.feed.showNewest();
    w.settle();
    QCOMPARE(w.texts(), (QStringList{u"new"_s, u"old"_s}));
    QCOMPARE(w.feed.newCount(), 0);
}

void TestFeedModel::filterShowsOneKind()
{
    ModelWorld w;
    w.server.addPost(w.family, w.father, u"plain"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    w.feed.setFilterKind(u"milestone"_s);
    w.settle();
    QVERIFY(w.texts().isEmpty());
    QCOMPARE(w.feed.emptyText(), u"Nothing of this kind yet."_s);
    w.feed.setFilterKind(u"update"_s);
    w.settle();
    QCOMPARE(w.texts(), QStringList{u"plain"_s});
}

void TestFeedModel::signingOutEmptiesEverything()
{
    ModelWorld w;
    w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    QVERIFY(w.app.signedIn() && w.app.hasFamily());
    auto *thread = w.app.openPost(w.postWith(u"hello"_s));
    w.settle();
    w.app.detach();
    QVERIFY(!w.app.signedIn() && !w.app.hasFamily());
    QCOMPARE(w.feed.count() + w.app.members()->count() + w.app.families()->count(), 0);
    thread->send();
    thread->react(u"love"_s);
    w.feed.react(u"x"_s, u"love"_s);
    w.settle();
}

QTEST_GUILESS_MAIN(TestFeedModel)
#include "test_feed_model.moc"
