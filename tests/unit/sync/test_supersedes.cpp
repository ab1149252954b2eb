// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/picture_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Retries on which other actions hang, and what is given up while it is saved.
class TestSupersedes : public QObject
{
    Q_OBJECT

private:
    using World = PictureWorld;

private Q_SLOTS:
    void whatHangsOnARefusedPostFollowsItsRetry_data()
    {
        QTest::addColumn<bool>("edit");
        QTest::newRow("an edit, in the line of its post") << true;
        QTest::newRow("a comment, in a line of its own") << false;
    }
    void whatHangsOnARefusedPostFollowsItsRetry()
    {
        QFETCH(bool, edit);
        World w(false);
        w.refuseActions();
        const PostId id = w.device.post(w.family, u"No"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.server.judge = {};
        PostEdit change;
        change.text = u"Yes"_s;
        if (edit)
            w.device.commit(draft::editPost(w.stream, id, change));
        else
            w.device.comment(w.family, id, u"Yes"_s);
        const OpId behind = w.device.lastOp;
        w.settle();
        QCOMPARE(w.pending(behind)->delivery, Delivery::Waiting);
        w.device.engine->retry(op);
        w.settle();
        QVERIFY(w.device.engine->pending().isEmpty());
        const auto rows = w.server.rows(w.stream, edit ? EntityType::Post : EntityType::Comment);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.constFirst()[u"text"_s].toString(), u"Yes"_s);
    }

    void allThatHangsOnARefusedPostKeepsItsOrder()
    {
        World w(false);
        w.refuseActions();
        const PostId id = w.device.post(w.family, u"No"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.server.judge = {};
        QStringList expected{u"No"_s};
        for (int i = 0; i < 5; ++i) {
            expected.append(u"Comment %1"_s.arg(i));
            w.device.comment(w.family, id, expected.constLast());
        }
        QStringList sent;
        w.server.judge = [&sent](const Action &action) {
            sent.append(action.payload[u"text"_s].toString());
            return std::optional<Problem>();
        };
        w.device.engine->retry(op);
        w.settle();
        QCOMPARE(sent, expected);
    }

    void whatIsWrittenBehindARetryThatTheDiskRefusesWaitsForTheOldAction()
    {
        World w(false);
        w.refuseActions();
        const PostId id = w.device.post(w.family, u"Kept"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.device.comment(w.family, id, u"Given up meanwhile"_s);
        const OpId given = w.device.lastOp;
        w.device.refuseWrites(w.device.outbox->database(), true);
        w.device.engine->retry(op); // nothing of this reaches the disk
        w.executor.post([&w] { w.device.refuseWrites(w.device.outbox->database(), false); });
        w.device.engine->discard(given);
        w.device.engine->submit(
            draft::createComment(w.stream, numbered<CommentId>(7), {id, {}, u"Below it"_s, {}}));
        w.executor.drain();
        QCOMPARE(w.pending(op)->delivery, Delivery::Refused);
        QVERIFY(!w.pending(given));
        const auto pending = w.device.engine->pending();
        QCOMPARE(pending.size(), 2);
        QCOMPARE(pending[1].row.action.needs, QVector<OpId>{op});
        w.server.judge = {};
        w.device.engine->retry(op);
        w.settle();
        QVERIFY(w.device.engine->pending().isEmpty());
        QCOMPARE(w.server.rows(w.stream, EntityType::Comment).size(), 1);
    }

    void whatIsGivenUpWhileItIsSavedStaysGivenUp_data()
    {
        QTest::addColumn<bool>("change"); // of what is saved already
        QTest::addColumn<bool>("diskRefuses");
        QTest::newRow("new") << false << false;
        QTest::newRow("a change") << true << false;
        QTest::newRow("a change that the disk refuses") << true << true;
    }
    void whatIsGivenUpWhileItIsSavedStaysGivenUp()
    {
        QFETCH(bool, change);
        QFETCH(bool, diskRefuses);
        World w(false);
        goOffline(w);
        const auto id = w.device.engine->mint<PostId>();
        PostCreate post;
        post.text = u"Never mind"_s;
        const OpId op = w.device.engine->submit(draft::createPost(w.stream, id, post));
        if (change) {
            w.executor.drain();
            w.device.refuseWrites(w.device.outbox->database(), diskRefuses);
            PostEdit edit;
            edit.text = u"Other words"_s;
            w.device.engine->submit(draft::editPost(w.stream, id, edit));
        }
        w.executor.post([&w] { w.device.refuseWrites(w.device.outbox->database(), false); });
        w.device.engine->discard(op);
        w.executor.drain();
        QVERIFY(!w.pending(op));
        QVERIFY(!w.device.shows(w.family, id));
        QVERIFY(w.device.outbox->load()->actions.isEmpty());
        QCOMPARE(*w.device.outbox->trashCount(), 1);
        w.device.restart();
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void whatReplacesNothingIsNew_data()
    {
        QTest::addColumn<bool>("known");
        QTest::newRow("nobody knows the old one") << false;
        QTest::newRow("the old one is on its way") << true;
    }
    void whatReplacesNothingIsNew()
    {
        QFETCH(bool, known);
        World w(false);
        w.device.net.delayMs = 10'000;
        w.device.post(w.family, u"First"_s);
        const OpId first = w.device.lastOp;
        auto again = draft::createPost(w.stream, w.device.engine->mint<PostId>(),
            PostCreate{PostKind::Update, u"Second"_s, {}, {}, {}, {}, {}});
        again.supersedes = known ? first : numbered<OpId>(99);
        QVERIFY(w.device.commit(again));
        QCOMPARE(w.device.engine->pending().size(), 2);
        QCOMPARE(*w.device.outbox->trashCount(), 0);
        w.settle(60'000);
        QCOMPARE(postsOnServer(w).size(), 2);
    }

    void aCommentBelowItselfNeedsItsPostOnce()
    {
        World w(false);
        goOffline(w);
        const PostId id = w.device.post(w.family, u"Post"_s);
        QVERIFY(w.device.commit(draft::createComment(
            w.stream, numbered<CommentId>(7), {id, idCast<CommentId>(id), u"Strange"_s, {}})));
        QCOMPARE(w.pending(w.device.lastOp)->row.action.needs.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSupersedes)
#include "test_supersedes.moc"
