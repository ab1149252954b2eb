// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/crash/small_family.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What became of actions: lost, twice, without effect, refused, unknown, order, gap.
class TestHistoryChecker : public QObject, private SmallFamily
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void allIsWell() { QCOMPARE(findings(), QStringList()); }

    void savedActionThatIsNowhereIsLost()
    {
        m_karl.events.insert(4, invoked(u"0.9"_s, ActionKind::ReactionSet, u"R"_s));
        m_karl.events.insert(5, saved(u"0.9"_s, u"op9"_s));
        QCOMPARE(broken(), QStringList{u"lost"_s});
    }

    void actionInTheOutboxIsNotLost()
    {
        m_karl.events.insert(4, invoked(u"0.9"_s, ActionKind::ReactionSet, u"R"_s));
        m_karl.events.insert(5, saved(u"0.9"_s, u"op9"_s));
        karlsEnd().under.append(u"op9"_s);
        QCOMPARE(findings(), QStringList());
    }

    void unsavedActionMayBeNowhere()
    {
        m_karl.events.insert(4, invoked(u"0.9"_s, ActionKind::ReactionSet, u"R"_s));
        QCOMPARE(findings(), QStringList());
    }

    void whatWasTakenBackBeforeItLeftIsNotLost()
    {
        Event hung = invoked(u"0.8"_s, ActionKind::CommentCreate, u"Y"_s, u"on X"_s);
        hung.post = u"X"_s;
        Event reaction = invoked(u"0.6"_s, ActionKind::ReactionSet, u"R"_s);
        reaction.post = u"X"_s;
        m_anna.events = m_anna.events.mid(0, 7)
            + QVector<Event>{invoked(u"0.7"_s, ActionKind::PostCreate, u"X"_s, u"x"_s),
                saved(u"0.7"_s, u"op7"_s), hung, saved(u"0.8"_s, u"op8"_s), reaction,
                saved(u"0.6"_s, u"op6"_s), invoked(u"0.9"_s, ActionKind::PostDelete, u"X"_s),
                saved(u"0.9"_s, u"op7"_s), annasEnd()};
        QCOMPARE(findings(), QStringList());
        m_server.changes.append({kStream, ++m_server.heads[kStream], u"post"_s, u"X"_s, u"op0"_s});
        QVERIFY(broken().contains(u"lost"_s)); // it did leave
    }

    void answerToWhatWasTakenBackIsNotLost()
    {
        Event taken = invoked(u"0.6"_s, ActionKind::CommentCreate, u"X"_s, u"x"_s);
        taken.post = u"P"_s;
        Event answer = invoked(u"0.7"_s, ActionKind::CommentCreate, u"Y"_s, u"y"_s);
        answer.post = u"P"_s;
        answer.parent = u"X"_s;
        annasDeed(taken, u"op6"_s);
        annasDeed(answer, u"op7"_s);
        QCOMPARE(broken(), QStringList{u"lost"_s});
        annasDeed(invoked(u"0.8"_s, ActionKind::CommentDelete, u"X"_s), u"op6"_s);
        QCOMPARE(findings(), QStringList());
    }

    void appliedActionMustHaveChangedSomething()
    {
        m_server.changes.removeLast();
        --m_server.heads[kStream];
        QCOMPARE(broken(), QStringList({u"without effect"_s, u"words"_s}));
    }

    void deletionOfWhatIsDeletedNeedsNoEffect()
    {
        for (auto *history : {&m_anna, &m_karl})
            history->events.insert(
                history->events.size() - 1, invoked(u"0.5"_s, ActionKind::CommentDelete, u"C"_s));
        m_anna.events.insert(m_anna.events.size() - 1, saved(u"0.5"_s, u"op5"_s));
        m_karl.events.insert(m_karl.events.size() - 1, saved(u"0.5"_s, u"op6"_s));
        applied(u"op5"_s, u"deviceA"_s, u"comment.delete"_s, u"comment"_s, u"C"_s);
        m_server.ledger.insert(u"op6"_s, {u"deviceK"_s, u"comment.delete"_s, true});
        endAnewAt({postView(u"P"_s, u"second"_s)});
        QCOMPARE(findings(), QStringList());
    }

    void deletionOfWhatIsStillThereMustHaveAnEffect()
    {
        annasDeed(invoked(u"0.5"_s, ActionKind::CommentDelete, u"C"_s), u"op5"_s);
        m_server.ledger.insert(u"op5"_s, {u"deviceA"_s, u"comment.delete"_s, true});
        QCOMPARE(broken(), QStringList{u"without effect"_s});
    }

    void onlyADeletionNeedsNoEffectOnWhatIsDeleted()
    {
        annasDeed(invoked(u"0.5"_s, ActionKind::CommentDelete, u"C"_s), u"op5"_s);
        annasDeed(invoked(u"0.6"_s, ActionKind::CommentEdit, u"C"_s, u"too late"_s), u"op6"_s);
        applied(u"op5"_s, u"deviceA"_s, u"comment.delete"_s, u"comment"_s, u"C"_s);
        m_server.ledger.insert(u"op6"_s, {u"deviceA"_s, u"comment.edit"_s, true});
        endAnewAt({postView(u"P"_s, u"second"_s)});
        QCOMPARE(broken(), QStringList{u"without effect"_s});
    }

    void effectOnSomethingElseIsNone()
    {
        m_server.changes.last().entity = u"elsewhere"_s;
        QVERIFY(broken().contains(u"without effect"_s));
    }

    void secondEffectOfAnActionIsSeen()
    {
        m_server.changes.append({kStream, ++m_server.heads[kStream], u"post"_s, u"P"_s, u"op2"_s});
        QCOMPARE(broken(), QStringList{u"twice"_s});
    }

    void thingThatWasMadeTwiceIsSeen()
    {
        Event again = invoked(u"1.0"_s, ActionKind::CommentCreate, u"C"_s, u"nice"_s);
        again.post = u"P"_s;
        m_karl.events.insert(4, again);
        applied(u"op9"_s, u"deviceK"_s, u"comment.create"_s, u"comment"_s, u"C"_s);
        QCOMPARE(broken(), QStringList{u"twice"_s});
    }

    void whatIsNoMakingMayHappenAgain()
    {
        for (const auto *n : {"0.7", "0.8"}) {
            const QString op = u"op"_s + QLatin1String(n);
            annasDeed(invoked(QLatin1String(n), ActionKind::ReactionSet, u"R"_s), op);
            applied(op, u"deviceA"_s, u"reaction.set"_s, u"reaction"_s, u"R"_s);
            // And what the server does by itself has no op.
            m_server.changes.append({kStream, ++m_server.heads[kStream], u"post"_s, u"P"_s, {}});
        }
        QCOMPARE(findings(), QStringList());
    }

    void refusedActionMustChangeNothing()
    {
        m_server.changes.append({kStream, ++m_server.heads[kStream], u"comment"_s, u"D"_s, u"op4"_s});
        QCOMPARE(broken(), QStringList{u"refused"_s});
    }

    void refusedActionStaysWithThePerson()
    {
        karlsEnd().held.clear();
        QCOMPARE(broken(), QStringList{u"refused"_s});
    }

    void refusedThingThatThePersonDeletedMayBeGone()
    {
        m_karl.events.insert(6, invoked(u"0.3"_s, ActionKind::CommentDelete, u"D"_s));
        karlsEnd().held.clear();
        QCOMPARE(findings(), QStringList());
    }

    void actionThatNobodyBeganIsSeen()
    {
        applied(u"op9"_s, u"deviceK"_s, u"reaction.set"_s, u"reaction"_s, u"R"_s);
        QCOMPARE(broken(), QStringList{u"unknown"_s});
    }

    void actionOfAnUnknownDeviceIsSeen()
    {
        applied(u"op9"_s, u"elsewhere"_s, u"reaction.set"_s, u"reaction"_s, u"R"_s);
        QCOMPARE(broken(), QStringList{u"unknown"_s});
    }

    void actionOfAProcessThatDiedBeforeItCouldSaySoIsKnown()
    {
        m_karl.events.insert(4, invoked(u"0.9"_s, ActionKind::ReactionSet, u"R"_s));
        applied(u"op9"_s, u"deviceK"_s, u"reaction.set"_s, u"reaction"_s, u"R"_s);
        QCOMPARE(findings(), QStringList());
        m_server.changes.last().entity = u"another"_s;
        QCOMPARE(broken(), QStringList{u"unknown"_s});
    }

    void refusedActionOfSuchAProcessIsKnown()
    {
        m_karl.events.insert(4, invoked(u"0.9"_s, ActionKind::ReactionSet, u"R"_s));
        m_server.ledger.insert(u"op9"_s, {u"deviceK"_s, u"reaction.set"_s, false});
        QCOMPARE(findings(), QStringList());
        m_server.ledger[u"op9"_s].kind = u"comment.create"_s;
        QCOMPARE(broken(), QStringList{u"unknown"_s});
    }

    void actionThatTheDeviceDidNotTakeIsUnknown()
    {
        m_karl.events.insert(4, invoked(u"0.9"_s, ActionKind::ReactionSet, u"R"_s));
        Event failed{Event::Type::Failed};
        failed.n = u"0.9"_s;
        m_karl.events.insert(5, failed);
        applied(u"op9"_s, u"deviceK"_s, u"reaction.set"_s, u"reaction"_s, u"R"_s);
        QCOMPARE(broken(), QStringList{u"unknown"_s});
    }

    void secondActionBesideTheSavedOneIsUnknown()
    {
        m_karl.events.insert(4, invoked(u"0.9"_s, ActionKind::ReactionSet, u"R"_s));
        m_karl.events.insert(5, saved(u"0.9"_s, u"op8"_s));
        applied(u"op8"_s, u"deviceK"_s, u"reaction.set"_s, u"reaction"_s, u"R"_s);
        applied(u"op9"_s, u"deviceK"_s, u"reaction.set"_s, u"reaction"_s, u"R"_s);
        QCOMPARE(broken(), QStringList{u"unknown"_s});
    }

    void swappedActionsOfALineAreSeen()
    {
        m_server.changes[1].op = u"op2"_s;
        m_server.changes[2].op = u"op1"_s;
        QCOMPARE(broken(), QStringList({u"order"_s, u"words"_s}));
    }

    void actionsOfOtherLinesMayPass()
    {
        m_anna.events[4].orderKey = u"another line"_s;
        m_server.changes[1].op = u"op2"_s;
        m_server.changes[2].op = u"op1"_s;
        QVERIFY(!broken().contains(u"order"_s));
    }

    void mergedActionStandsWhereItsFirstPartStood()
    {
        m_anna.events[5] = saved(u"0.2"_s, u"op1"_s); // the edit went into the post before that left
        m_server.ledger.remove(u"op2"_s);
        m_server.changes.removeAt(2);
        m_server.changes[2].seq = 3;
        --m_server.heads[kStream];
        QCOMPARE(findings(), QStringList());
    }

    /// Two comments on one post share a line; the edit of the first went into it before it left.
    void mergedActionDoesNotComeAfterWhatWasDoneMeanwhile()
    {
        for (const auto *entity : {"X", "Y", "X"}) {
            const bool isEdit = m_anna.events.size() > 11;
            Event comment = invoked(u"1.%1"_s.arg(m_anna.events.size()),
                isEdit ? ActionKind::CommentEdit : ActionKind::CommentCreate, QLatin1String(entity), u"x"_s);
            comment.orderKey = u"thread:P"_s;
            annasDeed(comment, u"op"_s + QLatin1String(entity));
        }
        applied(u"opX"_s, u"deviceA"_s, u"comment.create"_s, u"comment"_s, u"X"_s);
        applied(u"opY"_s, u"deviceA"_s, u"comment.create"_s, u"comment"_s, u"Y"_s);
        QCOMPARE(findings(), QStringList());
    }

    void gapInAStreamIsSeen()
    {
        ++m_server.heads[kStream];
        QCOMPARE(broken(), QStringList{u"gap"_s});
        begin();
        m_server.changes[0].seq = 5;
        QCOMPARE(broken(), QStringList{u"gap"_s});
        begin();
        m_server.changes.append({u"p:other:all"_s, 1, u"post"_s, u"Z"_s, {}});
        QCOMPARE(broken(), QStringList{u"gap"_s});
    }
};

QTEST_GUILESS_MAIN(TestHistoryChecker)
#include "test_history_checker.moc"
