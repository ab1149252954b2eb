// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/picture_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct World : PictureWorld
{
    World()
        : PictureWorld(false)
    { }
    void refuseEverything() { refuseActions(); }
    void breakDisk(bool broken) { device.refuseWrites(device.outbox->database(), broken); }
};

} // namespace

/// What a person does with actions that are under way or refused.
class TestOutgoing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusedPostCanBeDeleted()
    {
        World w;
        w.refuseEverything();
        const PostId id = w.device.post(w.family, u"No"_s);
        w.settle();
        QCOMPARE(w.device.engine->status().parked, 1);
        w.server.judge = {};
        w.device.commit(draft::deletePost(w.stream, id));
        w.settle();
        QVERIFY(w.device.engine->pending().isEmpty());
        QVERIFY(!w.device.shows(w.family, id));
        w.device.restart();
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void refusalAfterADeletionTakesThePicturesAlong()
    {
        World w;
        MediaOut media = w.picture(5);
        media.state = MediaOutState::Stored;
        w.refuseEverything();
        w.device.net.delayMs = 1'000;
        const PostId id = w.postWith({media});
        w.settle(500); // on its way
        w.device.commit(draft::deletePost(w.stream, id));
        w.settle(10'000);
        QVERIFY(w.device.engine->pending().isEmpty());
        QVERIFY(!w.device.outbox->media(media.mediaId)->has_value());
        QVERIFY(!w.device.engine->overlay().localMedia(media.mediaId));
    }

    void aPictureTakenOutOfAnUnsentPostIsNotSent()
    {
        World w;
        w.device.net.online = false;
        const PostId id = w.postWith({w.picture(5), w.picture(6)});
        PostEdit edit;
        edit.media = QVector<MediaId>{numbered<MediaId>(6)};
        w.device.commit(draft::editPost(w.stream, id, edit));
        QCOMPARE(w.device.engine->pending().size(), 1);
        QVERIFY(!w.device.outbox->media(numbered<MediaId>(5))->has_value());
        QVERIFY(!w.device.engine->overlay().localMedia(numbered<MediaId>(5)));
        QVERIFY(w.device.outbox->media(numbered<MediaId>(6))->has_value());
    }

    void aDiskThatRefusesTheRetryLosesNothing()
    {
        World w;
        w.refuseEverything();
        const PostId id = w.device.post(w.family, u"Kept"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.device.comment(w.family, id, u"Below it"_s);
        const OpId comment = w.device.lastOp;
        w.breakDisk(true);
        w.device.engine->retry(op);
        w.executor.drain();
        QVERIFY(w.device.engine->status().storageProblem);
        QVERIFY(w.device.shows(w.family, id));
        QVERIFY(w.pending(op));
        QCOMPARE(w.pending(op)->delivery, Delivery::Refused);
        QCOMPARE(w.pending(comment)->row.action.needs, QVector<OpId>{op});
        QCOMPARE(w.device.engine->pending().size(), 2);
        w.breakDisk(false);
        w.server.judge = {};
        w.device.engine->retry(op);
        w.settle();
        QVERIFY(w.device.engine->pending().isEmpty());
        QCOMPARE(w.server.rows(w.stream, EntityType::Comment).size(), 1);
    }

    void whatWasParkedHereStaysParkedWhenTheDiskRefuses()
    {
        World w;
        w.device.net.online = false;
        w.device.post(w.family, u"Kept"_s);
        OutboxBatch batch;
        batch.put.append(w.device.outbox->load()->actions.constFirst());
        ActionRow &row = batch.put.first();
        row.state = ActionState::Parked;
        row.cause = ParkCause::LocalCrash;
        row.crashCount = 3;
        QVERIFY(w.device.outbox->write(batch));
        w.device.crash(); // an orderly end would write what it knows over this
        const OpId op = row.action.opId;
        w.breakDisk(true);
        w.device.net.online = true;
        w.device.engine->retry(op);
        w.executor.drain();
        QCOMPARE(w.pending(op)->delivery, Delivery::Refused);
        QCOMPARE(w.pending(op)->row.cause, ParkCause::LocalCrash);
        w.breakDisk(false);
        w.device.engine->retry(op);
        w.settle(30'000);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void whatIsUnderWayWhenTheFamilyClosesIsParked()
    {
        World w;
        w.device.post(w.family, u"There"_s);
        w.settle();
        PostEdit edit;
        edit.text = u"There!"_s;
        const auto post = PostId::parse(postsOnServer(w).first()[u"id"_s].toString());
        // Its answer comes never, and much later than the news of the removal.
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            w.device.net.delayMs = request.path.endsWith(u"/push") ? 20'000 : 10;
            if (request.path.endsWith(u"/push"))
                return HttpAnswer{NetFailure::Timeout, 0, {}, {}};
            return std::nullopt;
        };
        w.device.commit(draft::editPost(w.stream, *post, edit));
        const OpId op = w.device.lastOp;
        w.settle(100);
        QCOMPARE(w.pending(op)->delivery, Delivery::Sending);
        w.server.removeMember(w.family, w.mother);
        w.device.engine->refresh();
        w.settle(5'000);
        QCOMPARE(w.pending(op)->delivery, Delivery::Sending);
        QCOMPARE(w.device.outbox->load()->actions.constLast().state, ActionState::Parked); // for a crash
        w.settle(60'000);
        QCOMPARE(w.pending(op)->row.cause, ParkCause::NotMember);
        QCOMPARE(w.device.refusals, QVector<OpId>{op});
        w.device.engine->retry(op); // nowhere to go
        w.settle();
        QCOMPARE(w.pending(op)->delivery, Delivery::Refused);
        QVERIFY(w.pending(op)->canDiscard);
        w.device.engine->discard(op);
        w.settle();
        QVERIFY(w.device.engine->pending().isEmpty());
        QCOMPARE(*w.device.outbox->trashCount(), 1);
    }

    void aPostOfAClosedFamilyGoesStraightToTheTrash()
    {
        World w;
        w.device.net.loseAnswers = 1'000; // the server may have it
        w.device.post(w.family, u"Perhaps there"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.device.net.loseAnswers = 0;
        w.server.removeMember(w.family, w.mother);
        w.device.net.before = [](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.endsWith(u"/push"))
                return HttpAnswer{NetFailure::Timeout, 0, {}, {}};
            return std::nullopt;
        };
        w.device.engine->refresh();
        w.settle(30'000);
        QCOMPARE(w.pending(op)->row.cause, ParkCause::NotMember);
        w.device.engine->discard(op);
        w.settle();
        QVERIFY(w.device.engine->pending().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOutgoing)
#include "test_outgoing.moc"
