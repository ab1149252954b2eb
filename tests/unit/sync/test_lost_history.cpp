// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// A server that was restored from a backup gets back what it lost, so nothing is let go before a backup
/// holds it (R5, I31).
class TestLostHistory : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;
    static constexpr qint64 kDayMs = 24LL * 3600 * 1000;

    static bool isKept(World &w, OpId op)
    {
        const auto row = rowOnDisk(w, op);
        return row && row->state == ActionState::Acked;
    }
    /// Pushes are handled by the server, and their answers are changed on the way.
    static void changeAnswers(World &w, const std::function<void(PushReply &)> &change)
    {
        w.device.net.before = [&w, change](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith(u"/push"))
                return std::nullopt;
            const HttpAnswer answer = w.server.handle(request, w.mother);
            auto reply = PushReply::fromJson(*parseJsonObject(answer.body));
            change(*reply);
            return jsonAnswer(answer.status, reply->toJson());
        };
    }

private Q_SLOTS:
    void whatABackupHoldsIsLetGo()
    {
        World w;
        w.device.post(w.family, u"Backed up"_s);
        w.settle();
        QVERIFY(!rowOnDisk(w, w.device.lastOp));
        w.server.durableLag = 1;
        w.device.post(w.family, u"Not yet"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        QVERIFY(isKept(w, op));
        w.server.durableLag = 0; // the next backup
        w.device.post(w.family, u"Brings the news of it"_s);
        w.settle();
        QVERIFY(!rowOnDisk(w, op));
    }

    void anEffectInAnotherStreamIsNotCoveredByThisOnesBackup()
    {
        World w;
        changeAnswers(w, [](PushReply &reply) {
            for (auto &result : reply.results)
                result.seqs.clear(); // the post was moved meanwhile, and so was its effect
        });
        w.device.post(w.family, u"Moved"_s);
        const OpId op = w.device.lastOp;
        w.settle(120'000);
        QVERIFY(isKept(w, op));
    }

    void aBackupOfAnotherHistorySaysNothing()
    {
        World w;
        w.server.durableLag = 1'000;
        w.device.post(w.family, u"Confirmed"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        goLive(w);
        Heads heads = w.server.headsOf(w.mother);
        heads[w.stream].epoch = numbered<EpochId>(0xeee);
        heads[w.stream].durable = 1'000'000;
        w.device.net.online = false;
        w.device.ws.receive({{u"type"_s, u"head"_s}, {u"heads"_s, headsToJson(heads)}});
        w.settle(5'000);
        QVERIFY(isKept(w, op));
    }

    void aClockThatJumpsMakesNothingOld()
    {
        World w;
        w.server.durableLag = 1'000;
        w.device.post(w.family, u"Confirmed"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        for (const qint64 years : {10, -10}) {
            w.device.ownClock.skewMs = years * 365 * kDayMs;
            w.settle(130'000);
            QVERIFY2(isKept(w, op), qPrintable(QString::number(years)));
        }
        const qint64 before = w.server.head(w.stream) - 1;
        w.server.restoreTo(w.stream, before);
        w.device.engine->refresh();
        w.settle(30'000);
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void aMonthOfTheServersTimeIsLongEnough()
    {
        World w;
        w.server.durableLag = 1'000;
        w.device.post(w.family, u"Old by then"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        w.clock.advance(29 * kDayMs);
        w.device.post(w.family, u"Brings the server's time"_s);
        w.settle(70'000);
        QVERIFY(isKept(w, op));
        w.clock.advance(2 * kDayMs);
        w.device.post(w.family, u"Once more"_s);
        w.settle(70'000);
        QVERIFY(!rowOnDisk(w, op));
    }

    void anAnswerOutOfALostHistoryDoesNotCountInTheNext()
    {
        World w;
        w.server.durableLag = 1'000;
        const qint64 backup = w.server.head(w.stream);
        // The server takes the post, and loses it; its answer comes after the device has read the new
        // history.
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            w.device.net.delayMs = request.path.endsWith(u"/push") ? 8'000 : 10;
            return std::nullopt;
        };
        const PostId id = w.device.post(w.family, u"Must not be lost"_s);
        w.settle(100);
        QCOMPARE(postsOnServer(w).size(), 1);
        w.server.restoreTo(w.stream, backup);
        w.device.engine->refresh();
        w.settle(3'000);
        w.device.net.before = {};
        w.device.net.delayMs = 10;
        QCOMPARE(postsOnServer(w).size(), 0);
        QVERIFY(w.device.shows(w.family, id));
        w.settle(20'000);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(w.device.view(w.family).size(), 1);
        QCOMPARE(waitingOf(w), 0);
    }

    void anAnswerWithoutHeadsCountsInTheHistoryThatIsKnown()
    {
        World w;
        w.server.durableLag = 1'000;
        changeAnswers(w, [](PushReply &reply) { reply.heads.clear(); });
        w.device.post(w.family, u"Confirmed"_s);
        const OpId op = w.device.lastOp;
        w.settle();
        QCOMPARE(rowOnDisk(w, op)->ackEpoch, w.server.epoch(w.stream));
        QCOMPARE(w.server.applied, 1);
    }

    void theOrderOfWhatIsSentAgainIsTheOldOne()
    {
        World w;
        w.server.durableLag = 1'000;
        const qint64 backup = w.server.head(w.stream);
        const PostId id = w.device.post(w.family, u"Post"_s);
        w.settle();
        for (int i = 0; i < 3; ++i) {
            w.device.comment(w.family, id, u"Comment %1"_s.arg(i));
            w.settle();
        }
        QStringList sent;
        w.server.judge = [&sent](const Action &action) {
            sent.append(action.payload[u"text"_s].toString());
            return std::optional<Problem>();
        };
        w.server.restoreTo(w.stream, backup);
        w.device.engine->refresh();
        w.settle(30'000);
        QCOMPARE(sent, (QStringList{u"Post"_s, u"Comment 0"_s, u"Comment 1"_s, u"Comment 2"_s}));
        QCOMPARE(w.device.view(w.family).constFirst().commentCount, 3);
    }

    // Its row had a place far back in the lost history, which says nothing of where it stands now.
    void whatIsStillBeingSentIsShownUntilTheNewHistoryHasIt()
    {
        World w;
        const qint64 backup = w.server.head(w.stream);
        for (int i = 0; i < 3; ++i)
            w.server.addPost(w.family, w.father, u"Lost"_s);
        bool answersPushes = false;
        bool answersPulls = true;
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.contains(w.stream.toString() + u"/snapshot"_s))
                answersPulls = false;
            const bool isPush = request.path.endsWith(u"/push");
            if (!isPush && (answersPulls || !request.path.contains(u"/changes"_s)))
                return std::nullopt;
            const HttpAnswer answer = w.server.handle(request, w.mother);
            if (!isPush || !answersPushes)
                return HttpAnswer{NetFailure::Timeout, 0, {}, {}};
            auto reply = PushReply::fromJson(*parseJsonObject(answer.body));
            for (auto &result : reply->results)
                result.entities.clear(); // as of a duplicate
            return jsonAnswer(answer.status, reply->toJson());
        };
        const PostId id = w.device.post(w.family, u"Post"_s);
        const OpId op = w.device.lastOp;
        w.device.engine->refresh();
        w.settle(3'000);
        QVERIFY(w.device.engine->pendingAction(op));
        w.server.restoreTo(w.stream, backup);
        w.device.engine->refresh();
        w.settle(10'000);
        QVERIFY(!answersPulls);
        answersPushes = true;
        w.device.engine->refresh();
        w.settle(3'000);
        QVERIFY(!w.device.engine->pendingAction(op));
        QVERIFY(w.device.shows(w.family, id));
        w.device.net.before = {};
        w.settle(120'000);
        QVERIFY(w.device.shows(w.family, id));
        QCOMPARE(postsOnServer(w).size(), 1);
    }

    void aSecondRestoreInTheMiddleOfTheReadStartsItAnew()
    {
        World w;
        for (int i = 0; i < 6; ++i)
            w.server.addPost(w.family, w.father, u"Post %1"_s.arg(i));
        w.settle(70'000);
        w.server.snapshotPage = 2;
        w.server.restoreTo(w.stream, w.server.head(w.stream));
        int pages = 0;
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.contains(w.stream.toString() + u"/snapshot?page"_s) && ++pages == 1)
                w.server.restoreTo(w.stream, w.server.head(w.stream));
            return std::nullopt;
        };
        w.device.engine->refresh();
        w.settle(10'000);
        QCOMPARE(w.device.view(w.family).size(), 6);
        QCOMPARE(w.device.view(w.family).constFirst().epoch, w.server.epoch(w.stream));
        QVERIFY(pages >= 4); // the first try had come one page far
    }
};

QTEST_GUILESS_MAIN(TestLostHistory)
#include "test_lost_history.moc"
