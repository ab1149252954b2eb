// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/engine_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// A disk that refuses for a while: what it did not take is tried again, and costs nobody else anything.
class TestDiskRefusals : public QObject
{
    Q_OBJECT

private:
    using World = EngineWorld;

    static constexpr qint64 kUntilTheDiskIsAskedAgain = 11'000; ///< well below the poll of a minute

    /// The cache takes no more writes as soon as a request with this in its path leaves.
    static void refuseFrom(World &w, const QString &part)
    {
        w.device.net.before = [&w, part](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.contains(part))
                w.device.refuseWrites(w.device.cache->database());
            return std::nullopt;
        };
    }
    static void heal(World &w)
    {
        w.device.net.before = {};
        w.device.refuseWrites(w.device.cache->database(), false);
        w.device.refuseWrites(w.device.outbox->database(), false);
    }
    static void react(World &w, PostId post, ReactionKind kind)
    {
        w.device.engine->submit(draft::setReaction(w.stream, post, w.mother, kind));
    }
    static std::optional<ReactionKind> reactionOnServer(const World &w)
    {
        const auto rows = w.server.rows(w.stream, EntityType::Reaction);
        return rows.size() == 1 ? Reaction::fromJson(rows.constFirst())->kind : std::nullopt;
    }

private Q_SLOTS:
    void aFirstJoinIsTriedAgain_data()
    {
        QTest::addColumn<bool>("own");
        QTest::newRow("of her own stream") << true;
        QTest::newRow("of her family") << false;
    }
    void aFirstJoinIsTriedAgain()
    {
        QFETCH(bool, own);
        World w;
        w.device.net.online = false;
        w.device.wipeCache();
        w.device.net.online = true;
        refuseFrom(w, (own ? StreamId::user(w.mother) : w.stream).toString() + u"/snapshot"_s);
        w.device.engine->refresh();
        w.settle(2'000);
        QVERIFY(w.device.engine->status().storageProblem);
        QCOMPARE(w.device.cache->families()->size(), 0);
        heal(w);
        w.settle(kUntilTheDiskIsAskedAgain);
        QCOMPARE(w.device.cache->families()->size(), 1);
        QCOMPARE(w.device.cache->members(w.family)->size(), 2);
    }

    void changesAreReadAgain()
    {
        World w;
        goLive(w);
        const qint64 head = w.server.head(w.stream);
        const PostId post = w.server.addPost(w.family, w.father, u"Hello"_s);
        w.device.refuseWrites(w.device.cache->database());
        w.device.ws.receive(w.server.framesAfter(w.stream, head).constFirst().toJson());
        w.settle(1'000);
        QVERIFY(!w.device.shows(w.family, post));
        heal(w);
        w.settle(kUntilTheDiskIsAskedAgain);
        QVERIFY(w.device.shows(w.family, post));
    }

    void aSnapshotIsStagedAgainFromItsFirstPage()
    {
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Hello"_s);
        w.settle(70'000);
        w.server.snapshotPage = 1;
        w.server.restoreTo(w.stream, w.server.head(w.stream));
        refuseFrom(w, w.stream.toString() + u"/snapshot?page"_s);
        w.device.engine->refresh();
        w.settle(2'000);
        QVERIFY(w.device.engine->status().storageProblem);
        QVERIFY(w.device.shows(w.family, post)); // the old view stands until the swap
        heal(w);
        w.settle(kUntilTheDiskIsAskedAgain);
        const auto states = *w.device.cache->streams();
        QVERIFY(std::any_of(states.cbegin(), states.cend(), [&](const StreamState &state) {
            return state.stream == w.stream && state.epoch == w.server.epoch(w.stream);
        }));
        QVERIFY(w.device.shows(w.family, post));
    }

    void aWipeIsRepeated()
    {
        World w;
        w.server.addPost(w.family, w.father, u"Private"_s);
        goLive(w);
        w.settle(3'000);
        QCOMPARE(w.device.view(w.family).size(), 1);
        w.server.removeMember(w.family, w.mother);
        w.device.refuseWrites(w.device.cache->database());
        w.device.ws.revoke(w.stream);
        w.settle(1'000);
        QCOMPARE(w.device.forgotten, 0);
        QCOMPARE(w.device.view(w.family).size(), 1);
        heal(w);
        w.settle(kUntilTheDiskIsAskedAgain);
        QCOMPARE(w.device.forgotten, 1);
        QCOMPARE(w.device.view(w.family).size(), 0);
    }

    void aWipeIsNotRepeatedAfterTheStop()
    {
        World w;
        goLive(w);
        w.server.removeMember(w.family, w.mother);
        w.device.refuseWrites(w.device.cache->database());
        w.device.ws.revoke(w.stream);
        w.settle(1'000);
        heal(w);
        w.device.engine->stop();
        w.settle(kUntilTheDiskIsAskedAgain);
        QCOMPARE(w.device.forgotten, 0); // the next start does it
    }

    void sheIsLetInAgainWhileTheDiskRefusesTheWipe()
    {
        World w;
        w.server.addPost(w.family, w.father, u"Before"_s);
        goLive(w);
        w.settle(3'000);
        w.server.removeMember(w.family, w.mother);
        w.device.refuseWrites(w.device.cache->database());
        w.device.ws.revoke(w.stream);
        w.settle(1'000);
        w.server.letIn(w.family, w.mother);
        const PostId after = w.server.addPost(w.family, w.father, u"After"_s);
        heal(w);
        w.device.engine->refresh(); // the family is read again before the old rows are erased
        w.settle(2'000);
        QVERIFY(w.device.shows(w.family, after));
        w.settle(2 * kUntilTheDiskIsAskedAgain);
        QCOMPARE(w.device.forgotten, 1);
        QCOMPARE(w.device.cache->families()->size(), 1);
        QVERIFY(w.device.shows(w.family, after));
        QCOMPARE(w.device.view(w.family).size(), 2);
    }

    void aTapWithinTheMillisecondsOfAFailingWriteArrives()
    {
        World w;
        const PostId post = w.server.addPost(w.family, w.father, u"Hello"_s);
        w.settle(70'000);
        w.device.refuseWrites(w.device.outbox->database());
        react(w, post, ReactionKind::Love);
        w.executor.post([&w] { heal(w); });
        react(w, post, ReactionKind::Joy); // before the disk has said what became of the first
        w.settle();
        QCOMPARE(reactionOnServer(w), std::optional(ReactionKind::Joy));
        QCOMPARE(w.device.view(w.family).constFirst().mine, std::optional(ReactionKind::Joy));
        QCOMPARE(w.device.view(w.family).constFirst().reactionTotal(), 1);
    }

    void aChangeOfWhatIsSavedIsTakenBackWhole()
    {
        World w;
        goOffline(w);
        const PostId id = w.device.post(w.family, u"First words"_s);
        PostEdit edit;
        edit.text = u"Other words"_s;
        w.device.refuseWrites(w.device.outbox->database());
        QVERIFY(!w.device.commit(draft::editPost(w.stream, id, edit)));
        QCOMPARE(w.device.engine->pending().size(), 1); // it had been merged into the post
        QCOMPARE(w.device.view(w.family).constFirst().post.text, u"First words"_s);
        heal(w);
        goOnline(w);
        QCOMPARE(postsOnServer(w).constFirst()[u"text"_s].toString(), u"First words"_s);
        QVERIFY(w.device.engine->pending().isEmpty());
    }

    void aDeletionThatIsNotSavedGivesThePostBack()
    {
        World w;
        goOffline(w);
        const PostId id = w.device.post(w.family, u"Stays"_s);
        w.device.comment(w.family, id, u"Too"_s);
        w.device.refuseWrites(w.device.outbox->database());
        QVERIFY(!w.device.commit(draft::deletePost(w.stream, id)));
        QVERIFY(w.device.shows(w.family, id));
        QCOMPARE(w.device.engine->pending().size(), 2); // the deletion had cancelled both
        QCOMPARE(w.device.view(w.family).constFirst().commentCount, 1);
        heal(w);
        QCOMPARE(w.device.outbox->load()->actions.size(), 2);
        QCOMPARE(*w.device.outbox->trashCount(), 0);
        goOnline(w);
        QCOMPARE(w.server.rows(w.stream, EntityType::Comment).size(), 1);
    }

    void nothingLeavesThatTheDiskDidNotNote()
    {
        World w;
        w.device.post(w.family, u"Warm up"_s);
        w.settle();
        const int pushes = w.server.pushes;
        // The row itself is saved, and then the disk refuses the note that it is being sent.
        w.device.engine->submit(draft::createPost(w.stream, w.device.engine->mint<PostId>(),
            PostCreate{PostKind::Update, u"Saved"_s, {}, {}, {}, {}, {}}));
        const OpId op = w.device.engine->pending().constLast().row.action.opId;
        w.executor.post([&w] { w.device.refuseWrites(w.device.outbox->database()); });
        w.settle(5'000);
        QCOMPARE(w.server.pushes, pushes);
        const auto waiting = w.device.engine->pendingAction(op)->row;
        QCOMPARE(waiting.state, ActionState::Queued);
        QCOMPARE(waiting.sentCount, 0);
        QVERIFY(w.device.engine->status().storageProblem);
        heal(w);
        w.settle(kUntilTheDiskIsAskedAgain);
        QCOMPARE(w.server.pushes, pushes + 1);
        QVERIFY(!w.device.engine->pendingAction(op));
    }

    void anAnswerThatIsNotNotedIsADuplicateAfterTheNextStart()
    {
        World w;
        w.device.net.delayMs = 1'000;
        w.device.post(w.family, u"Once"_s);
        w.settle(100);
        w.device.refuseWrites(w.device.outbox->database());
        w.settle(3'000);
        QCOMPARE(waitingOf(w), 0);
        QVERIFY(w.device.engine->status().storageProblem);
        w.device.net.delayMs = 10;
        w.device.crash();
        w.settle(10'000);
        QCOMPARE(w.server.applied, 1);
        QCOMPARE(postsOnServer(w).size(), 1);
        QCOMPARE(waitingOf(w), 0);
    }
};

QTEST_GUILESS_MAIN(TestDiskRefusals)
#include "test_disk_refusals.moc"
