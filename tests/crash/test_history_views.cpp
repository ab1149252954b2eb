// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/crash/small_family.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What can be seen of actions: words, picture, backwards, differs. And the files that histories are in.
class TestHistoryViews : public QObject, private SmallFamily
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void olderWordsAreSeen()
    {
        endAnewAt({postView(u"P"_s, u"first"_s)});
        QCOMPARE(broken(), QStringList{u"words"_s});
    }

    void wordsThatAMergedActionReplacedAreSeen()
    {
        m_anna.events[5] = saved(u"0.2"_s, u"op1"_s);
        m_server.ledger.remove(u"op2"_s);
        m_server.changes.removeAt(2);
        m_server.changes[2].seq = --m_server.heads[kStream];
        endAnewAt({postView(u"P"_s, u"first"_s)});
        QCOMPARE(broken(), QStringList{u"words"_s});
    }

    void wordsThatOnlyAnotherThingHadAreSeen()
    {
        m_anna.events.insert(7, invoked(u"0.7"_s, ActionKind::PostEdit, u"Q"_s, u"stray"_s));
        endAnewAt({postView(u"P"_s, u"stray"_s)});
        QCOMPARE(broken(), QStringList{u"words"_s});
    }

    void deletionBringsNoWords()
    {
        m_anna.events.insert(7, invoked(u"0.7"_s, ActionKind::PostDelete, u"P"_s));
        endAnewAt({postView(u"P"_s, {})});
        QCOMPARE(broken(), QStringList{u"words"_s});
    }

    void wordsOfAProcessThatDiedBeforeItCouldSaySoMayStand()
    {
        m_anna.events.insert(7, invoked(u"0.7"_s, ActionKind::PostEdit, u"P"_s, u"third"_s));
        applied(u"op7"_s, u"deviceA"_s, u"post.edit"_s, u"post"_s, u"P"_s);
        endAnewAt({postView(u"P"_s, u"third"_s)});
        QCOMPARE(findings(), QStringList());
    }

    void wordsStandThroughLaterChangesOfOtherKinds()
    {
        annasDeed(invoked(u"0.7"_s, ActionKind::PostMove, u"P"_s), u"op7"_s);
        applied(u"op7"_s, u"deviceA"_s, u"post.move"_s, u"post"_s, u"P"_s);
        QCOMPARE(findings(), QStringList());
    }

    void editedCommentHasItsNewWords()
    {
        annasDeed(invoked(u"0.7"_s, ActionKind::CommentEdit, u"C"_s, u"nicer"_s), u"op7"_s);
        applied(u"op7"_s, u"deviceA"_s, u"comment.edit"_s, u"comment"_s, u"C"_s);
        QCOMPARE(broken(), QStringList{u"words"_s});
        const QJsonArray comments{QJsonObject{{u"id"_s, u"C"_s}, {u"text"_s, u"nicer"_s}}};
        endAnewAt({postView(u"P"_s, u"second"_s, comments)});
        QCOMPARE(findings(), QStringList());
    }

    void foreignWordsInACommentAreSeen()
    {
        const QJsonArray comments{QJsonObject{{u"id"_s, u"C"_s}, {u"text"_s, u"not his"_s}}};
        endAnewAt({postView(u"P"_s, u"second"_s, comments)});
        QCOMPARE(broken(), QStringList{u"words"_s});
    }

    void lostPictureIsSeen()
    {
        m_server.pictures.clear();
        QCOMPARE(broken(), QStringList{u"picture"_s});
    }

    void otherPictureIsSeen()
    {
        m_server.pictures[u"M"_s].sha256 = u"ef01"_s;
        QCOMPARE(broken(), QStringList{u"picture"_s});
    }

    void halfPictureIsSeen()
    {
        m_server.pictures[u"M"_s].whole = false;
        QCOMPARE(broken(), QStringList{u"picture"_s});
    }

    void pictureOfAPostThatNeverLeftNeedNotBeThere()
    {
        Event create = invoked(u"0.7"_s, ActionKind::PostCreate, u"X"_s, u"x"_s);
        create.pictures.append({u"N"_s, u"abcd"_s});
        annasDeed(create, u"op7"_s);
        annasEnd().under.append(u"op7"_s);
        annasEnd().posts.append(u"X"_s);
        QCOMPARE(findings(), QStringList());
    }

    void savedPostThatIsNotShownIsSeen()
    {
        m_anna.events[3].posts.clear();
        QCOMPARE(broken(), QStringList{u"backwards"_s});
    }

    void savedPostStaysWhateverItsActionTookOver()
    {
        m_anna.events[3].posts.clear();
        m_anna.events[5] = saved(u"0.2"_s, u"op1"_s);
        QVERIFY(broken().contains(u"backwards"_s));
    }

    void postThatWasDeletedTwiceWasGoneAfterTheFirstTime()
    {
        const Event end = m_anna.events.takeLast();
        m_anna.events +=
            {invoked(u"0.6"_s, ActionKind::PostCreate, u"X"_s, u"x"_s), saved(u"0.6"_s, u"op6"_s),
                seen({u"X"_s, u"P"_s}, 2), invoked(u"0.7"_s, ActionKind::PostDelete, u"X"_s),
                seen({u"P"_s}, 2), invoked(u"0.8"_s, ActionKind::PostDelete, u"X"_s), end};
        applied(u"op6"_s, u"deviceA"_s, u"post.create"_s, u"post"_s, u"X"_s);
        QCOMPARE(findings(), QStringList());
    }

    void postOfAnotherThatGoesAwayIsSeen()
    {
        m_karl.events.insert(2, seen({}, 2));
        QCOMPARE(broken(), QStringList{u"backwards"_s});
    }

    void deletedPostMayGoAway()
    {
        m_karl.events.insert(2, seen({}, 2));
        m_anna.events.insert(1, invoked(u"0.0"_s, ActionKind::PostDelete, u"P"_s));
        QCOMPARE(findings(), QStringList());
    }

    void ownPostMayGoAwayOnlyAfterTheDeletion()
    {
        m_anna.events[3].posts.clear();
        m_anna.events.insert(4, invoked(u"0.0"_s, ActionKind::PostDelete, u"P"_s));
        QCOMPARE(broken(), QStringList{u"backwards"_s});
    }

    void postThatIsShownTwiceIsSeen()
    {
        m_anna.events[3].posts = QStringList{u"P"_s, u"P"_s};
        QCOMPARE(broken(), QStringList{u"backwards"_s});
    }

    void cursorThatGoesBackIsSeen()
    {
        m_anna.events[6].cursors[kStream] = 0;
        QCOMPARE(broken(), QStringList{u"backwards"_s});
    }

    void postThatIsMissingAtTheEndIsSeen()
    {
        annasEnd().posts.clear();
        QCOMPARE(broken(), QStringList{u"backwards"_s});
    }

    void eachStreamHasACursorOfItsOwn()
    {
        m_anna.events[3].cursors.insert(u"u:anna"_s, 9);
        m_anna.events[6].cursors.insert(u"u:anna"_s, 9);
        QCOMPARE(findings(), QStringList());
    }

    void deviceThatShowsOtherThingsIsSeen()
    {
        karlsEnd().view[0] = postView(u"P"_s, u"second"_s);
        QCOMPARE(broken(), QStringList{u"differs"_s});
    }

    void deviceThatShowsMoreIsSeen()
    {
        karlsEnd().view.append(postView(u"Z"_s, u"more"_s));
        QCOMPARE(broken(), QStringList{u"differs"_s});
    }

    void deviceThatNeverRestsIsSeenWhereNothingIsLeft()
    {
        m_server.view = {};
        karlsEnd().view = {};
        m_anna.events.append(seen({u"P"_s}, 9));
        QCOMPARE(broken(), QStringList{u"differs"_s});
    }

    void deviceThatNeverRestsIsSeen()
    {
        m_anna.events.append(seen({u"P"_s}, 9));
        QCOMPARE(broken(), QStringList{u"differs"_s});
    }

    void historyIsReadAsItWasWritten()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"history.jsonl"_s);
        {
            HistoryWriter writer(path);
            QVERIFY(writer.isOpen());
            for (const auto &event : std::as_const(m_anna.events))
                QVERIFY(writer.append(event));
        }
        const auto read = readEvents(path);
        QCOMPARE(read.size(), m_anna.events.size());
        for (qsizetype i = 0; i < read.size(); ++i)
            QCOMPARE(read.at(i).toJson(), m_anna.events.at(i).toJson());
    }

    void lineThatAProcessDidNotFinishIsLeftOut()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"history.jsonl"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"e\":\"started\"}\n{\"e\":\"invo");
        file.close();
        HistoryWriter writer(path);
        QVERIFY(writer.append(saved(u"0.1"_s, u"op1"_s)));
        const auto read = readEvents(path);
        QCOMPARE(read.size(), 2);
        QCOMPARE(read.last().op, u"op1"_s);
    }
};

QTEST_GUILESS_MAIN(TestHistoryViews)
#include "test_history_views.moc"
