// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/damaged_rowids.h"
#include "storage/file_check.h"
#include "tests/unit/storage/sample_rows.h"

#include <QFile>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 4096;

int number(const QByteArray &bytes, qsizetype at, int size)
{
    int value = 0;
    for (int i = 0; i < size; ++i)
        value = value * 256 + static_cast<uchar>(bytes[at + i]);
    return value;
}

/// A database file, to be damaged where it hurts (https://sqlite.org/fileformat2.html).
class Pages
{
public:
    explicit Pages(const QString &path)
        : m_file(path)
    {
        const auto database = sql::Database::open({.path = path, .vfs = {}, .pragmas = {}});
        auto query = (*database)->query(u"SELECT name, rootpage FROM sqlite_master"_s);
        if (!query.run())
            qFatal("the file cannot be read");
        while (query.next())
            m_roots.insert(query.text(0), query.integer(1));
        if (!m_file.open(QIODevice::ReadWrite))
            qFatal("the file cannot be opened");
    }

    [[nodiscard]] int root(const QString &name) const { return m_roots.value(name); }
    /// Below a page that has others below it: each one's last, and the one in the middle.
    [[nodiscard]] int lastBelow(int page) { return number(read(page), 8, 4); }
    [[nodiscard]] int middleBelow(int page)
    {
        const QByteArray bytes = read(page);
        const int cells = number(bytes, 3, 2);
        return number(bytes, number(bytes, 12 + cells / 2 * 2, 2), 4);
    }
    void spoil(int page) { write(page, QByteArray(kPage, '\xa5')); }
    /// Gives the row in the middle of a page with rows the number 16383; numbers and lengths there have two
    /// bytes each.
    void tearNumber(int page)
    {
        QByteArray bytes = read(page);
        const int cells = number(bytes, 3, 2);
        const int cell = number(bytes, 8 + cells / 2 * 2, 2);
        bytes[cell + 2] = '\xff';
        bytes[cell + 3] = '\x7f';
        write(page, bytes);
    }

private:
    QByteArray read(int page)
    {
        m_file.seek((page - 1) * kPage);
        return m_file.read(kPage);
    }
    void write(int page, const QByteArray &bytes)
    {
        m_file.seek((page - 1) * kPage);
        m_file.write(bytes);
        m_file.flush();
    }

    QFile m_file;
    QHash<QString, int> m_roots;
};

} // namespace

/// What is read out of a damaged outbox.db, and what becomes of the file.
class TestSalvage : public QObject
{
    Q_OBJECT

private:
    static QString pathIn(const QTemporaryDir &dir) { return dir.filePath(u"outbox.db"_s); }
    static void fill(const QString &path, int actions)
    {
        const auto opened = Outbox::open(path);
        OutboxBatch batch;
        for (int i = 1; i <= actions; ++i)
            batch.put.append(actionRow(i));
        QVERIFY(opened->outbox->write(batch));
        QVERIFY(opened->outbox->saveDraft({sampleId<DraftId>(1), u"post"_s, u"A draft"_s, {}, 1}));
    }
    /// The index of the ids, which is the other place where the numbers of rows stand.
    static void spoilIndex(Pages &pages) { pages.spoil(pages.root(u"sqlite_autoindex_action_1"_s)); }

private Q_SLOTS:
    void whatIsLeftOfAnOlderCopyStays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("a copy") << u".damaged-1"_s;
        QTest::newRow("its log alone") << u".damaged-1-wal"_s;
    }
    void whatIsLeftOfAnOlderCopyStays()
    {
        QFETCH(QString, name);
        QTemporaryDir dir;
        const QString path = pathIn(dir);
        {
            const auto opened = Outbox::open(path);
            OutboxBatch batch;
            batch.put.append(actionRow(1));
            QVERIFY(opened->outbox->write(batch));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 4096));
        QVERIFY(file.write(QByteArray(4096, '\xa5')) == 4096);
        file.close();
        QFile wal(path + u"-wal"_s); // so that the copy has one too
        QVERIFY(wal.open(QIODevice::WriteOnly));
        wal.close();
        QFile older(path + name);
        QVERIFY(older.open(QIODevice::WriteOnly) && older.write("precious") == 8);
        older.close();
        const auto opened = Outbox::open(path);
        QVERIFY(opened);
        QVERIFY(opened->damagedCopy.endsWith(u".damaged-2"_s));
        QVERIFY(older.open(QIODevice::ReadOnly));
        QCOMPARE(older.readAll(), "precious");
        QCOMPARE(opened->outbox->load()->actions.size(), 1);
    }

    void aCopyThatFailsTakesAwayWhatItMadeAlone()
    {
        QTemporaryDir dir;
        SystemFiles files;
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            const auto file = files.create(dir.filePath(name));
            return file && (*file)->write(bytes);
        };
        QVERIFY(put(u"a"_s, "rows") && put(u"a-wal"_s, "log") && put(u"b-wal"_s, "precious"));
        QVERIFY(!copyDatabaseFiles(files, dir.filePath(u"a"_s), dir.filePath(u"b"_s)));
        QCOMPARE(*files.list(dir.path()), (QStringList{u"a"_s, u"a-wal"_s, u"b-wal"_s}));
        QCOMPARE(*files.read(dir.filePath(u"b-wal"_s)), "precious");
        QVERIFY(put(u"b"_s, "as well") && QFile::remove(dir.filePath(u"b-wal"_s)));
        QVERIFY(!copyDatabaseFiles(files, dir.filePath(u"a"_s), dir.filePath(u"b"_s)));
        QCOMPARE(*files.read(dir.filePath(u"b"_s)), "as well");
    }

    void aRowWithAFarNumberKeepsNobodyWaiting()
    {
        QTemporaryDir dir;
        fill(pathIn(dir), 3);
        {
            const auto opened = Outbox::open(pathIn(dir));
            auto &database = opened->outbox->database();
            QVERIFY(database.exec(u"PRAGMA ignore_check_constraints=ON"_s));
            QVERIFY(database.exec(u"UPDATE action SET state='GONE' WHERE local_seq=2"_s));
            QVERIFY(database.exec(u"UPDATE action SET rowid=9223372036854775807 WHERE local_seq=3"_s));
            QVERIFY(database.exec(u"UPDATE action SET rowid=-5 WHERE local_seq=1"_s));
        }
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        QCOMPARE(opened->salvaged, 2 + 1);
        QCOMPARE(opened->lost, 1);
        QCOMPARE(opened->outbox->load()->actions.size(), 2);
    }

    void manyFarNumbersAreNotEachDoubted()
    {
        constexpr int kActions = 20;
        QTemporaryDir dir;
        fill(pathIn(dir), kActions);
        QVERIFY(Outbox::open(pathIn(dir))
                    ->outbox->database()
                    .exec(u"UPDATE action SET rowid=20000*local_seq"_s)); // 20,000 apart
        Pages pages(pathIn(dir));
        spoilIndex(pages);
        const auto database = sql::Database::open({.path = pathIn(dir), .vfs = {}, .pragmas = {}});
        const auto found = findDamagedRowids(**database, u"action"_s);
        QVERIFY(found);
        QCOMPARE(found->rowids.size(), kActions);
        QCOMPARE(found->rows, kActions);
        const auto statements = (*database)->statementsRun();
        QVERIFY2(statements < 51'000, qPrintable(QString::number(statements)));
    }

    void rowsOnADamagedPageAreCountedAndNoOthers_data()
    {
        QTest::addColumn<bool>("isLast");
        QTest::addColumn<bool>("hasIndex");
        QTest::newRow("the last page") << true << true;
        QTest::newRow("a page in the middle") << false << true;
        QTest::newRow("the last page, and the index") << true << false;
        QTest::newRow("a page in the middle, and the index") << false << false;
    }
    void rowsOnADamagedPageAreCountedAndNoOthers()
    {
        QFETCH(bool, isLast);
        QFETCH(bool, hasIndex);
        constexpr int kActions = 400;
        QTemporaryDir dir;
        fill(pathIn(dir), kActions);
        {
            Pages pages(pathIn(dir));
            const int root = pages.root(u"action"_s);
            pages.spoil(isLast ? pages.lastBelow(root) : pages.middleBelow(root));
            if (!hasIndex)
                spoilIndex(pages);
        }
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        const int gone = kActions + 1 - opened->salvaged;
        QVERIFY2(gone > 0 && gone <= 20, qPrintable(QString::number(gone)));
        QCOMPARE(opened->lost, hasIndex ? gone : 1); // without it nobody can say how many
    }

    void aTornNumberHidesNoOtherRow_data()
    {
        QTest::addColumn<bool>("hasIndex");
        QTest::newRow("with the index") << true;
        QTest::newRow("without it") << false;
    }
    void aTornNumberHidesNoOtherRow()
    {
        QFETCH(bool, hasIndex);
        constexpr int kActions = 400;
        QTemporaryDir dir;
        fill(pathIn(dir), kActions);
        {
            Pages pages(pathIn(dir));
            pages.tearNumber(pages.middleBelow(pages.root(u"action"_s)));
            if (!hasIndex)
                spoilIndex(pages);
        }
        const auto opened = Outbox::open(pathIn(dir));
        QVERIFY(opened);
        QVERIFY(!opened->damagedCopy.isEmpty());
        const int gone = kActions + 1 - opened->salvaged;
        // Those beside it on its page may be found by nobody.
        QVERIFY2(gone <= 10, qPrintable(QString::number(gone)));
        QVERIFY2(opened->lost <= 10 && (!hasIndex || opened->lost == gone),
            qPrintable(QString::number(opened->lost)));
    }
};

QTEST_GUILESS_MAIN(TestSalvage)
#include "test_salvage.moc"
