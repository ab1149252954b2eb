// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "model_world.h"

#include "protocol/limits.h"
#include "storage/sql/query.h"
#include "tests/support/memory_files.h"
#include "tests/support/odd_pictures.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A camera that takes its time.
struct TelephonePhotos final : PhotoSource
{
    [[nodiscard]] bool offers(From from) const override { return from == From::Camera; }
    void choose(From, int most, Done done) override
    {
        atMost = most;
        waiting = std::move(done);
    }
    void shoot(const QVector<ChosenPhoto> &photos) const { waiting(photos); }

    int atMost = 0;
    Done waiting;
};

/// A device whose disk has as much room as the test says.
struct SmallDisk : ModelWorld
{
    SmallDisk() { app.attach(onDisk); }
    ~SmallDisk() { app.detach(); } // while what it is attached to is there

    MemoryFiles disk;
    DiskRoom room{disk, u"/profile"_s};
    AccountContext onDisk{clock, executor, executor, *device.engine, feedSource, api, disk, context.readNow,
        context.mediaFolder, mother, u"Nora"_s, &room};
};

} // namespace

/// The pictures of a post, from the choice until it goes out.
class TestComposerPictures : public QObject
{
    Q_OBJECT

private:
    static QByteArray greenPng()
    {
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QBuffer png;
        (void)image.save(&png, "png");
        return png.data();
    }

    /// A picture of 64 x 48 of her own.
    static QUrl greenPicture(ModelWorld &w)
    {
        const QString file = w.device.dir.filePath(u"green.png"_s);
        (void)w.files.writeDurably(file, greenPng());
        return QUrl::fromLocalFile(file);
    }

private Q_SLOTS:
    void picturesOutliveTheComposerThatPreparesThem();
    void noPictureIsTakenInWhereThereIsNoRoom();
    void picturesArePreparedInTheBackground();
    void picturesComeFromTheDevicesOwnSources();
    void nothingIsFetchedFromTheWeb();
    void aBadPictureCostsNothingElse();
    void anEditedPictureTakesThePlaceOfTheFirst();
    void whatCannotBeEditedStaysAsItIs();
    void aKillWhileItIsEditedLeavesTheFirst();
};

void TestComposerPictures::picturesOutliveTheComposerThatPreparesThem()
{
    ModelWorld w;
    w.attach();
    const QString file = w.device.dir.filePath(u"green.png"_s);
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QVERIFY(image.save(file));
    auto *composer = w.app.newComposer();
    composer->addPictures({QUrl::fromLocalFile(file)});
    composer->release(); // nothing has been prepared yet
    w.settle();
    composer = w.app.newComposer();
    w.settle();
    QCOMPARE(composer->pictures()->count(), 1);
    composer->addPictures({QUrl::fromLocalFile(file)});
    composer->release();
    composer = w.app.newComposer(); // back before it is done: the same pictures, still on their way
    QCOMPARE(composer->pictures()->count(), 2);
    QCOMPARE(composer->pictures()->rows().at(1).state, PictureListModel::Preparing);
    w.settle();
    QCOMPARE(composer->pictures()->rows().at(1).state, PictureListModel::Ready);
    composer->release();
    w.settle();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(w.app.findChildren<ComposerModel *>().isEmpty()); // none stays for ever
}

void TestComposerPictures::noPictureIsTakenInWhereThereIsNoRoom()
{
    SmallDisk w;
    const QString file = u"/green.png"_s;
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QBuffer png;
    QVERIFY(image.save(&png, "png"));
    QVERIFY(w.disk.writeDurably(file, png.data()));
    auto *composer = w.app.newComposer();
    QSignalSpy failed(composer, &ComposerModel::failed);
    w.disk.freeOnDisk = limits::kPictureRoomBytes - 1; // since the last look
    composer->addPictures({QUrl::fromLocalFile(file)});
    w.settle();
    QCOMPARE(composer->pictures()->rows().first().state, PictureListModel::Failed);
    QVERIFY(composer->pictures()->rows().first().errorText.contains(u"Free some space"_s));
    composer->removePicture(0);
    w.room.look();
    composer->addPictures({QUrl::fromLocalFile(file)});
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(u"texts can still be written"_s));
    QCOMPARE(composer->pictures()->count(), 0);
    composer->setText(u"a text"_s);
    QVERIFY(composer->canSend());
    w.disk.freeOnDisk = limits::kPictureRoomBytes;
    w.room.look();
    composer->addPictures({QUrl::fromLocalFile(file)});
    w.settle();
    QCOMPARE(composer->pictures()->rows().first().state, PictureListModel::Ready);
    w.app.detach();
}

void TestComposerPictures::picturesArePreparedInTheBackground()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    const QAbstractItemModelTester tester(
        composer->pictures(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString good = w.device.dir.filePath(u"good.png"_s);
    const QString bad = w.device.dir.filePath(u"bad.jpg"_s);
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QVERIFY(image.save(good));
    QVERIFY(w.files.writeDurably(bad, "this is a text").has_value());
    composer->addPictures({QUrl::fromLocalFile(good), QUrl::fromLocalFile(bad)});
    QCOMPARE(composer->pictures()->rows().at(0).state, PictureListModel::Preparing);
    QVERIFY(!composer->canSend());
    w.settle();
    const auto rows = composer->pictures()->rows();
    QCOMPARE(rows.at(0).state, PictureListModel::Ready);
    QCOMPARE(rows.at(0).width, 64);
    QCOMPARE(rows.at(1).state, PictureListModel::Failed);
    QVERIFY(!rows.at(1).errorText.isEmpty());
    QVERIFY(!composer->canSend());
    composer->movePicture(1, 0);
    composer->removePicture(0);
    composer->setAlt(0, u"Green"_s);
    QVERIFY(composer->canSend());
    composer->release();
    w.settle();

    auto *again = w.app.newComposer();
    w.settle();
    QCOMPARE(again->pictures()->count(), 1);
    QCOMPARE(again->pictures()->rows().at(0).alt, u"Green"_s);
    w.device.net.online = false;
    again->send();
    w.settle(100);
    QCOMPARE(w.feed.count(), 1);
    const auto pictures = w.feed.index(0).data(FeedModel::PicturesRole).value<QList<PictureItem>>();
    QCOMPARE(pictures.size(), 1);
    QCOMPARE(pictures.at(0).height, 48);
    QVERIFY(pictures.at(0).source.startsWith(u"image://preggo/l/"_s));
    QCOMPARE(w.feed.index(0).data(FeedModel::KindRole).toString(), u"photo"_s);
}

void TestComposerPictures::picturesComeFromTheDevicesOwnSources()
{
    ModelWorld w;
    TelephonePhotos photos;
    w.context.photos = &photos;
    w.attach();
    auto *composer = w.app.newComposer();
    QVERIFY(composer->hasCamera() && !composer->hasLibrary());
    QVERIFY(!composer->openLibrary());
    QVERIFY(composer->openCamera());
    w.settle();
    QCOMPARE(composer->pictures()->count(), 0); // she is still aiming
    photos.shoot({ChosenPhoto{{}, [] { return greenPng(); }}, {greenPicture(w).toLocalFile(), {}}});
    w.settle();
    QCOMPARE(composer->pictures()->count(), 2);
    for (const auto &row : composer->pictures()->rows())
        QCOMPARE(row.state, PictureListModel::Ready);
    QVERIFY(composer->openCamera());
    QCOMPARE(photos.atMost, limits::kPicturesPerPost - 2 + 1);
    composer->release();
    w.settle();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    photos.shoot({ChosenPhoto{{}, [] { return greenPng(); }}}); // after its page has gone
    w.settle();
}

void TestComposerPictures::nothingIsFetchedFromTheWeb()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    QSignalSpy failed(composer, &ComposerModel::failed);
    composer->addPictures({QUrl(u"https://example.org/a.jpg"_s), greenPicture(w)});
    QCOMPARE(failed.count(), 1);
    QCOMPARE(composer->pictures()->count(), 1);
    composer->addPictureData(greenPng());
    composer->addPictureData("no picture");
    w.settle();
    QCOMPARE(composer->pictures()->rows().at(1).state, PictureListModel::Ready);
    QCOMPARE(composer->pictures()->rows().at(2).state, PictureListModel::Failed);
}

void TestComposerPictures::aBadPictureCostsNothingElse()
{
    ModelWorld w;
    w.attach();
    QList<QUrl> files;
    for (const OddPicture &odd : oddPictures()) {
        if (!odd.refusedAs || odd.bytes.size() > 1'000'000 || files.size() == limits::kPicturesPerPost)
            continue;
        const QString path = w.device.dir.filePath(u"odd%1.jpg"_s.arg(files.size()));
        QVERIFY(w.files.writeDurably(path, odd.bytes).has_value());
        files.append(QUrl::fromLocalFile(path));
    }
    auto *composer = w.app.newComposer();
    composer->setText(u"precious"_s);
    composer->addPictures(files);
    w.settle();
    QCOMPARE(composer->pictures()->count(), limits::kPicturesPerPost);
    for (const auto &row : composer->pictures()->rows()) {
        QCOMPARE(row.state, PictureListModel::Failed);
        QVERIFY2(row.errorText.endsWith(u'.'), qPrintable(row.errorText));
    }
    QCOMPARE(composer->text(), u"precious"_s);
    QVERIFY(!composer->canSend()); // not without what she chose, unless she says so
    while (composer->pictures()->count() > 0)
        composer->removePicture(0);
    QVERIFY(composer->canSend());
    w.settle(DraftKeeper::kDelayMs + 1);
    QCOMPARE(w.device.outbox->drafts()->size(), 1);
    for (const QUrl &file : files)
        QVERIFY(w.files.exists(file.toLocalFile())); // her own files are never touched
}

void TestComposerPictures::anEditedPictureTakesThePlaceOfTheFirst()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    composer->addPictures({greenPicture(w), greenPicture(w)});
    w.settle();
    composer->setAlt(0, u"Green"_s);
    const QString first = composer->pictures()->rows().at(0).source;
    QVERIFY(composer->pictures()->rows().at(0).editable);
    composer->editPicture(0, 1, {0, 0, 0.5, 1}, {QRectF(0, 0, 0.25, 0.25)});
    QCOMPARE(composer->pictures()->rows().at(0).state, PictureListModel::Preparing);
    QVERIFY(!composer->canSend()); // what she hides must not go out while it is being hidden
    composer->release(); // the page may go meanwhile
    w.settle();
    composer = w.app.newComposer();
    w.settle();
    const auto rows = composer->pictures()->rows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).state, PictureListModel::Ready);
    QCOMPARE(rows.at(0).alt, u"Green"_s);
    QCOMPARE(QSize(rows.at(0).width, rows.at(0).height), QSize(48, 32));
    QVERIFY(rows.at(0).source != first && rows.at(0).editable);
    QVERIFY(!w.files.exists(QUrl(first).toLocalFile())); // what was covered is on no disk of ours
    const QImage image(QUrl(rows.at(0).source).toLocalFile());
    QCOMPARE(image.pixelColor(47, 0), QColor(Qt::black));
    QVERIFY(image.pixelColor(2, 30).green() > 80);
    QVERIFY(composer->canSend());
}

void TestComposerPictures::whatCannotBeEditedStaysAsItIs()
{
    SmallDisk w;
    QVERIFY(w.disk.writeDurably(u"/green.png"_s, greenPng()));
    auto *composer = w.app.newComposer();
    composer->addPictures({QUrl::fromLocalFile(u"/green.png"_s)});
    w.settle();
    const auto before = composer->pictures()->rows().at(0);
    QSignalSpy failed(composer, &ComposerModel::failed);
    w.disk.freeOnDisk = limits::kPictureRoomBytes - 1;
    composer->editPicture(0, 1, {0, 0, 1, 1}, {});
    w.settle();
    QCOMPARE(failed.count(), 1);
    auto after = composer->pictures()->rows().at(0);
    QVERIFY(after.errorText.contains(u"Free some space"_s));
    after.errorText.clear();
    QCOMPARE(after, before);
    QVERIFY(w.disk.exists(QUrl(before.source).toLocalFile()));
    w.disk.freeOnDisk = limits::kPictureRoomBytes;
    composer->editPicture(0, 1, {0, 0, 1, 1}, {});
    w.settle();
    QVERIFY(composer->pictures()->rows().at(0).errorText.isEmpty());
    QCOMPARE(composer->pictures()->rows().at(0).height, 64);
    composer->editPicture(7, 1, {0, 0, 1, 1}, {}); // nothing is there
    w.app.detach();
}

/// Until the draft names the new picture, the old one is what a killed app would find.
void TestComposerPictures::aKillWhileItIsEditedLeavesTheFirst()
{
    ModelWorld w;
    w.attach();
    auto *composer = w.app.newComposer();
    composer->addPictures({greenPicture(w)});
    w.settle(DraftKeeper::kDelayMs + 1);
    const QString first = QUrl(composer->pictures()->rows().at(0).source).toLocalFile();
    breakDisk(w, true); // the new draft cannot be kept
    composer->editPicture(0, 1, {0, 0, 1, 1}, {});
    w.settle();
    QCOMPARE(composer->pictures()->rows().at(0).height, 64);
    QVERIFY(w.files.exists(first));
    QVERIFY(w.device.outbox->drafts()->at(0).media.contains(QFileInfo(first).baseName()));
    breakDisk(w, false);
}

QTEST_GUILESS_MAIN(TestComposerPictures)
#include "test_composer_pictures.moc"
