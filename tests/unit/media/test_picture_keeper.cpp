// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/picture_keeper.h"
#include "loader_world.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct World : LoaderWorld
{
    /// So many pictures to keep, in the size of a viewer.
    QVector<ImageRequest> pictures(int count)
    {
        QVector<ImageRequest> requests;
        for (int i = 0; i < count; ++i)
            requests.append(request(newId(), 1'200));
        return requests;
    }
    void answerAll()
    {
        main.drain();
        while (!http.pending.isEmpty()) {
            http.answer(picture());
            main.drain();
        }
    }

    bool mayBring = true;
    PictureKeeper keeper{{*loader, cache, main, main, [this] { return mayBring; }}};
};

} // namespace

/// Pictures that are kept on purpose.
class TestPictureKeeper : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bringsOneAfterTheOtherAndPinsThem()
    {
        World w;
        const auto wanted = w.pictures(3);
        w.keeper.keep(wanted);
        w.main.drain();
        QCOMPARE(w.http.pending.size(), 1);
        QVERIFY(w.http.pending.first().request.path.endsWith(u"/w1200"_s));
        QVERIFY(!w.keeper.progress().isWaiting);
        w.answerAll();
        QCOMPARE(w.http.sent, 3);
        QCOMPARE(w.keeper.progress().here, 3);
        QCOMPARE(w.keeper.progress().wanted, 3);
        QCOMPARE(w.keeper.progress().bytes, 3 * picture().body.size());
        w.cache.setBudget(1);
        for (const auto &kept : wanted)
            QVERIFY(w.cache.has(kept.media, u"w1200"_s));
    }

    void whatIsHereIsNotFetchedAgain()
    {
        World w;
        auto wanted = w.pictures(2);
        w.keeper.keep(wanted);
        w.answerAll();
        w.keeper.keep(wanted);
        w.answerAll();
        QCOMPARE(w.http.sent, 2);
        wanted.prepend(w.request(w.newId(), 1'200));
        w.keeper.keep(wanted);
        w.answerAll();
        QCOMPARE(w.http.sent, 3);
        QCOMPARE(w.keeper.progress().here, 3);
    }

    void aSmallerCopyDoesNotCount()
    {
        World w;
        w.mayBring = false;
        const auto wanted = w.pictures(2);
        w.cache.put(wanted.first().media, u"w400"_s, picture().body);
        w.keeper.keep(wanted);
        w.main.drain();
        QCOMPARE(w.keeper.progress().here, 0);
        QVERIFY(w.keeper.progress().bytes > 0); // it stays all the same
    }

    void whatIsHereIsKnownWithoutANetwork()
    {
        World w;
        w.mayBring = false;
        const auto wanted = w.pictures(2);
        w.cache.put(wanted.last().media, u"w1200"_s, picture().body);
        w.keeper.keep(wanted);
        w.main.drain();
        QCOMPARE(w.keeper.progress().here, 1);
    }

    void whatBecomesWholeIsBroughtWhole()
    {
        World w;
        auto wanted = w.pictures(1);
        wanted.first().variants = {u"w150"_s};
        w.keeper.keep(wanted);
        w.answerAll();
        wanted.first().variants = {u"w150"_s, u"w1200"_s, u"full"_s};
        w.keeper.keep(wanted);
        w.answerAll();
        QVERIFY(w.cache.has(wanted.first().media, u"w1200"_s));
    }

    void whatIsNotWantedAnyMoreIsFreed()
    {
        World w;
        const auto wanted = w.pictures(2);
        w.keeper.keep(wanted);
        w.answerAll();
        w.keeper.keep({});
        w.main.drain();
        QCOMPARE(w.keeper.progress(), PictureKeeper::Progress());
        w.cache.setBudget(1);
        QVERIFY(!w.cache.has(wanted.first().media, u"w1200"_s));
    }

    void waitsWhereItCostsMoneyAndGoesOnAfterwards()
    {
        World w;
        w.mayBring = false;
        w.keeper.keep(w.pictures(2));
        w.main.drain();
        QCOMPARE(w.http.sent, 0);
        QVERIFY(w.keeper.progress().isWaiting);
        w.mayBring = true;
        w.keeper.wake();
        w.answerAll();
        QCOMPARE(w.keeper.progress().here, 2);
        QVERIFY(!w.keeper.progress().isWaiting);
    }

    void oneThatDoesNotComeIsTriedAgainAfterTheOthers()
    {
        World w;
        const auto wanted = w.pictures(2);
        w.keeper.keep(wanted);
        w.main.drain();
        w.http.answer({NetFailure::Offline, 0, {}, {}});
        w.main.drain();
        QVERIFY(w.http.pending.isEmpty());
        QVERIFY(w.keeper.progress().isWaiting);
        w.main.advance(PictureKeeper::kRetryMs - 1);
        QVERIFY(w.http.pending.isEmpty());
        w.main.advance(1);
        QVERIFY(w.http.pending.first().request.path.contains(wanted.last().media.toString()));
        w.answerAll();
        QCOMPARE(w.keeper.progress().here, 2);
    }

    void anotherListDropsTheOneBefore()
    {
        World w;
        w.keeper.keep(w.pictures(5));
        w.main.drain();
        const auto wanted = w.pictures(1);
        w.keeper.keep(wanted);
        w.answerAll();
        QCOMPARE(w.http.sent, 2);
        QCOMPARE(w.keeper.progress().here, 1);
        QCOMPARE(w.keeper.progress().wanted, 1);
    }

    void keepsNoMoreThanItsLimit()
    {
        World w;
        w.mayBring = false;
        w.keeper.keep(w.pictures(PictureKeeper::kPicturesMax + 1));
        QCOMPARE(w.keeper.progress().wanted, PictureKeeper::kPicturesMax);
    }
};

QTEST_GUILESS_MAIN(TestPictureKeeper)
#include "test_picture_keeper.moc"
