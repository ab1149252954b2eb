// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/picture_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// A post goes when its pictures are there, and each of their files is kept until nothing needs it.
class TestPicturesOut : public QObject
{
    Q_OBJECT

private:
    using World = PictureWorld;

    const MediaId m_five = numbered<MediaId>(5);
    const MediaId m_six = numbered<MediaId>(6);

private Q_SLOTS:
    void aPostWaitsForItsPictures()
    {
        World w;
        const PostId id = w.postWith({w.picture(5), w.picture(6)});
        const OpId op = w.device.lastOp;
        QCOMPARE(w.uploads.enqueued.size(), 2); // once they are saved
        w.settle();
        QCOMPARE(w.pending(op)->delivery, Delivery::Waiting);
        QCOMPARE(w.pending(op)->media, (QVector<MediaId>{m_five, m_six}));
        w.store(m_five);
        QCOMPARE(w.server.pushes, 0);
        QCOMPARE(w.mediaOnDisk(m_five)->state, MediaOutState::Stored);
        w.store(m_six);
        QCOMPARE(postsOnServer(w).size(), 1);
        QVERIFY(!w.pending(op));
        QVERIFY(w.device.shows(w.family, id));
    }

    void aSlowPictureHoldsUpNobodyElse()
    {
        World w;
        w.postWith({w.picture(5)});
        w.device.post(w.family, u"Only words"_s);
        w.settle();
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(waitingOf(w), 1);
    }

    void settledPicturesAreHandedOver()
    {
        World w;
        w.postWith({w.picture(5)});
        w.store(m_five);
        w.settle();
        QVERIFY(FakeUploads::holds(w.uploads.done, m_five));
        QVERIFY(w.uploads.forgotten.isEmpty());
        QVERIFY(!w.mediaOnDisk(m_five));
        QVERIFY(!w.device.engine->overlay().localMedia(m_five));
    }

    void aFileStaysAsLongAsItsRow()
    {
        World w;
        w.postWith({w.picture(5)});
        auto &database = w.device.outbox->database();
        QVERIFY(database.exec(
            u"CREATE TRIGGER keep BEFORE DELETE ON media_out BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
        w.store(m_five);
        w.settle();
        QCOMPARE(postsOnServer(w).size(), 1);
        QVERIFY(w.mediaOnDisk(m_five));
        QVERIFY(w.uploads.done.isEmpty());
        QVERIFY(w.device.outbox->database().exec(u"DROP TRIGGER keep"_s));
        w.device.restart(); // finds the row, and lets both go once it hears what is backed up
        w.device.post(w.family, u"The next one"_s);
        w.settle();
        QVERIFY(!w.mediaOnDisk(m_five));
        QVERIFY(FakeUploads::holds(w.uploads.done, m_five));
    }

    void theNextStartSendsWhatWaits()
    {
        World w;
        w.postWith({w.picture(5), w.picture(6)});
        w.store(m_six);
        w.uploads.enqueued.clear();
        w.device.restart();
        QCOMPARE(w.uploads.enqueued.size(), 1);
        QVERIFY(FakeUploads::holds(w.uploads.enqueued, m_five));
        w.store(m_five);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void toldTwiceIsToldOnce()
    {
        World w;
        w.postWith({w.picture(5)});
        w.uploads.listener->mediaStored(numbered<MediaId>(99)); // of nobody
        w.store(m_five);
        w.store(m_five);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(w.server.applied, 1);
    }

    void aRefusedPictureParksItsPostAlone()
    {
        World w;
        const PostId id = w.postWith({w.picture(5)});
        const OpId op = w.device.lastOp;
        w.postWith({w.picture(6)});
        w.refusePicture(numbered<MediaId>(99));
        QVERIFY(w.device.refusals.isEmpty());
        w.refusePicture(m_five);
        QCOMPARE(w.device.refusals, QVector<OpId>{op});
        QCOMPARE(w.pending(op)->row.cause, ParkCause::MediaRefused);
        QCOMPARE(w.pending(op)->row.problem->code, ProblemCode::InvalidField);
        QCOMPARE(rowOnDisk(w, op)->state, ActionState::Parked);
        QCOMPARE(w.mediaOnDisk(m_five)->state, MediaOutState::Refused);
        QVERIFY(w.device.shows(w.family, id)); // with its words
        QCOMPARE(w.device.engine->status().parked, 1);
        QCOMPARE(waitingOf(w), 1); // the other one
    }

    void aRetrySendsTheRefusedPictureOnceMore()
    {
        World w;
        w.postWith({w.picture(5), w.picture(6)});
        const OpId op = w.device.lastOp;
        w.store(m_six);
        w.refusePicture(m_five);
        w.uploads.enqueued.clear();
        QVERIFY(w.pending(op)->canRetry);
        w.device.engine->retry(op);
        w.settle();
        QCOMPARE(w.uploads.enqueued.size(), 1); // and not the one that is there
        QCOMPARE(w.mediaOnDisk(m_five)->state, MediaOutState::Waiting);
        QVERIFY(!w.mediaOnDisk(m_five)->problem);
        QCOMPARE(w.pending(op)->row.state, ActionState::Queued);
        w.store(m_five);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void aPostGoesThoughTheDiskRefusedTheNoteOfItsPicture()
    {
        World w;
        goLive(w); // so that nothing else wakes it
        w.postWith({w.picture(5)});
        w.settle();
        w.device.refuseWrites(w.device.outbox->database());
        w.uploads.listener->mediaStored(m_five);
        w.executor.drain();
        w.device.refuseWrites(w.device.outbox->database(), false);
        QCOMPARE(w.server.pushes, 0);
        w.settle(60'000);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void whatWasParkedWhileTheDiskRefusedIsOnItWithTheNextWrite()
    {
        World w;
        w.postWith({w.picture(5)});
        const OpId op = w.device.lastOp;
        w.settle();
        w.device.refuseWrites(w.device.outbox->database());
        w.refusePicture(m_five);
        QCOMPARE(w.pending(op)->row.state, ActionState::Parked);
        QCOMPARE(rowOnDisk(w, op)->state, ActionState::Queued);
        w.device.refuseWrites(w.device.outbox->database(), false);
        w.device.post(w.family, u"Later"_s);
        QCOMPARE(rowOnDisk(w, op)->state, ActionState::Parked); // or a start would send it after this
        QCOMPARE(rowOnDisk(w, op)->cause, ParkCause::MediaRefused);
    }

    void aRetryThatTheDiskRefusesLeavesThePictureRefused()
    {
        World w;
        w.postWith({w.picture(5)});
        const OpId op = w.device.lastOp;
        w.refusePicture(m_five);
        w.uploads.enqueued.clear();
        w.device.refuseWrites(w.device.outbox->database());
        w.device.engine->retry(op);
        w.settle();
        QCOMPARE(w.pending(op)->row.state, ActionState::Parked);
        QVERIFY(w.uploads.enqueued.isEmpty());
        w.device.refuseWrites(w.device.outbox->database(), false);
        w.device.engine->retry(op);
        w.settle();
        QCOMPARE(w.uploads.enqueued.size(), 1); // it was still known as refused
    }

    void aPostThatIsNotSavedLeavesNoPicture()
    {
        World w;
        w.device.refuseWrites(w.device.outbox->database());
        w.postWith({w.picture(5)});
        QVERIFY(!w.device.engine->overlay().localMedia(m_five));
        QVERIFY(w.uploads.enqueued.isEmpty());
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void anEditThatIsNotSavedKeepsThePicturesAsTheyWere()
    {
        World w;
        const PostId id = w.postWith({w.picture(5)});
        MediaOut other = w.picture(5);
        other.alt = u"Described"_s;
        PostEdit edit;
        edit.media = QVector<MediaId>{m_five, m_six};
        auto action = draft::editPost(w.stream, id, edit);
        action.media = {other, w.picture(6)};
        w.device.refuseWrites(w.device.outbox->database());
        QVERIFY(!w.device.commit(action));
        QCOMPARE(w.device.engine->overlay().localMedia(m_five)->alt, QString());
        QVERIFY(!w.device.engine->overlay().localMedia(m_six));
        QCOMPARE(w.device.engine->pending().constFirst().media, QVector<MediaId>{m_five});
    }

    void aPictureTakenOutOfAnUnsentPostIsForgotten()
    {
        World w;
        const PostId id = w.postWith({w.picture(5), w.picture(6)});
        PostEdit edit;
        edit.media = QVector<MediaId>{m_six};
        QVERIFY(w.device.commit(draft::editPost(w.stream, id, edit)));
        QCOMPARE(w.uploads.forgotten.size(), 1);
        QVERIFY(FakeUploads::holds(w.uploads.forgotten, m_five));
        QVERIFY(!w.uploads.forgotten.constFirst().path.isEmpty()); // its file goes too
        w.store(m_six);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void aDiscardedPostStopsItsPicturesAndKeepsTheirFiles_data()
    {
        QTest::addColumn<bool>("saved");
        QTest::newRow("saved") << true;
        QTest::newRow("refused by the disk") << false;
    }
    void aDiscardedPostStopsItsPicturesAndKeepsTheirFiles()
    {
        QFETCH(bool, saved);
        World w;
        w.postWith({w.picture(5)});
        const OpId op = w.device.lastOp;
        w.device.refuseWrites(w.device.outbox->database(), !saved);
        w.device.engine->discard(op);
        w.settle();
        QCOMPARE(w.uploads.forgotten.size(), saved ? 1 : 0);
        QCOMPARE(w.device.engine->overlay().localMedia(m_five).has_value(), !saved);
        QCOMPARE(w.pending(op).has_value(), !saved);
        if (saved) {
            QVERIFY(w.uploads.forgotten.constFirst().path.isEmpty()); // out of the trash it may come back
            QVERIFY(!w.mediaOnDisk(m_five));
        }
    }

    void aPictureOfTwoPostsStaysForTheOther()
    {
        World w;
        w.postWith({w.picture(5)});
        const OpId first = w.device.lastOp;
        w.postWith({w.picture(5)});
        w.device.engine->discard(first);
        w.settle();
        QVERIFY(w.uploads.forgotten.isEmpty());
        w.store(m_five);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void aRefusedPostsRetryTakesItsPicturesAlong()
    {
        World w;
        w.refuseActions();
        w.postWith({w.picture(5)});
        const OpId op = w.device.lastOp;
        w.store(m_five);
        QCOMPARE(w.pending(op)->row.cause, ParkCause::Rejected);
        w.refuseActions(false);
        w.device.engine->retry(op);
        w.settle();
        QCOMPARE(postsOnServer(w).size(), 1);
        QVERIFY(w.uploads.forgotten.isEmpty());
        QVERIFY(FakeUploads::holds(w.uploads.done, m_five));
    }

    void anotherPostInPlaceOfARefusedOneDropsItsPicture()
    {
        World w;
        w.refuseActions();
        const PostId id = w.postWith({w.picture(5)});
        const OpId op = w.device.lastOp;
        w.store(m_five);
        w.refuseActions(false);
        auto again =
            draft::createPost(w.stream, id, PostCreate{PostKind::Update, u"Words"_s, {}, {}, {}, {}, {}});
        again.supersedes = op;
        QVERIFY(w.device.commit(again));
        w.settle();
        QVERIFY(FakeUploads::holds(w.uploads.forgotten, m_five));
        QVERIFY(!w.mediaOnDisk(m_five));
        QCOMPARE(postsOnServer(w).constFirst()[u"text"_s].toString(), u"Words"_s);
    }
};

QTEST_GUILESS_MAIN(TestPicturesOut)
#include "test_pictures_out.moc"
