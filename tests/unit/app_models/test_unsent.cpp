// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/unsent_model.h"
#include "platform/linux/durable_file_store.h"
#include "tests/support/memory_files.h"
#include "tests/support/virtual_executor.h"
#include "tests/unit/storage/sample_rows.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// An account whose outbox a version wrote that has columns, kinds and tables which this one does not know.
struct NewerAccount
{
    NewerAccount()
    {
        QDir(dir.path()).mkpath(u"media_out"_s);
        QDir(dir.path()).mkpath(u"chosen"_s);
        const auto outbox = std::move(Outbox::open(path())->outbox);
        OutboxBatch batch;
        batch.put = {actionRow(1), actionRow(2), actionRow(3), actionRow(4)};
        const auto picture = sampleId<MediaId>(7);
        batch.put[0].action.payload[u"media"_s] =
            QJsonArray{picture.toString(), sampleId<MediaId>(8).toString()};
        for (const int id : {7, 8}) {
            MediaOut row;
            row.mediaId = sampleId<MediaId>(id);
            row.family = kFamily;
            row.path = u"/where/it/was/once/%1.jpg"_s.arg(id);
            batch.media.append(row);
        }
        batch.put[1].state = ActionState::Acked;
        batch.put[2].action.kind = ActionKind::Unknown;
        batch.put[2].action.unknownKind = u"post.sing"_s;
        batch.put[2].action.payload = {{u"notes"_s, u"c d e"_s}};
        QVERIFY(outbox->write(batch));
        OutboxBatch discard;
        discard.discard = {sampleId<OpId>(4)};
        QVERIFY(outbox->write(discard));
        QVERIFY(
            outbox->saveDraft({sampleId<DraftId>(1), u"post"_s, u"{\"text\":\"Half a th\"}"_s, u"[]"_s, 5}));
        for (const auto &statement : {u"ALTER TABLE action ADD COLUMN mood TEXT NOT NULL DEFAULT 'gay'"_s,
                 u"ALTER TABLE action DROP COLUMN cause"_s, u"ALTER TABLE draft DROP COLUMN updated_ms"_s,
                 u"CREATE TABLE song(id BLOB)"_s, u"UPDATE schema_version SET version=99"_s})
            QVERIFY(outbox->database().exec(statement));
        write(u"media_out/7.jpg"_s, "seven");
        write(u"media_out/9.jpg"_s, "nobody's");
    }
    [[nodiscard]] QString path() const { return dir.filePath(u"outbox.db"_s); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : "none";
    }

    QTemporaryDir dir;
};

} // namespace

class TestUnsent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsReadAndNothingIsTouched()
    {
        const NewerAccount account;
        const QByteArray before = account.read(u"outbox.db"_s);
        QVERIFY(QFile::setPermissions(account.path(), QFile::ReadOwner));
        const auto items = readUnsent(account.path());
        QVERIFY(items);
        QCOMPARE(items->size(), 3); // neither what is confirmed nor what was thrown away
        QCOMPARE(items->at(0).text, u"Words 1"_s);
        QCOMPARE(items->at(0).pictures.size(), 2);
        QCOMPARE(items->at(0).writtenMs, kStartMs);
        QCOMPARE(items->at(1).kind, u"post.sing"_s);
        QCOMPARE(items->at(1).raw, u"{\"notes\":\"c d e\"}"_s);
        QCOMPARE(items->at(2).kind, u"draft"_s);
        QCOMPARE(items->at(2).text, u"Half a th"_s);
        QCOMPARE(account.read(u"outbox.db"_s), before);
    }

    /// The newer app was killed: the last words are in its log alone.
    void whatIsOnlyInTheLogIsReadToo()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"outbox.db"_s);
        const QString copy = dir.filePath(u"copy.db"_s);
        const auto outbox = std::move(Outbox::open(path)->outbox);
        OutboxBatch batch;
        batch.put = {actionRow(1)};
        QVERIFY(outbox->write(batch));
        QVERIFY(QFile::copy(path, copy) && QFile::copy(path + u"-wal"_s, copy + u"-wal"_s));
        const auto items = readUnsent(copy);
        QVERIFY(items);
        QCOMPARE(items->size(), 1);
    }

    void aFileThatIsNoneIsAnError()
    {
        QTemporaryDir dir;
        QVERIFY(!readUnsent(dir.filePath(u"none.db"_s)));
        QFile file(dir.filePath(u"rubbish.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9'000, 'x')) == 9'000);
        file.close();
        const auto items = readUnsent(file.fileName());
        QVERIFY(!items || items->isEmpty());
    }

    void everythingIsSavedInANewFolder()
    {
        const NewerAccount account;
        DurableFileStore files;
        const auto items = readUnsent(account.path());
        const QString target = account.dir.filePath(u"chosen"_s);
        const auto done = exportUnsent(*items, account.dir.filePath(u"media_out"_s), target, files);
        QVERIFY(done);
        QCOMPARE(done->texts, 2);
        QCOMPARE(done->pictures, 2);
        QCOMPARE(done->missing, 1);
        QCOMPARE(account.read(u"chosen/Preggo unsent/1-7.jpg"_s), "seven");
        QCOMPARE(account.read(u"chosen/Preggo unsent/other-9.jpg"_s), "nobody's");
        const QByteArray text = account.read(u"chosen/Preggo unsent/Unsent.txt"_s);
        for (const char *part : {"Words 1", "1-7.jpg", "Half a th"})
            QVERIFY2(text.contains(part), part);
        QVERIFY(account.read(u"chosen/Preggo unsent/Unsent.json"_s).contains("c d e"));
        const auto again = exportUnsent(*items, account.dir.filePath(u"media_out"_s), target, files);
        QVERIFY(again && again->folder.endsWith(u"Preggo unsent 2"_s));
    }

    void aPictureElsewhereIsNotFollowed()
    {
        const NewerAccount account;
        account.write(u"secret.txt"_s, "secret");
        DurableFileStore files;
        UnsentItem item;
        item.kind = u"post.create"_s;
        item.pictures = {account.dir.filePath(u"secret.txt"_s), u"../secret.txt"_s, u".."_s, QString()};
        const auto done = exportUnsent(
            {item}, account.dir.filePath(u"media_out"_s), account.dir.filePath(u"chosen"_s), files);
        QVERIFY(done);
        QCOMPARE(done->missing, 4);
        QCOMPARE(QDir(done->folder).entryList({u"*secret*"_s}), QStringList());
    }

    void whatCannotBeSavedIsTold()
    {
        const NewerAccount account;
        DurableFileStore files;
        MemoryFiles full;
        full.writeProblem = makeProblem(ProblemCode::StorageFull);
        const QString media = account.dir.filePath(u"media_out"_s);
        const auto items = readUnsent(account.path());
        QCOMPARE(exportUnsent(*items, media, account.dir.filePath(u"chosen"_s), full).error().code,
            ProblemCode::StorageFull);
        const auto nowhere = exportUnsent(*items, media, account.dir.filePath(u"no/such"_s), files);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().detail, u"Nothing could be saved in that folder. Choose another one."_s);
    }

    void theModelShowsAndSaves()
    {
        const NewerAccount account;
        FakeClock clock;
        VirtualExecutor main(clock);
        DurableFileStore files;
        UnsentModel model;
        QAbstractItemModelTester tester(&model);
        QVERIFY(!model.shown());
        model.open({main, main, files}, account.dir.path());
        QVERIFY(model.shown() && model.busy());
        main.drain();
        QCOMPARE(model.count(), 3);
        QCOMPARE(model.index(0).data(UnsentModel::TitleRole).toString(), u"Post with 2 pictures"_s);
        QCOMPARE(model.index(0).data(UnsentModel::PreviewRole).toString(), u"Words 1"_s);
        QCOMPARE(model.index(1).data(UnsentModel::TitleRole).toString(),
            u"Something from another version of Preggo"_s);
        QCOMPARE(model.index(2).data(UnsentModel::TitleRole).toString(), u"Draft"_s);
        QVERIFY(!model.index(2).data(UnsentModel::WrittenAtRole).toDateTime().isValid());
        model.saveTo(QUrl::fromLocalFile(account.dir.filePath(u"chosen"_s)));
        QVERIFY(model.busy());
        main.drain();
        QVERIFY(!model.busy() && !model.failed());
        QVERIFY2(model.resultText().contains(u"Preggo unsent"_s), qPrintable(model.resultText()));
        model.saveTo(QUrl::fromLocalFile(account.dir.filePath(u"no/such"_s)));
        main.drain();
        QVERIFY(model.failed());
        model.saveTo(QUrl::fromLocalFile(account.dir.filePath(u"chosen"_s)));
        model.close(); // she signs out meanwhile
        main.drain();
        QVERIFY(!model.shown() && model.count() == 0 && model.resultText().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUnsent)
#include "test_unsent.moc"
