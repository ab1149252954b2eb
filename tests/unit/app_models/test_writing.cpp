// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "model_world.h"

#include "app/viewmodels/words.h"
#include "protocol/limits.h"
#include "storage/sql/query.h"
#include "tests/support/memory_files.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Composer, threads and what becomes of what is typed.
class TestWriting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draftOutlivesTheComposer();
    void whatWasTypedMeanwhileIsNotOverwritten();
    void aDraftThatCannotBeSavedIsToldAndTriedAgain();
    void sentPostTakesItsDraftAlong();
    void composerKeepsTheTextWhenTheDiskRefuses();
    void tooLongATextCannotBeSent();
    void editSendsWhatChanged();
    void threadShowsAnswersBelowComments();
    void commentLetsGoOfItsTextOnlyWhenSafe();
    void commentKeepsItsTextWhenTheDiskRefuses();
    void commentDeletionAndUndo();
    void anEditOfWhatWasRefusedReplacesIt();
};

void TestWriting::draftOutlivesTheComposer()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    composer->setText(u"half a thought"_s);
    composer->setKind(u"milestone"_s);
    w.settle(DraftKeeper::kDelayMs + 1);
    QCOMPARE(w.device.outbox->drafts()->size(), 1); // kept by time alone
    composer->setText(u"half a thought, and"_s);
    composer->release();
    w.settle();
    auto *again = w.app.newComposer();
    w.settle();
    QCOMPARE(again->text(), u"half a thought, and"_s);
    QCOMPARE(again->kind(), u"milestone"_s);
    again->discard();
    w.settle();
    QVERIFY(w.device.outbox->drafts()->isEmpty());
}

void TestWriting::whatWasTypedMeanwhileIsNotOverwritten()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    composer->setText(u"old"_s);
    composer->release();
    w.settle();
    composer = w.app.newComposer();
    composer->setText(u"new"_s);
    composer->saveDraft(); // the disk is slow: autosaved before the old one was read
    w.settle();
    QCOMPARE(composer->text(), u"new"_s);
    QCOMPARE(w.device.outbox->drafts()->size(), 1);
}

void TestWriting::aDraftThatCannotBeSavedIsToldAndTriedAgain()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    w.settle();
    breakDisk(w, true);
    QSignalSpy failed(composer, &ComposerModel::failed);
    composer->setText(u"precious"_s);
    w.settle(60'000);
    QCOMPARE(failed.count(), 1); // once, not with every try
    QVERIFY(w.device.outbox->drafts()->isEmpty());
    breakDisk(w, false);
    w.settle(60'000);
    QCOMPARE(w.device.outbox->drafts()->size(), 1);
    const PostId post = w.server.addPost(w.family, w.father, u"hello"_s);
    auto *thread = w.app.openPost(post.toString());
    w.settle();
    QSignalSpy noticed(thread, &PostThreadModel::noticed);
    breakDisk(w, true);
    thread->setDraftText(u"precious too"_s);
    w.settle(60'000);
    QCOMPARE(noticed.count(), 1);
}

void TestWriting::sentPostTakesItsDraftAlong()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    QVERIFY(!composer->canSend());
    composer->setText(u"  a post \n"_s);
    QVERIFY(composer->canSend());
    QSignalSpy sent(composer, &ComposerModel::sent);
    composer->send();
    QVERIFY(composer->busy());
    QCOMPARE(w.texts(), QStringList{u"a post"_s}); // in the same call, before any disk or network
    w.settle();
    QCOMPARE(sent.count(), 1);
    QCOMPARE(composer->text(), QString());
    QVERIFY(w.device.outbox->drafts()->isEmpty());
    QCOMPARE(w.texts(), QStringList{u"a post"_s});
}

void TestWriting::composerKeepsTheTextWhenTheDiskRefuses()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    composer->setText(u"precious"_s);
    w.settle();
    breakDisk(w, true);
    QSignalSpy failed(composer, &ComposerModel::failed);
    QSignalSpy sent(composer, &ComposerModel::sent);
    composer->send();
    w.settle();
    QCOMPARE(failed.count(), 1);
    QVERIFY(!failed.at(0).at(0).toString().isEmpty());
    QCOMPARE(sent.count(), 0);
    QCOMPARE(composer->text(), u"precious"_s);
    QVERIFY(composer->canSend());
    QVERIFY(w.texts().isEmpty()); // what is not safe is not shown as done
    breakDisk(w, false);
    composer->send();
    w.settle();
    QCOMPARE(sent.count(), 1);
    QCOMPARE(w.texts(), QStringList{u"precious"_s});
}

void TestWriting::tooLongATextCannotBeSent()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    composer->setText(QString(limits::kPostTextMax, u'a'));
    QCOMPARE(composer->remaining(), 0);
    QVERIFY(composer->canSend());
    composer->setText(composer->text() + u"😀"_s);
    QCOMPARE(composer->remaining(), -1);
    QVERIFY(!composer->canSend());
}

void TestWriting::editSendsWhatChanged()
{
    ModelWorld w;
    w.attach();
    w.device.post(w.family, u"frist"_s);
    w.settle();
    auto *composer = w.app.editComposer(w.postWith(u"frist"_s));
    QVERIFY(composer->isEdit());
    QCOMPARE(composer->text(), u"frist"_s);
    composer->setText(u"first"_s);
    composer->send();
    w.settle();
    QCOMPARE(w.texts(), QStringList{u"first"_s});
}

void TestWriting::threadShowsAnswersBelowComments()
{
    ModelWorld w;
    const PostId post = w.server.addPost(w.family, w.father, u"hello"_s);
    w.server.addComment(w.family, w.father, post, u"one"_s);
    w.server.addComment(w.family, w.father, post, u"two"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    auto *thread = w.app.openPost(post.toString());
    const QAbstractItemModelTester tester(thread, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(thread->post()->text(), u"hello"_s); // known from the feed, before anything is read
    w.settle();
    QCOMPARE(thread->count(), 2);
    const auto one = thread->index(0).data(PostThreadModel::CommentIdRole).toString();
    thread->replyTo(one);
    QCOMPARE(thread->replyToId(), one);
    thread->setDraftText(u"answer to one"_s);
    thread->send();
    QCOMPARE(thread->count(), 3); // at once
    QCOMPARE(thread->index(1).data(PostThreadModel::TextRole).toString(), u"answer to one"_s);
    QCOMPARE(thread->index(1).data(PostThreadModel::DepthRole).toInt(), 1);
    QCOMPARE(thread->index(1).data(PostThreadModel::ParentIdRole).toString(), one);
    w.settle();
    QCOMPARE(thread->count(), 3);
    QCOMPARE(thread->index(2).data(PostThreadModel::TextRole).toString(), u"two"_s);
    QCOMPARE(w.role(u"hello"_s, FeedModel::CommentCountRole).toInt(), 3);
}

void TestWriting::commentLetsGoOfItsTextOnlyWhenSafe()
{
    ModelWorld w;
    const PostId post = w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    w.device.net.online = false;
    auto *thread = w.app.openPost(post.toString());
    w.settle();
    thread->setDraftText(u"kept"_s);
    thread->release();
    w.settle();
    thread = w.app.openPost(post.toString());
    w.settle();
    QCOMPARE(thread->draftText(), u"kept"_s);
    thread->send();
    QCOMPARE(thread->draftText(), u"kept"_s);
    w.executor.drain();
    QCOMPARE(thread->draftText(), QString());
    QVERIFY(w.device.outbox->drafts()->isEmpty());
    QCOMPARE(thread->count(), 1);
    QVERIFY(!thread->index(0).data(PostThreadModel::DeliveryTextRole).toString().isEmpty());
}

void TestWriting::commentKeepsItsTextWhenTheDiskRefuses()
{
    ModelWorld w;
    const PostId post = w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    auto *thread = w.app.openPost(post.toString());
    w.settle();
    thread->setDraftText(u"kept"_s);
    breakDisk(w, true);
    QSignalSpy noticed(thread, &PostThreadModel::noticed);
    thread->send();
    w.settle();
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(thread->draftText(), u"kept"_s);
    QVERIFY(!thread->busy());
    QCOMPARE(thread->count(), 0);
}

void TestWriting::commentDeletionAndUndo()
{
    ModelWorld w;
    const PostId post = w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    const auto comment = w.device.comment(w.family, post, u"mine"_s).toString();
    w.settle();
    auto *thread = w.app.openPost(post.toString());
    w.settle();
    QCOMPARE(thread->count(), 1);
    w.device.net.online = false;
    QSignalSpy removed(thread, &PostThreadModel::commentRemoved);
    thread->removeComment(comment);
    QCOMPARE(thread->count(), 0);
    QCOMPARE(removed.count(), 1);
    w.settle(100);
    thread->undoRemoveComment(comment);
    QCOMPARE(thread->count(), 1);
    QCOMPARE(thread->index(0).data(PostThreadModel::TextRole).toString(), u"mine"_s);
}

void TestWriting::anEditOfWhatWasRefusedReplacesIt()
{
    ModelWorld w;
    const PostId post = w.server.addPost(w.family, w.father, u"hello"_s);
    w.device.engine->refresh();
    w.settle();
    w.attach();
    w.server.judge = [](const Action &) { return makeProblem(ProblemCode::Rejected); };
    const auto comment = w.device.comment(w.family, post, u"wrod"_s).toString();
    w.device.post(w.family, u"frist"_s);
    w.settle();
    QCOMPARE(w.app.outbox()->refused(), 2);
    w.server.judge = {};
    auto *thread = w.app.openPost(post.toString());
    w.settle();
    thread->editComment(comment, u"word"_s);
    auto *composer = w.app.editComposer(w.postWith(u"frist"_s));
    composer->setText(u"first"_s);
    composer->send();
    w.settle();
    // Nothing waits for something that never comes.
    QVERIFY(w.device.engine->pending().isEmpty());
    QVERIFY(w.texts().contains(u"first"_s));
    QCOMPARE(thread->index(0).data(PostThreadModel::TextRole).toString(), u"word"_s);
    QCOMPARE(w.server.rows(w.stream, EntityType::Comment).size(), 1);
    QCOMPARE(w.server.rows(w.stream, EntityType::Post).size(), 2);
}

QTEST_GUILESS_MAIN(TestWriting)
#include "test_writing.moc"
