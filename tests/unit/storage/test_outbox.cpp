// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "tests/unit/storage/sample_rows.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class TestOutbox : public QObject
{
    Q_OBJECT

private:
    static QString pathIn(const QTemporaryDir &dir) { return dir.filePath(u"outbox.db"_s); }

    static QString pragma(Outbox &outbox, const QString &name)
    {
        auto query = outbox.database().query(u"PRAGMA "_s + name);
        return query.run() && query.next() ? query.text(0) : QString();
    }

private Q_SLOTS:
    void opensAsPrecious()
    {
        QTemporaryDir dir;
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        QCOMPARE(pragma(*opened->outbox, u"journal_mode"_s), u"wal"_s);
        QCOMPARE(pragma(*opened->outbox, u"synchronous"_s), u"2"_s); // FULL
        QCOMPARE(pragma(*opened->outbox, u"foreign_keys"_s), u"1"_s);
        QCOMPARE(pragma(*opened->outbox, u"secure_delete"_s), u"1"_s);
    }

    void aStandingBatchThatIsRefusedGoesWithTheNext()
    {
        QTemporaryDir dir;
        const auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch four;
        for (int i = 1; i <= 4; ++i)
            four.put.append(actionRow(i));
        QVERIFY(outbox->write(four));
        QVERIFY(outbox->database().exec(u"PRAGMA query_only=ON"_s));
        OutboxBatch parked;
        for (int i = 1; i <= 3; ++i)
            parked.advance.append(actionRow(i, ActionState::Parked));
        parked.standing = true;
        QVERIFY(!outbox->write(parked));
        OutboxBatch withdrawn; // whoever wrote this takes it back
        withdrawn.advance.append(actionRow(4, ActionState::Parked));
        QVERIFY(!outbox->write(withdrawn));
        QVERIFY(outbox->database().exec(u"PRAGMA query_only=OFF"_s));
        OutboxBatch next;
        next.advance.append(actionRow(2, ActionState::Sending)); // says more than what is owed
        next.purge.append(actionRow(3).action.opId);
        QVERIFY(outbox->write(next));
        QVERIFY(outbox->write({}));
        QMap<OpId, ActionState> states;
        const auto contents = outbox->load();
        for (const auto &row : contents->actions)
            states.insert(row.action.opId, row.state);
        QCOMPARE(states,
            (QMap<OpId, ActionState>{{actionRow(1).action.opId, ActionState::Parked},
                {actionRow(2).action.opId, ActionState::Sending},
                {actionRow(4).action.opId, ActionState::Queued}}));
    }

    void whatABatchWouldHaveDiscardedIsNotHalfOwed()
    {
        QTemporaryDir dir;
        const auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch one;
        one.put.append(actionRow(1, ActionState::Sending));
        QVERIFY(outbox->write(one));
        QVERIFY(outbox->database().exec(u"PRAGMA query_only=ON"_s));
        OutboxBatch gone;
        gone.advance.append(actionRow(1, ActionState::Parked));
        gone.discard.append(actionRow(1).action.opId);
        gone.standing = true;
        QVERIFY(!outbox->write(gone));
        QVERIFY(outbox->database().exec(u"PRAGMA query_only=OFF"_s));
        QVERIFY(outbox->write({}));
        QCOMPARE(outbox->load()->actions.constFirst().state, ActionState::Sending); // a start sends it again
    }

    void noMoreIsOwedThanAWriteMayGrowBy()
    {
        QTemporaryDir dir;
        const auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch all;
        OutboxBatch parked;
        for (int i = 1; i <= Outbox::kOwedMax + 1; ++i) {
            all.put.append(actionRow(i));
            parked.advance.append(actionRow(i, ActionState::Parked));
        }
        parked.standing = true;
        QVERIFY(outbox->write(all));
        for (const bool fits : {false, true}) {
            if (fits)
                parked.advance.removeLast();
            QVERIFY(outbox->database().exec(u"PRAGMA query_only=ON"_s));
            QVERIFY(!outbox->write(parked));
            QVERIFY(outbox->database().exec(u"PRAGMA query_only=OFF"_s));
            QVERIFY(outbox->write({}));
            QCOMPARE(
                outbox->load()->actions.constFirst().state, fits ? ActionState::Parked : ActionState::Queued);
        }
    }

    void keepsEveryColumnOverAReopening()
    {
        QTemporaryDir dir;
        ActionRow row = actionRow(5, ActionState::Parked);
        row.action.needs = {sampleId<OpId>(3), sampleId<OpId>(4)};
        row.action.baseVersion = 7;
        row.sentCount = 2;
        row.attempts = 3;
        row.nextAtMs = kStartMs + 1;
        row.slowLane = true;
        row.crashCount = 1;
        row.cause = ParkCause::Rejected;
        row.problem = makeProblem(ProblemCode::ParentDeleted);
        row.ackSeq = 11;
        row.ackEpoch = kEpoch;
        row.supersedes = sampleId<OpId>(2);
        row.ackedMs = kStartMs + 2;
        {
            auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
            OutboxBatch batch;
            batch.put.append(row);
            QVERIFY(outbox->write(batch));
        }
        const auto contents = Outbox::open(pathIn(dir))->outbox->load();
        QVERIFY(contents);
        QCOMPARE(contents->actions.size(), 1);
        const ActionRow &read = contents->actions.constFirst();
        QCOMPARE(read.action.toJson(), row.action.toJson());
        QCOMPARE(read.action.fingerprint(), row.action.fingerprint());
        QCOMPARE(read.state, row.state);
        QCOMPARE(read.sentCount, row.sentCount);
        QCOMPARE(read.attempts, row.attempts);
        QCOMPARE(read.nextAtMs, row.nextAtMs);
        QCOMPARE(read.slowLane, row.slowLane);
        QCOMPARE(read.crashCount, row.crashCount);
        QCOMPARE(read.cause, row.cause);
        QCOMPARE(read.problem->code, row.problem->code);
        QCOMPARE(read.ackSeq, row.ackSeq);
        QCOMPARE(read.ackEpoch, row.ackEpoch);
        QCOMPARE(read.supersedes, row.supersedes);
        QCOMPARE(read.ackedMs, row.ackedMs);
        QCOMPARE(contents->lastLocalSeq, 5);
    }

    void aBatchIsAllOrNothing()
    {
        QTemporaryDir dir;
        auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch batch;
        batch.put = {actionRow(1), actionRow(2)};
        batch.put[1].action.kind = ActionKind::PostEdit;
        MediaOut broken; // no media id: NOT NULL refuses it
        batch.media.append(broken);
        QVERIFY(!outbox->write(batch));
        QCOMPARE(outbox->load()->actions.size(), 0);
        batch.media.clear();
        QVERIFY(outbox->write(batch));
        QCOMPARE(outbox->load()->actions.size(), 2);
    }

    void advancingLeavesTheActionAsItWasStored()
    {
        QTemporaryDir dir;
        auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch put;
        put.put.append(actionRow(1));
        QVERIFY(outbox->write(put));
        OutboxBatch advance;
        advance.advance.append(actionRow(1, ActionState::Sending));
        advance.advance[0].action.payload = {{u"text"_s, u"other"_s}};
        advance.advance[0].sentCount = 1;
        QVERIFY(outbox->write(advance));
        const auto row = outbox->load()->actions.constFirst();
        QCOMPARE(row.state, ActionState::Sending);
        QCOMPARE(row.sentCount, 1);
        QCOMPARE(row.action.payload[u"text"_s].toString(), u"Words 1"_s);
    }

    void discardedActionsLieInTheTrashForThirtyDays()
    {
        QTemporaryDir dir;
        auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch batch;
        batch.put.append(actionRow(1));
        QVERIFY(outbox->write(batch));
        OutboxBatch discard;
        discard.discard.append(sampleId<OpId>(1));
        discard.nowMs = kStartMs;
        QVERIFY(outbox->write(discard));
        QCOMPARE(outbox->load()->actions.size(), 0);
        QCOMPARE(outbox->load()->lastLocalSeq, 1); // its number is not used again
        QCOMPARE(*outbox->trashCount(), 1);
        QVERIFY(outbox->emptyTrash(kStartMs + limits::kTrashMs));
        QCOMPARE(*outbox->trashCount(), 1);
        QVERIFY(outbox->emptyTrash(kStartMs + limits::kTrashMs + 1));
        QCOMPARE(*outbox->trashCount(), 0);
    }

    void picturesLieInTheTrashWithTheirPost()
    {
        QTemporaryDir dir;
        auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch batch;
        batch.put.append(actionRow(1));
        QJsonArray named;
        for (int i = 0; i < 4; ++i) {
            MediaOut media;
            media.mediaId = sampleId<MediaId>(i);
            media.family = kFamily;
            media.path = dir.filePath(u"%1.jpg"_s.arg(i));
            QFile file(media.path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            batch.media.append(media);
            named.append(media.mediaId.toString());
        }
        batch.put[0].action.payload[u"media"_s] = named;
        QVERIFY(outbox->write(batch));
        OutboxBatch discard;
        discard.discard.append(sampleId<OpId>(1));
        discard.dropMedia = {
            sampleId<MediaId>(0), sampleId<MediaId>(1), sampleId<MediaId>(2), sampleId<MediaId>(3)};
        discard.nowMs = kStartMs;
        QVERIFY(outbox->write(discard));
        OutboxBatch again; // one is on its way with another post, one waits in a draft
        again.media.append(batch.media[1]);
        again.put.append(actionRow(2));
        QVERIFY(outbox->write(again));
        const QString drafted = sampleId<MediaId>(2).toString();
        QVERIFY(outbox->saveDraft({sampleId<DraftId>(1), u"post"_s, u"A"_s, drafted, 1}));
        again.put[0].action.payload[u"media"_s] = QJsonArray{sampleId<MediaId>(3).toString()};
        again.media = {batch.media[3]};
        QVERIFY(outbox->write(again));
        discard.discard = {sampleId<OpId>(2)}; // one lies in the trash a second time, for longer
        discard.dropMedia = {sampleId<MediaId>(3)};
        discard.nowMs = kStartMs + 10;
        QVERIFY(outbox->write(discard));
        const auto exists = [&](int i) { return QFile::exists(batch.media[i].path); };
        QVERIFY(outbox->emptyTrash(kStartMs + limits::kTrashMs));
        QVERIFY(exists(0) && exists(1) && exists(2) && exists(3));
        QVERIFY(outbox->emptyTrash(kStartMs + limits::kTrashMs + 1));
        QVERIFY(!exists(0) && exists(1) && exists(2) && exists(3));
        QVERIFY(outbox->emptyTrash(kStartMs + limits::kTrashMs + 11));
        QVERIFY(exists(1) && exists(2) && !exists(3));
    }

    void purgedActionsTakeTheirNeedsAlong()
    {
        QTemporaryDir dir;
        auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        OutboxBatch batch;
        batch.put.append(actionRow(1));
        batch.put[0].action.needs = {sampleId<OpId>(9)};
        QVERIFY(outbox->write(batch));
        OutboxBatch purge;
        purge.purge.append(sampleId<OpId>(1));
        QVERIFY(outbox->write(purge));
        auto query = outbox->database().query(u"SELECT COUNT(*) FROM action_dep"_s);
        QVERIFY(query.run() && query.next());
        QCOMPARE(query.integer(0), 0);
    }

    void aStateWriteKeepsHowFarAnUploadCame()
    {
        QTemporaryDir dir;
        auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        MediaOut media;
        media.mediaId = sampleId<MediaId>(1);
        media.family = kFamily;
        media.path = u"a.jpg"_s;
        OutboxBatch batch;
        batch.media.append(media);
        QVERIFY(outbox->write(batch));
        QVERIFY(outbox->updateUpload(media.mediaId, u"/api/v1/uploads/x"_s, 4096));
        batch.media[0].state = MediaOutState::Stored;
        QVERIFY(outbox->write(batch));
        const auto row = *outbox->media(media.mediaId);
        QCOMPARE(row->tusOffset, 4096);
        QCOMPARE(row->tusUrl, u"/api/v1/uploads/x"_s);
        QCOMPARE(row->state, MediaOutState::Stored);
    }

    void draftsAreOneATargetAndGoWithTheirAction()
    {
        QTemporaryDir dir;
        auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
        QVERIFY(outbox->saveDraft({sampleId<DraftId>(1), u"post"_s, u"Half a th"_s, {}, 1}));
        QVERIFY(outbox->saveDraft({sampleId<DraftId>(2), u"post"_s, u"Half a thought"_s, {}, 2}));
        QCOMPARE(outbox->drafts()->size(), 1);
        QCOMPARE((*outbox->draftFor(u"post"_s))->body, u"Half a thought"_s);
        OutboxBatch batch;
        batch.put.append(actionRow(1));
        batch.releaseDraft = sampleId<DraftId>(2);
        QVERIFY(outbox->write(batch));
        QVERIFY(!*outbox->draftFor(u"post"_s));
    }

    void refusesAFileOfANewerVersionAndLeavesIt()
    {
        QTemporaryDir dir;
        QVERIFY(
            Outbox::open(pathIn(dir))->outbox->database().exec(u"UPDATE schema_version SET version=99"_s));
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, sql::ErrorKind::Newer);
        QVERIFY(QFile::exists(pathIn(dir)));
    }

    void aDamagedFileIsKeptAndSalvaged()
    {
        QTemporaryDir dir;
        {
            auto outbox = std::move(Outbox::open(pathIn(dir))->outbox);
            OutboxBatch batch;
            for (int i = 1; i <= 400; ++i)
                batch.put.append(actionRow(i));
            QVERIFY(outbox->write(batch));
            QVERIFY(outbox->saveDraft({sampleId<DraftId>(1), u"post"_s, u"A draft"_s, {}, 1}));
        }
        QFile file(pathIn(dir));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        QVERIFY(size > 40'000);
        QVERIFY(file.seek(size / 2 / 4096 * 4096));
        file.write(QByteArray(4096, '\xa5')); // one page in the middle
        file.close();
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        QVERIFY(!opened->damagedCopy.isEmpty());
        QCOMPARE(QFile(opened->damagedCopy).size(), size);
        const auto contents = opened->outbox->load();
        QVERIFY(contents);
        QVERIFY2(contents->actions.size() > 300, qPrintable(QString::number(contents->actions.size())));
        QVERIFY(opened->salvaged >= contents->actions.size());
        QCOMPARE((*opened->outbox->draftFor(u"post"_s))->body, u"A draft"_s);
    }

    void aRepairThatWasCutShortIsCarriedOn_data()
    {
        QTest::addColumn<bool>("complete");
        QTest::newRow("while it salvaged") << false;
        QTest::newRow("before the last step") << true;
    }
    void aRepairThatWasCutShortIsCarriedOn()
    {
        QFETCH(bool, complete);
        QTemporaryDir dir;
        const QString path = pathIn(dir);
        OutboxBatch batch;
        batch.put.append(actionRow(1));
        QVERIFY(Outbox::open(path)->outbox->write(batch));
        const auto garbage = [](const QString &name) {
            QFile file(name);
            return file.open(QIODevice::WriteOnly) && file.write(QByteArray(10'000, 'x')) == 10'000;
        };
        if (complete) {
            QVERIFY(QFile::rename(path, path + u"-repaired"_s));
            QVERIFY(garbage(path) && garbage(path + u"-wal"_s) && garbage(path + u".damaged-1"_s));
        } else {
            QVERIFY(garbage(path + u"-repair-work"_s) && garbage(path + u"-repair-new"_s));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 4096));
            QVERIFY(file.write(QByteArray(4096, '\xa5')) == 4096);
        }
        const auto opened = Outbox::open(path);
        QVERIFY(opened);
        QVERIFY(opened->damagedCopy.endsWith(u".damaged-1"_s));
        QCOMPARE(opened->outbox->load()->actions.size(), 1);
        QCOMPARE(QDir(dir.path()).entryList({u"*-repair*"_s}, QDir::Files), QStringList());
    }

    void aRowThatNoVersionWritesIsToldAsLost()
    {
        QTemporaryDir dir;
        {
            const auto opened = Outbox::open(pathIn(dir));
            OutboxBatch batch;
            batch.put = {actionRow(1), actionRow(2), actionRow(3)};
            QVERIFY(opened->outbox->write(batch));
            QVERIFY(opened->outbox->database().exec(u"PRAGMA ignore_check_constraints=ON"_s));
            QVERIFY(opened->outbox->database().exec(u"UPDATE action SET state='GONE' WHERE local_seq=2"_s));
        }
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        QCOMPARE(opened->salvaged, 2);
        QCOMPARE(opened->lost, 1);
    }

    void aFileThatDoesNotTellItsVersionIsSalvaged()
    {
        QTemporaryDir dir;
        {
            const auto opened = Outbox::open(pathIn(dir));
            OutboxBatch batch;
            batch.put = {actionRow(1), actionRow(2)};
            QVERIFY(opened->outbox->write(batch));
            QVERIFY(opened->outbox->database().exec(u"UPDATE schema_version SET version=0"_s));
        }
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        QVERIFY(!opened->damagedCopy.isEmpty());
        QCOMPARE(opened->outbox->load()->actions.size(), 2);
    }

    void garbageIsKeptAsideAndSaid()
    {
        QTemporaryDir dir;
        QFile file(pathIn(dir));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(10'000, 'x'));
        file.close();
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        QCOMPARE(QFile(opened->damagedCopy).size(), 10'000);
        QCOMPARE(opened->salvaged, 0);
        QCOMPARE(opened->outbox->load()->actions.size(), 0);
    }

    void anUnreachableFolderIsAClearError()
    {
        const auto opened = Outbox::open(u"/nonexistent/folder/outbox.db"_s);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, sql::ErrorKind::CannotOpen);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
