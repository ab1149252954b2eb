// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What is meant for a family that is closed to her is parked and told, and one that opens again is read.
class TestClosedFamilies : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

    static void removeHer(World &w)
    {
        w.server.removeMember(w.family, w.mother);
        w.device.engine->refresh();
        w.settle();
        QCOMPARE(w.device.cache->memberships()->size(), 0);
    }
    static void verifyParked(World &w, OpId op)
    {
        const auto parked = w.device.engine->pendingAction(op);
        QVERIFY(parked);
        QCOMPARE(parked->row.state, ActionState::Parked);
        QCOMPARE(parked->row.cause, ParkCause::NotMember);
        QCOMPARE(parked->row.problem->code, ProblemCode::NotFound);
        QVERIFY(parked->canDiscard);
        QVERIFY(w.device.refusals.contains(op)); // not without a word
        QCOMPARE(rowOnDisk(w, op)->state, ActionState::Parked);
    }

private Q_SLOTS:
    void whatIsWrittenAfterTheEndIsParked()
    {
        World w;
        removeHer(w);
        w.device.post(w.family, u"Too late"_s);
        w.settle(2'000);
        verifyParked(w, w.device.lastOp);
    }

    void whatIsTriedAgainAfterTheEndIsParkedOnceMore()
    {
        World w;
        w.server.judge = [](const Action &) { return std::optional(makeProblem(ProblemCode::Rejected)); };
        w.device.post(w.family, u"Refused"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.server.judge = {};
        removeHer(w);
        w.device.engine->retry(op); // a refused one goes as a new action
        w.settle(2'000);
        const auto pending = w.device.engine->pending();
        QCOMPARE(pending.size(), 1);
        QVERIFY(pending.constFirst().row.action.opId != op);
        verifyParked(w, pending.constFirst().row.action.opId);
    }

    void whatTheOutboxHoldsForAnUnknownFamilyIsParkedAtTheStart()
    {
        World w;
        removeHer(w);
        w.device.net.online = false;
        w.device.post(w.family, u"Written in the lift"_s);
        const OpId op = w.device.lastOp;
        w.settle(2'000);
        QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Queued); // nobody has asked yet
        w.device.wipeCache(); // not even what it knew of her families is left
        QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Queued);
        w.device.net.online = true;
        w.device.engine->refresh();
        w.settle(5'000);
        verifyParked(w, op);
    }

    void theAnswerOfWhatWasUnderWayDecides_data()
    {
        QTest::addColumn<bool>("arrived");
        QTest::newRow("it arrived") << true;
        QTest::newRow("it did not") << false;
    }
    void theAnswerOfWhatWasUnderWayDecides()
    {
        QFETCH(bool, arrived);
        World w;
        goLive(w);
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith(u"/push"))
                return std::nullopt;
            w.device.net.delayMs = 5'000;
            return arrived ? std::nullopt : std::optional(HttpAnswer{NetFailure::Timeout, 0, {}, {}});
        };
        w.device.post(w.family, u"Under way"_s);
        const OpId op = w.device.lastOp;
        w.settle(100);
        w.device.net.delayMs = 10;
        QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Sending);
        w.server.removeMember(w.family, w.mother);
        w.device.ws.revoke(w.stream);
        w.settle(1'000);
        QCOMPARE(w.device.engine->pendingAction(op)->row.state, ActionState::Sending);
        QCOMPARE(rowOnDisk(w, op)->state, ActionState::Parked); // for the case that the app ends before
        w.settle(20'000);
        if (!arrived)
            return verifyParked(w, op);
        QVERIFY(!w.device.engine->pendingAction(op));
        QVERIFY(w.device.refusals.isEmpty());
    }

    void aStreamThatIsNotFoundIsReadAgainOnceSheIsLetIn()
    {
        World w;
        goLive(w);
        bool removed = false;
        // Removed and let in again between two looks: her own stream tells of both in one page.
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!request.path.contains(w.stream.toString()) || std::exchange(removed, true))
                return std::nullopt;
            w.server.removeMember(w.family, w.mother);
            w.server.letIn(w.family, w.mother);
            return problemAnswer(makeProblem(ProblemCode::NotFound));
        };
        w.device.engine->refresh();
        const PostId post = w.server.addPost(w.family, w.father, u"Welcome back"_s);
        w.settle(20'000);
        QVERIFY(w.device.shows(w.family, post));
        QCOMPARE(w.device.forgotten, 0);
    }

    void aBare404AsksHerOwnStreamAndErasesNothing()
    {
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Still here"_s);
        w.settle(70'000);
        answerOnce(w, w.stream.toString(), problemAnswer(makeProblem(ProblemCode::NotFound)));
        w.device.net.paths.clear();
        w.device.engine->refresh();
        w.settle(2'000);
        QVERIFY(w.device.shows(w.family, post));
        const QString own = StreamId::user(w.mother).toString();
        QVERIFY(w.device.net.paths.filter(own).size() >= 2); // once for the refresh, and once more to ask why
    }

    void her404OfHerOwnStreamAsksNobody()
    {
        World w;
        w.device.net.before = [&w](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.contains(StreamId::user(w.mother).toString()))
                return problemAnswer(makeProblem(ProblemCode::NotFound));
            return std::nullopt;
        };
        w.device.net.paths.clear();
        w.device.engine->refresh();
        w.settle(30'000);
        QCOMPARE(w.device.net.paths.filter(StreamId::user(w.mother).toString()).size(), 1);
    }

    void revokedWithoutANameMerelyAsks()
    {
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Not yours to erase"_s);
        goLive(w);
        w.settle(3'000);
        w.device.ws.close(close_code::kRevoked);
        w.settle(10'000);
        QVERIFY(w.device.shows(w.family, post));
        w.device.ws.welcome(w.server.headsOf(w.mother));
        w.device.ws.revoke(StreamId::user(w.mother)); // nobody revokes her own stream
        w.settle(10'000);
        QVERIFY(w.device.shows(w.family, post));
        QCOMPARE(w.device.cache->families()->size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestClosedFamilies)
#include "test_closed_families.moc"
