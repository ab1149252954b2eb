// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_reading.h"
#include "tests/support/sim_files.h"
#include "tests/support/sim_vfs.h"
#include "tests/unit/storage/sample_rows.h"

#include <QJsonArray>
#include <QMap>
#include <QTest>

#include <functional>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Files = QMap<QString, QByteArray>;

const QString kOutbox = u"outbox.db"_s;
const QString kCache = u"cache.db"_s;
/// So long that few rows share a page.
const QString kLong = QString(1'200, u'x');
constexpr int kPosts = 150;
constexpr int kBusyPost = 1; ///< has more of everything than one page holds
constexpr int kPictures = 100;

template <typename T> void must(const sql::Outcome<T> &done)
{
    if (!done)
        qFatal("the stage could not be set");
}

/// Both databases on a disk in memory, with nothing of them in SQLite's own memory.
struct Place
{
    explicit Place(const Files &files = {})
    {
        for (auto it = files.cbegin(); it != files.cend(); ++it)
            disk.install(it.key(), it.value());
        outbox = std::move(Outbox::open(kOutbox, local)->outbox);
        cache = std::move(Cache::open(kCache, kSelf, local)->cache);
        forget();
    }
    void forget()
    {
        for (sql::Database *database : {&outbox->database(), &cache->database()})
            must(database->exec(u"PRAGMA shrink_memory"_s));
    }
    Files close()
    {
        outbox.reset();
        cache.reset();
        Files files;
        for (const QString &path : disk.paths())
            files.insert(path, disk.contents(path));
        return files;
    }

    SimDisk disk{1};
    SimVfs vfs{disk};
    LocalDisk local{vfs.name(), std::make_shared<SimFiles>(disk)};
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Cache> cache;
};

MediaId pictureId(int number)
{
    return sampleId<MediaId>(5'000 + number);
}

QVector<ChangeItem> posts()
{
    constexpr qint64 kMonthMs = 31 * kDayMs;
    QVector<ChangeItem> items;
    for (int i = 1; i <= kPosts; ++i)
        items.append(postItem(i, i, kStartMs - i * kMonthMs));
    QJsonArray last;
    for (int i = kPictures - 10; i < kPictures; ++i)
        last.append(pictureId(i).toString());
    items[kBusyPost - 1].row[u"media"_s] = last;
    return items;
}

/// What hangs on the busy post.
QVector<ChangeItem> things()
{
    QVector<ChangeItem> items;
    const auto seq = [&] { return 1'000 + items.size(); };
    for (int i = 0; i < 20; ++i) {
        ChangeItem comment = commentItem(2'000 + i, kBusyPost, seq());
        comment.row[u"text"_s] = kLong;
        items.append(comment);
    }
    for (int i = 0; i < 200; ++i)
        items.append(
            reactionItem(sampleId<UserId>(3'000 + i), kBusyPost, seq(), static_cast<ReactionKind>(i % 4)));
    for (int i = 0; i < kPictures; ++i) {
        Media media;
        media.id = pictureId(i);
        media.post = sampleId<PostId>(kBusyPost);
        media.uploader = kOther;
        media.width = 400;
        media.height = 300;
        media.alt = u"Picture %1"_s.arg(i);
        items.append(item(EntityType::Media, idCast<EntityId>(media.id), seq(), media.toJson()));
    }
    return items;
}

Files fill()
{
    Place place;
    OutboxBatch batch;
    for (int i = 1; i <= 40; ++i) {
        batch.put.append(actionRow(i));
        batch.put.last().action.payload[u"text"_s] = kLong;
        batch.put.last().action.payload[u"media"_s] = QJsonArray{pictureId(i).toString()};
        MediaOut media;
        media.mediaId = pictureId(i);
        media.family = kFamily;
        media.path = kLong + QString::number(i);
        batch.media.append(media);
        must(place.outbox->saveDraft(
            {sampleId<DraftId>(i), u"again:%1"_s.arg(i), kLong + QString::number(i), u"[]"_s, i}));
    }
    must(place.outbox->write(batch));
    const SnapshotPage first{kEpoch, 0, {}, {}};
    must(place.cache->applySnapshot(kAll, first, true, kStartMs));
    const auto items = posts() + things();
    const qint64 head = items.constLast().seq;
    must(place.cache->applyChanges(kAll, {kEpoch, 0, head, head, false, items}, kStartMs));
    return place.close();
}

using Digest = sql::Outcome<QByteArray>;

Digest digestOf(const sql::Outcome<PostThread> &thread)
{
    return thread.map([](const PostThread &read) { return QByteArray::number(read.comments.size()); });
}

Digest digestOf(const sql::Outcome<FeedPage> &page)
{
    return page.map([](const FeedPage &read) {
        QByteArray digest;
        for (const PostCard &card : read.cards) {
            digest += QByteArray::number(card.media.size()) + ' ' + QByteArray::number(card.newest.size())
                + ' ' + QByteArray::number(card.reactions.size()) + '\n';
        }
        return digest;
    });
}

Digest digestOf(const sql::Outcome<QVector<MonthCount>> &months)
{
    return months.map([](const QVector<MonthCount> &read) { return QByteArray::number(read.size()); });
}

Digest digestOf(const sql::Outcome<QVector<UnsentItem>> &unsent)
{
    return unsent.map([](const QVector<UnsentItem> &read) {
        QByteArray digest;
        for (const UnsentItem &item : read)
            digest += item.kind.toUtf8() + ' ' + QByteArray::number(item.pictures.size()) + '\n';
        return digest;
    });
}

struct Operation
{
    std::function<Digest(Place &)> run;
};

/// What the operation told; the error where it met one.
Digest attempt(const Files &files, const Operation &operation, int failing, bool &isMet)
{
    Place place(files);
    int reads = 0;
    place.disk.setEachCall([&](quint64, DiskCall call) {
        const bool now = call == DiskCall::Read && ++reads == failing;
        isMet = isMet || now;
        return now ? DiskFault::Io : DiskFault::None;
    });
    auto told = operation.run(place);
    place.disk.setEachCall({});
    return told;
}

} // namespace

Q_DECLARE_METATYPE(Operation)

/// A list that ends where the disk fails looks like a shorter list: each read of an operation fails in turn.
class TestReadingFaults : public QObject
{
    Q_OBJECT

private:
    Files m_files = fill();

    static void add(const char *name, const std::function<Digest(Place &)> &run)
    {
        QTest::newRow(name) << Operation{run};
    }

private Q_SLOTS:
    void aReadThatFailsIsNotTheEndOfAList_data()
    {
        QTest::addColumn<Operation>("operation");
        add("a thread", [](Place &p) { return digestOf(p.cache->thread(sampleId<PostId>(kBusyPost))); });
        add("a page of the feed", [](Place &p) {
            return digestOf(p.cache->feedPage({kFamily, {}, {}, {}, {}, 20}));
        });
        add("months", [](Place &p) { return digestOf(p.cache->months(kFamily, PostKind::Update)); });
        add("what waits", [](Place &p) {
            return p.outbox->load().map([](const OutboxContents &read) {
                return QByteArray::number(read.actions.size()) + ' ' + QByteArray::number(read.media.size());
            });
        });
        add("drafts", [](Place &p) {
            return p.outbox->drafts().map(
                [](const QVector<Draft> &read) { return QByteArray::number(read.size()); });
        });
        add("what another version left", [](Place &p) {
            p.outbox.reset();
            return digestOf(readUnsent(kOutbox, p.local.vfs));
        });
    }
    void aReadThatFailsIsNotTheEndOfAList()
    {
        QFETCH(Operation, operation);
        bool isMet = false;
        const auto expected = attempt(m_files, operation, 0, isMet);
        QVERIFY(expected);
        int told = 0;
        for (int failing = 1;; ++failing) {
            isMet = false;
            const auto found = attempt(m_files, operation, failing, isMet);
            if (!isMet)
                break;
            told += found ? 0 : 1;
            QVERIFY2(!found || *found == *expected, qPrintable(u"read %1"_s.arg(failing)));
        }
        QVERIFY2(told >= 3, qPrintable(QString::number(told)));
    }
};

QTEST_GUILESS_MAIN(TestReadingFaults)
#include "test_reading_faults.moc"
