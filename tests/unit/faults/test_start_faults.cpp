// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "tests/support/coming_outbox.h"
#include "tests/support/fault.h"
#include "tests/support/fault_device.h"

#include <QTest>

#include <algorithm>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kOutboxPath = QString::fromLatin1(FaultDevice::kOutbox);
const QString kOlderCopy = kOutboxPath + u".damaged-1"_s;

void mustSubmit(FaultDevice &device, const ActionDraft &draft)
{
    const auto told = device.submit(draft);
    QVERIFY(told && *told);
}

/// A picture in a post.
ActionDraft pictured(FaultDevice &device, int number)
{
    const MediaOut media = device.putPicture(number);
    PostCreate post;
    post.text = u"Picture %1"_s.arg(number);
    post.media = {media.mediaId};
    auto draft = draft::createPost(StreamId::all(device.family), numbered<PostId>(number), post);
    draft.media = {media};
    return draft;
}

/// Everything that an outbox may hold: what waits, what was on its way, what is parked or delivered, a draft,
/// and a picture that has lain in the trash for long.
FaultDevice::Kept fullOutbox()
{
    FaultDevice device;
    const StreamId stream = StreamId::all(device.family);
    const PostId theirs = device.server->addPost(device.family, device.other, u"His post"_s);
    device.server->durableLag = 1'000;
    if (!device.open(true))
        qFatal("the stage could not be set");
    device.settle();
    mustSubmit(device, draft::setReaction(stream, theirs, device.self, ReactionKind::Hug));
    device.settle();
    mustSubmit(device, pictured(device, 0x600));
    device.engine->discard(device.engine->pending().constFirst().row.action.opId);
    device.settle();
    static_cast<void>(device.keep());
    if (!device.open())
        qFatal("the stage could not be set");
    mustSubmit(device, pictured(device, 0x700));
    CommentCreate comment;
    comment.post = theirs;
    comment.text = u"On its way"_s;
    mustSubmit(device, draft::createComment(stream, numbered<CommentId>(0x501), comment));
    PostEdit edit;
    edit.text = u"Mine, says she"_s;
    mustSubmit(device, draft::editPost(stream, theirs, edit));
    OutboxBatch batch;
    for (const PendingAction &pending : device.engine->pending()) {
        ActionRow row = pending.row;
        row.sentCount = 1;
        row.state = row.action.kind == ActionKind::PostEdit ? ActionState::Parked : ActionState::Sending;
        row.cause = row.action.kind == ActionKind::PostEdit ? ParkCause::Rejected : ParkCause::None;
        if (row.action.kind != ActionKind::PostCreate)
            batch.advance.append(row);
    }
    const bool kept = device.outbox->write(batch).has_value()
        && device.outbox->saveDraft({numbered<DraftId>(1), u"post:x"_s, u"Half a th"_s, u"[]"_s, 1})
               .has_value();
    if (!kept)
        qFatal("the stage could not be set");
    device.losePower();
    auto sealed = device.keep();
    sealed.clock.advance(limits::kTrashMs + 1);
    return sealed;
}

/// The rows of the file, whatever its version.
QString rowsOf(FaultDevice &device)
{
    const auto database =
        sql::Database::open({.path = kOutboxPath, .vfs = device.local().vfs, .pragmas = {}});
    if (!database)
        return u"not to be opened"_s;
    QStringList rows;
    auto query = (*database)->query(u"SELECT kind, state, payload FROM action UNION ALL "
                                    "SELECT target, '', body FROM draft UNION ALL "
                                    "SELECT hex(media_id), state, path FROM media_out"_s);
    if (!query.run())
        return u"not to be read"_s;
    while (query.next())
        rows.append(query.text(0) + u' ' + query.text(1) + u' ' + query.text(2));
    rows.sort();
    return rows.join(u'\n');
}

QStringList besides(FaultDevice &device)
{
    QStringList names;
    const auto paths = device.disk.paths();
    for (const QString &path : paths) {
        if (path.startsWith(kOutboxPath) && path != kOutboxPath && path != kOutboxPath + u"-wal"_s)
            names.append(path.mid(kOutboxPath.size()));
    }
    names.sort();
    return names;
}

struct Damaged
{
    FaultDevice::Kept kept; ///< beside an older copy
    QString rows;
};

/// The root page of an index is lost: all rows can still be read.
Damaged damagedOutbox(const FaultDevice::Kept &whole)
{
    FaultDevice device(whole, 1);
    {
        const auto opened = Outbox::open(kOutboxPath, device.local());
        if (!opened || !opened->outbox->database().exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s))
            qFatal("the stage could not be set");
    }
    Damaged damaged{device.keep(), rowsOf(device)};
    const auto database =
        sql::Database::open({.path = kOutboxPath, .vfs = device.local().vfs, .pragmas = {}});
    auto query =
        (*database)->query(u"SELECT rootpage FROM sqlite_master WHERE name='sqlite_autoindex_action_1'"_s);
    if (!query.run() || !query.next() || query.int64(0) <= 1)
        qFatal("the stage could not be set");
    constexpr int kPage = 4096;
    damaged.kept.files[kOutboxPath].replace((query.int64(0) - 1) * kPage, kPage, QByteArray(kPage, '\x5a'));
    damaged.kept.files[kOlderCopy] = "of an earlier repair";
    return damaged;
}

const PayloadUpgrade kUpgrades[] = {{ActionKind::PostCreate, 1, withLanguage}};

} // namespace

/// The start of the app, with every call to the disk failing in turn.
class TestStartFaults : public QObject
{
    Q_OBJECT

private:
    FaultDevice::Kept m_kept = fullOutbox();
    QVector<sql::Migration> m_coming = comingLadder();
    OutboxSchema m_newer{m_coming, kUpgrades};

    /// Opens under the fault, and again once the disk is well.
    template <typename Open> bool opens(FaultDevice &device, Fault &fault, const Open &open)
    {
        fault.arm(device.disk);
        bool told = open();
        if (fault.isMet() && fault.endsProcess())
            device.disk.stop(SimDisk::Stop::Kill);
        Fault::disarm(device.disk);
        for (int again = 0; again < 2; ++again)
            told = open();
        return fault.check("could not be opened once the disk was well", told);
    }

private Q_SLOTS:
    void eachCallOfAStartFails()
    {
        FaultDevice first(m_kept, 1);
        QVERIFY(first.open());
        const QString expected = first.account();
        QVERIFY(!expected.contains(u"1536.jpg"_s)); // erased with its entry in the trash
        QVERIFY(expected.contains(u"1792.jpg"_s));
        const int failed = failEachCall([&](Fault &fault) {
            FaultDevice device(m_kept, fault.seed());
            fault.arm(device.disk);
            const auto opened = device.open();
            const bool hasEnded = fault.isMet() && fault.endsProcess();
            if (hasEnded || !opened)
                device.bury();
            Fault::disarm(device.disk);
            if (!hasEnded && !opened && !fault.check("no words for it", !opened.error().detail.isEmpty()))
                return false;
            if (!hasEnded && opened)
                device.losePower();
            if (!fault.check("could not start again", device.open().has_value())
                || !fault.check("the databases are damaged", device.integrity() == u"ok"))
                return false;
            // What could not be taken away at once is at the next start.
            device.close();
            const bool again = device.open().has_value();
            // Where the process ended between the commit and the removal, PictureRecovery finds the file.
            const QString found = device.account().remove(u"file media_out/1536.jpg\n"_s);
            return fault.check("could not start a third time", again)
                && fault.check("not as it was", found == expected, expected, found);
        });
        qInfo("%d calls failed", failed);
        QVERIFY(failed >= 300);
    }

    void eachCallOfAMigrationFails()
    {
        FaultDevice first(m_kept, 1);
        const QString before = rowsOf(first);
        QVERIFY(Outbox::open(kOutboxPath, first.local(), m_newer));
        const QString expected = rowsOf(first);
        QVERIFY(expected != before);
        const int failed = failEachCall([&](Fault &fault) {
            FaultDevice device(m_kept, fault.seed());
            const auto open = [&] {
                auto opened = Outbox::open(kOutboxPath, device.local(), m_newer);
                const bool loaded = opened && opened->outbox->load();
                if (loaded && !fault.endsProcess())
                    opened->outbox->startSucceeded();
                return loaded;
            };
            if (!opens(device, fault, open))
                return false;
            const auto opened = Outbox::open(kOutboxPath, device.local(), m_newer);
            if (!fault.check("could not be opened", opened && opened->outbox->load()))
                return false;
            opened->outbox->startSucceeded();
            const QString found = rowsOf(device);
            return fault.check("rows were lost or doubled", found == expected, expected, found)
                && fault.check(
                    "something stays beside it", besides(device).isEmpty(), {}, besides(device).join(u'\n'));
        });
        qInfo("%d calls failed", failed);
        QVERIFY(failed >= 500);
    }

    void eachCallOfARepairFails()
    {
        const Damaged damaged = damagedOutbox(m_kept);
        const auto &kept = damaged.kept;
        const QString &rows = damaged.rows;
        const int failed = failEachCall(
            [&](Fault &fault) {
                FaultDevice device(kept, fault.seed());
                const auto open = [&] {
                    const auto opened = Outbox::open(kOutboxPath, device.local());
                    return opened && opened->outbox->load();
                };
                if (!opens(device, fault, open))
                    return false;
                Outbox::open(kOutboxPath, device.local())->outbox->startSucceeded();
                const QString found = rowsOf(device);
                const QStringList copies = besides(device);
                const bool onlyCopies = std::all_of(copies.cbegin(), copies.cend(),
                    [](const QString &name) { return name.startsWith(u".damaged-"); });
                return fault.check("rows were lost or doubled", found == rows, rows, found)
                    && fault.check("an older copy is gone",
                        device.disk.contents(kOlderCopy) == kept.files.value(kOlderCopy))
                    && fault.check("no copy of the damaged file", copies.contains(u".damaged-2"_s))
                    && fault.check("something else stays beside it", onlyCopies, {}, copies.join(u'\n'))
                    && fault.check("copies pile up", copies.size() <= 3, {}, copies.join(u'\n'));
            },
            Ways::Few);
        qInfo("%d calls failed", failed);
        QVERIFY(failed >= 500);
    }

    void startsThatCannotRepairLeaveNoCopies_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("kind");
        QTest::newRow("a full disk") << int(Fault::How::FromThenOn) << int(DiskFault::Full);
        QTest::newRow("a call that fails") << int(Fault::How::Once) << int(DiskFault::Io);
    }
    void startsThatCannotRepairLeaveNoCopies()
    {
        QFETCH(const int, how);
        QFETCH(const int, kind);
        const Damaged damaged = damagedOutbox(m_kept);
        int failedRepairs = 0;
        bool isMet = true;
        for (quint64 call = 1; isMet; ++call) {
            FaultDevice device(damaged.kept, call);
            Fault fault(Fault::How(how), DiskFault(kind), call);
            for (int start = 0; start < 3; ++start) {
                fault.arm(device.disk);
                const auto opened = Outbox::open(kOutboxPath, device.local());
                Fault::disarm(device.disk);
            }
            isMet = fault.isMet();
            const bool isRepaired = device.disk.exists(kOutboxPath + u"-repaired"_s)
                || device.disk.contents(kOutboxPath) != damaged.kept.files.value(kOutboxPath);
            failedRepairs += isRepaired ? 0 : 1;
            auto found = besides(device).filter(u".damaged-"_s);
            if (isRepaired)
                found.removeAll(u".damaged-2-wal"_s); // where the damaged file had one
            const QStringList expected =
                isRepaired ? QStringList{u".damaged-1"_s, u".damaged-2"_s} : QStringList{u".damaged-1"_s};
            QVERIFY(fault.check("the copies", found == expected, expected.join(u'\n'), found.join(u'\n')));
        }
        qInfo("%d repairs failed", failedRepairs);
        QVERIFY(failedRepairs >= 20);
    }

    void whereTheLastStepOfARepairFailsItTellsTheRightCopyLater_data()
    {
        QTest::addColumn<QStringList>("copies");
        QTest::newRow("older copies") << QStringList{u"1"_s, u"2"_s, u"3"_s};
        QTest::newRow("the log of an older copy") << QStringList{u"1-wal"_s, u"2"_s, u"3"_s};
    }
    void whereTheLastStepOfARepairFailsItTellsTheRightCopyLater()
    {
        QFETCH(const QStringList, copies);
        auto kept = m_kept;
        kept.files[kOutboxPath + u"-repaired"_s] = kept.files.take(kOutboxPath);
        for (const QString &number : copies)
            kept.files[kOutboxPath + u".damaged-"_s + number] = "of a repair";
        const int failed = failEachCall(
            [&](Fault &fault) {
                FaultDevice device(kept, fault.seed());
                fault.arm(device.disk);
                const auto opened = Outbox::open(kOutboxPath, device.local());
                Fault::disarm(device.disk);
                // Where the disk fails after that step, the next start knows of no repair.
                const bool isTold = !opened || opened->damagedCopy == kOutboxPath + u".damaged-3"_s;
                return fault.check("another copy was told", isTold, {}, opened ? opened->damagedCopy : u""_s);
            },
            Ways::Few);
        QVERIFY(failed >= 20);
    }
};

QTEST_GUILESS_MAIN(TestStartFaults)
#include "test_start_faults.moc"
