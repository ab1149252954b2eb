// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/prepare.h"
#include "core/media/picture_recovery.h"
#include "platform/linux/durable_file_store.h"
#include "protocol/limits.h"
#include "storage/media_out_json.h"
#include "tests/support/virtual_executor.h"
#include "tests/unit/storage/sample_rows.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QImage>
#include <QJsonDocument>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kTarget = u"post:family"_s;
constexpr QSize kSize{64, 32};

QByteArray png()
{
    QImage image(kSize, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return buffer.data();
}

struct Account
{
    Account() { QDir(cache.dir.path()).mkpath(u"media_out"_s); }

    void write(int number, const QByteArray &bytes) { QVERIFY(files.writeDurably(pathOf(number), bytes)); }
    [[nodiscard]] QString pathOf(int number) const
    {
        return folder + u'/' + sampleId<MediaId>(number).toString() + u".jpg"_s;
    }
    [[nodiscard]] std::unique_ptr<PictureRecovery> start()
    {
        return std::make_unique<PictureRecovery>(
            PictureRecovery::Deps{clock, rng, main, main, main, files, *outbox, *cache.cache}, folder);
    }
    int recover()
    {
        int count = -1;
        const auto recovery = start();
        recovery->run(kTarget, [&](int taken) { count = taken; });
        main.drain();
        return count;
    }
    [[nodiscard]] QVector<MediaOut> drafted() const
    {
        QVector<MediaOut> rows;
        const auto draft = *outbox->draftFor(kTarget);
        for (const auto &each : QJsonDocument::fromJson(draft ? draft->media.toUtf8() : "[]").array())
            rows.append(mediaOutFromJson(each.toObject()));
        return rows;
    }

    CacheFixture cache;
    FakeClock clock;
    VirtualExecutor main{clock};
    SeededRng rng{1};
    DurableFileStore files;
    QString folder = cache.dir.filePath(u"media_out"_s);
    std::unique_ptr<Outbox> outbox = std::move(Outbox::open(cache.dir.filePath(u"outbox.db"_s))->outbox);
    QByteArray master = preparePicture(png())->masterJpeg;
};

} // namespace

class TestPictureRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNothingNamesGoesIntoTheDraftOnce()
    {
        Account a;
        QCOMPARE(a.recover(), 0);
        a.write(1, a.master);
        QCOMPARE(a.recover(), 1);
        QCOMPARE(a.drafted().size(), 1);
        const MediaOut row = a.drafted().first();
        QCOMPARE(row.mediaId, sampleId<MediaId>(1));
        QCOMPARE(row.path, a.pathOf(1));
        QCOMPARE(row.bytes, a.master.size());
        QCOMPARE(row.sha256, QCryptographicHash::hash(a.master, QCryptographicHash::Sha256));
        QCOMPARE(QSize(row.width, row.height), kSize);
        QVERIFY(!row.placeholder.isEmpty());
        QCOMPARE(a.recover(), 0);
        QCOMPARE(a.drafted().size(), 1);
    }

    void theDraftThatIsThereKeepsItsWords()
    {
        Account a;
        Draft draft{sampleId<DraftId>(1), kTarget, u"Half a th"_s, {}, 1};
        MediaOut old;
        old.mediaId = sampleId<MediaId>(5);
        old.path = a.pathOf(5);
        draft.media = QString::fromUtf8(QJsonDocument(QJsonArray{toJson(old)}).toJson());
        QVERIFY(a.outbox->saveDraft(draft));
        a.write(5, a.master);
        a.write(1, a.master);
        QCOMPARE(a.recover(), 1);
        QCOMPARE((*a.outbox->draftFor(kTarget))->body, u"Half a th"_s);
        QCOMPARE((*a.outbox->draftFor(kTarget))->id, draft.id);
        QCOMPARE(a.drafted().size(), 2);
        QCOMPARE(a.drafted().first().mediaId, sampleId<MediaId>(5));
    }

    void whatIsNamedIsLeftWhereItIs()
    {
        Account a;
        for (int number = 1; number <= 3; ++number)
            a.write(number, a.master);
        OutboxBatch batch;
        for (const int number : {1, 2}) {
            MediaOut row;
            row.mediaId = sampleId<MediaId>(number);
            row.family = kFamily;
            row.path = a.pathOf(number);
            batch.media.append(row);
        }
        batch.put.append(actionRow(1));
        batch.put[0].action.payload[u"media"_s] = QJsonArray{sampleId<MediaId>(2).toString()};
        QVERIFY(a.outbox->write(batch));
        OutboxBatch discard; // the second lies in the trash
        discard.discard = {sampleId<OpId>(1)};
        discard.dropMedia = {sampleId<MediaId>(2)};
        QVERIFY(a.outbox->write(discard));
        QVERIFY(a.outbox->saveDraft(
            {sampleId<DraftId>(1), u"edit:x"_s, {}, sampleId<MediaId>(3).toString(), 1})); // of another draft
        QCOMPARE(a.recover(), 0);
        QVERIFY(a.drafted().isEmpty());
        for (int number = 1; number <= 3; ++number)
            QVERIFY(QFile::exists(a.pathOf(number)));
    }

    void whatTheServerHasIsNoFind()
    {
        Account a;
        QVector<ChangeItem> items;
        for (const int number : {1, 2}) {
            a.write(number, a.master);
            Media media;
            media.id = sampleId<MediaId>(number);
            media.post = sampleId<PostId>(100);
            media.uploader = kSelf;
            items.append(item(EntityType::Media, idCast<EntityId>(media.id), number, media.toJson()));
        }
        a.cache.apply(items);
        OutboxBatch batch; // the post of the second is not settled yet
        MediaOut row;
        row.mediaId = sampleId<MediaId>(2);
        row.family = kFamily;
        row.path = a.pathOf(2);
        batch.media.append(row);
        QVERIFY(a.outbox->write(batch));
        QCOMPARE(a.recover(), 0);
        QVERIFY(!QFile::exists(a.pathOf(1))); // what a purge was about to remove
        QVERIFY(QFile::exists(a.pathOf(2)));
    }

    void whatIsNoPictureStays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray master = preparePicture(png())->masterJpeg;
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("rubbish") << QByteArray(5'000, 'x');
        QTest::newRow("half of one") << master.left(master.size() / 2);
        QTest::newRow("another format") << png();
    }
    void whatIsNoPictureStays()
    {
        QFETCH(const QByteArray, bytes);
        Account a;
        a.write(1, bytes);
        QCOMPARE(a.recover(), 0);
        QVERIFY(QFile::exists(a.pathOf(1)));
    }

    void whatAPostCannotHoldWaitsForTheNextStart()
    {
        Account a;
        for (int number = 1; number <= limits::kPicturesPerPost + 1; ++number)
            a.write(number, a.master);
        QCOMPARE(a.recover(), limits::kPicturesPerPost);
        QCOMPARE(a.recover(), 0);
        QVERIFY(a.outbox->removeDraft((*a.outbox->draftFor(kTarget))->id)); // sent, say
        for (const auto &row : a.drafted())
            QVERIFY(QFile::remove(row.path));
        QVERIFY(a.recover() > 0);
    }

    void whatComesDuringTheRunIsSomebodys()
    {
        Account a;
        const auto recovery = a.start();
        a.write(1, a.master); // a composer is preparing it
        int count = -1;
        recovery->run(kTarget, [&](int taken) { count = taken; });
        a.main.drain();
        QCOMPARE(count, 0);
    }

    void nothingIsTouchedOnceTheAccountIsClosed()
    {
        Account a;
        a.write(1, a.master);
        auto recovery = a.start();
        recovery->run(kTarget, [](int) { QFAIL("too late"); });
        recovery.reset();
        a.outbox.reset();
        a.main.drain();
    }
};

QTEST_GUILESS_MAIN(TestPictureRecovery)
#include "test_picture_recovery.moc"
