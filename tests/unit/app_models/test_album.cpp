// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "model_world.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

PictureItem shot(const QString &id, QDate day, int weeks)
{
    PictureItem item;
    item.mediaId = id;
    item.day = day.startOfDay();
    item.weeks = weeks;
    return item;
}

QString idsOf(const QList<PictureItem> &pictures)
{
    QString ids;
    for (const auto &picture : pictures)
        ids += picture.mediaId;
    return ids;
}

/// "[26 3]abc" for a head of week 26 with three pictures and its line.
QString drawn(const QVector<AlbumRow> &rows)
{
    QString text;
    for (const auto &row : rows)
        text += row.isHead() ? u"[%1 %2]"_s.arg(row.weeks).arg(row.total) : idsOf(row.pictures) + u'|';
    return text;
}

/// Somebody who looks at the album.
struct Looking : ModelWorld
{
    Looking()
    {
        attach();
        album.setShown(true);
        settle();
    }

    void share(const QString &text, int pictures, QDate day = {})
    {
        PostCreate post;
        post.kind = PostKind::Photo;
        post.text = text;
        post.occurredOn = day;
        for (int i = 0; i < pictures; ++i)
            post.media.append(device.engine->mint<MediaId>());
        (void)device.commit(draft::createPost(stream, device.engine->mint<PostId>(), post));
        settle();
    }

    AlbumModel &album = *app.album();
};

} // namespace

class TestAlbum : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesStandByTheirDayNewestFirst()
    {
        const QDate day(2026, 5, 10);
        const auto ordered = albumOrder({shot(u"a"_s, day, 20), shot(u"b"_s, day.addDays(3), 20),
            shot(u"c"_s, day.addDays(3), 20), shot(u"d"_s, day.addDays(-30), 15)});
        QCOMPARE(idsOf(ordered), u"bcad"_s);
    }

    void aWeekHasAHeadAndLinesOfSoManyColumns()
    {
        QList<PictureItem> pictures;
        for (int i = 0; i < 5; ++i)
            pictures.append(shot(QString::number(i), QDate(2026, 5, 10 - i), 20));
        pictures.append(shot(u"x"_s, QDate(2026, 4, 2), 15));
        const auto rows = albumRows(pictures, 3);
        QCOMPARE(drawn(rows), u"[20 5]012|34|[15 1]x|"_s);
        QCOMPARE(rows.at(0).to.date(), QDate(2026, 5, 10));
        QCOMPARE(rows.at(0).from.date(), QDate(2026, 5, 6));
        QCOMPARE(rows.at(2).first, 3);
        QCOMPARE(rows.at(4).first, 5);
        QCOMPARE(drawn(albumRows(pictures, 0)), u"[20 5]0|1|2|3|4|[15 1]x|"_s);
        QVERIFY(albumRows({}, 3).isEmpty());
    }

    void withoutADueDateItGoesByMonths()
    {
        const auto rows =
            albumRows({shot(u"a"_s, QDate(2026, 5, 10), -1), shot(u"b"_s, QDate(2026, 5, 1), -1),
                          shot(u"c"_s, QDate(2026, 4, 30), -1)},
                4);
        QCOMPARE(drawn(rows), u"[-1 2]ab|[-1 1]c|"_s);
        QSet<QString> keys;
        for (const auto &row : rows)
            keys.insert(row.key);
        QCOMPARE(keys.size(), rows.size());
    }

    void nothingIsReadBeforeSomebodyLooks()
    {
        ModelWorld w;
        w.attach();
        QVERIFY(!w.app.album()->loading());
        PostCreate post;
        post.media = {w.device.engine->mint<MediaId>()};
        (void)w.device.commit(draft::createPost(w.stream, w.device.engine->mint<PostId>(), post));
        w.settle();
        QCOMPARE(w.app.album()->count(), 0);
        w.app.album()->setShown(true);
        w.settle();
        QCOMPARE(w.app.album()->pictures().size(), 1);
    }

    void whatIsPostedStandsThereWithItsPostAndDay()
    {
        Looking w;
        const QAbstractItemModelTester tester(
            &w.album, QAbstractItemModelTester::FailureReportingMode::QtTest);
        w.device.net.online = false;
        w.share(u"no picture"_s, 0);
        w.share(u"two"_s, 2, QDate(2025, 11, 3));
        QCOMPARE(w.album.pictures().size(), 2);
        QCOMPARE(w.album.pictures().first().postId, w.postWith(u"two"_s));
        QCOMPARE(w.album.pictures().first().authorName, u"Member"_s);
        QCOMPARE(w.album.pictures().first().day.date(), QDate(2025, 11, 3));
        w.feed.removePost(w.postWith(u"two"_s));
        w.settle();
        QVERIFY(w.album.pictures().isEmpty());
        QCOMPARE(w.album.count(), 0);
    }

    void whatCameWhileNobodyLookedIsThereAfterwards()
    {
        Looking w;
        w.share(u"first"_s, 1);
        w.album.setShown(false);
        QSignalSpy changed(&w.album, &AlbumModel::picturesChanged);
        w.share(u"second"_s, 1);
        QCOMPARE(changed.size(), 0);
        w.album.setShown(true);
        w.settle();
        QCOMPARE(w.album.pictures().size(), 2);
    }

    void linesAreCutAnewWhereTheViewIsWider()
    {
        Looking w;
        w.share(u"seven"_s, 7);
        QCOMPARE(w.album.count(), 1 + 3);
        w.album.setColumns(5);
        QCOMPARE(w.album.count(), 1 + 2);
        w.album.setColumns(100);
        QCOMPARE(w.album.columns(), AlbumModel::kColumnsMax);
        QCOMPARE(w.album.count(), 1 + 1);
        QCOMPARE(w.album.index(1).data(AlbumModel::PicturesRole).value<QList<PictureItem>>().size(), 7);
    }

    void keysGoFromPictureToPictureAcrossWeeks()
    {
        Looking w;
        w.share(u"later"_s, 5, QDate(2025, 11, 20));
        w.share(u"earlier"_s, 1, QDate(2025, 9, 1));
        // 012 / 34 / 5, under two heads
        QCOMPARE(w.album.count(), 5);
        QCOMPARE(w.album.beside(0, 1, 0), 1);
        QCOMPARE(w.album.beside(0, -1, 0), 0);
        QCOMPARE(w.album.beside(5, 1, 0), 5);
        QCOMPARE(w.album.beside(2, 0, 1), 4); // the line below is shorter
        QCOMPARE(w.album.beside(4, 0, 1), 5); // past the head
        QCOMPARE(w.album.beside(5, 0, -2), 0);
        QCOMPARE(w.album.beside(5, 0, 1), 5);
        QCOMPARE(w.album.beside(0, 0, -1), 0);
        QCOMPARE(w.album.rowOf(3), 2);
        QCOMPARE(w.album.rowOf(6), -1);
    }

    void theNumberOfTheLastWeekIsToldOnceItIsKnown()
    {
        Looking w;
        for (int i = 0; i < FeedWindow::kPageRows + 10; ++i)
            w.server.addPicture(w.family, w.father, w.server.addPost(w.family, w.father, u"post"_s));
        w.device.engine->refresh();
        w.settle();
        w.album.setShown(false); // as at a start: only the newest page
        w.app.detach();
        w.attach();
        w.album.setShown(true);
        w.settle();
        QVERIFY(!w.album.atOldest());
        const auto total = [&] { return w.album.index(0).data(AlbumModel::TotalRole).toInt(); };
        QCOMPARE(total(), 0);
        w.album.loadOlder();
        w.settle();
        QVERIFY(w.album.atOldest());
        QCOMPARE(total(), FeedWindow::kPageRows + 10);
    }

    void signingOutEmptiesIt()
    {
        Looking w;
        w.share(u"one"_s, 1);
        w.app.detach();
        QCOMPARE(w.album.count(), 0);
        QVERIFY(w.album.pictures().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAlbum)
#include "test_album.moc"
