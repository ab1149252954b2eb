// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/transaction.h"
#include "tests/support/schema_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace preggo::sql;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What ladders do: a table, a column with data, a table that is rebuilt under its children, an index.
const QVector<Migration> kLadder{
    {1,
        {u"CREATE TABLE parent(id INTEGER PRIMARY KEY, text TEXT)"_s,
            u"CREATE TABLE child(id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent(id) ON DELETE CASCADE)"_s,
            u"INSERT INTO parent VALUES(1,'one'),(2,'two')"_s, u"INSERT INTO child VALUES(10,1),(11,2)"_s}},
    {2,
        {u"ALTER TABLE parent ADD COLUMN length INTEGER NOT NULL DEFAULT 0"_s,
            u"UPDATE parent SET length=length(text)"_s}},
    {3,
        {u"CREATE TABLE parent_new(id INTEGER PRIMARY KEY, body TEXT NOT NULL, length INTEGER NOT NULL)"_s,
            u"INSERT INTO parent_new SELECT id, text, length FROM parent"_s, u"DROP TABLE parent"_s,
            u"ALTER TABLE parent_new RENAME TO parent"_s}},
    {4, {u"CREATE INDEX by_length ON parent(length)"_s, u"INSERT INTO parent VALUES(3,'three',5)"_s}},
};

std::unique_ptr<Database> openAt(const QString &path)
{
    auto database = Database::open({.path = path,
        .vfs = {},
        .pragmas = {
            u"journal_mode=WAL"_s, u"synchronous=FULL"_s, u"wal_autocheckpoint=0"_s, u"foreign_keys=ON"_s}});
    return database ? std::move(*database) : nullptr;
}

/// All that a database holds.
QString all(Database &database)
{
    return schemaText(database) + dataText(database);
}

/// What a whole climb to each version leaves; "" for the empty database.
QStringList wholeSteps()
{
    QStringList texts{QString()};
    for (const auto &step : kLadder) {
        auto database = *Database::open({u":memory:"_s});
        texts.append(migrate(*database, upTo(kLadder, step.version)) ? all(*database) : u"failed"_s);
    }
    return texts;
}

} // namespace

class TestLadder : public QObject
{
    Q_OBJECT

private:
    QStringList m_steps;

private Q_SLOTS:
    void initTestCase() { m_steps = wholeSteps(); }

    void eachVersionLeadsToEachLaterOne()
    {
        for (int from = 0; from <= 4; ++from) {
            for (int to = from + 1; to <= 4; ++to) {
                auto database = openAt(u":memory:"_s);
                QVERIFY(migrate(*database, upTo(kLadder, from)));
                QCOMPARE(*migrate(*database, upTo(kLadder, to)), from);
                QCOMPARE(all(*database), m_steps[to]);
            }
        }
    }

    void aRebuiltTableKeepsItsChildren()
    {
        auto database = openAt(u":memory:"_s);
        QVERIFY(migrate(*database, kLadder));
        auto children = database->query(u"SELECT COUNT(*) FROM child"_s);
        QVERIFY(children.run() && children.next());
        QCOMPARE(children.integer(0), 2);
        QVERIFY(!database->exec(u"INSERT INTO child VALUES(12, 99)"_s)); // keys are checked again
    }

    void aStepThatBreaksAForeignKeyIsRefused()
    {
        auto database = openAt(u":memory:"_s);
        QVERIFY(migrate(*database, upTo(kLadder, 1)));
        QVector<Migration> broken = kLadder;
        broken[1].statements = {u"DELETE FROM parent WHERE id=1"_s};
        const auto done = migrate(*database, broken);
        QVERIFY(!done);
        QCOMPARE(int(done.error().kind), int(ErrorKind::Constraint));
        QCOMPARE(all(*database), m_steps[1]);
    }

    void anErrorInAStepLeavesTheOneBefore_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("statement");
        for (const auto &step : kLadder) {
            for (int i = 0; i <= step.statements.size(); ++i)
                QTest::addRow("step %d, statement %d", step.version, i) << step.version << i;
        }
    }
    void anErrorInAStepLeavesTheOneBefore()
    {
        QFETCH(int, step);
        QFETCH(int, statement);
        auto database = openAt(u":memory:"_s);
        QVector<Migration> broken = kLadder;
        broken[step - 1].statements.insert(statement, u"INSERT INTO nowhere VALUES(1)"_s);
        QVERIFY(!migrate(*database, broken));
        QCOMPARE(*schemaVersion(*database), step - 1);
        if (step > 1)
            QCOMPARE(all(*database), m_steps[step - 1]);
        auto keys = database->query(u"PRAGMA foreign_keys"_s);
        QVERIFY(keys.run() && keys.next() && keys.boolean(0));
        QCOMPARE(*migrate(*database, kLadder), step - 1); // mended, it goes on from there
        QCOMPARE(all(*database), m_steps[4]);
    }

    /// Every write is in the log, in order: what a power cut leaves is a beginning of it, torn anywhere.
    void aPowerCutLeavesWholeSteps()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"whole.db"_s);
        auto database = openAt(path);
        QVERIFY(migrate(*database, kLadder));
        QFile log(path + u"-wal"_s);
        QFile file(path);
        QVERIFY(log.open(QIODevice::ReadOnly) && file.open(QIODevice::ReadOnly));
        const QByteArray written = log.readAll();
        const QByteArray base = file.readAll();
        QVERIFY(written.size() > 20'000);
        constexpr qsizetype kSector = 512;
        int last = 0;
        QSet<int> met;
        for (qsizetype at = 0; at < written.size() + kSector; at += kSector) {
            const qsizetype length = qMin(at, written.size());
            const QString cut = dir.filePath(u"cut-%1.db"_s.arg(length));
            write(cut, base);
            write(cut + u"-wal"_s, written.left(length));
            auto after = openAt(cut);
            QVERIFY(after);
            const auto version = schemaVersion(*after);
            QVERIFY(version);
            if (*version > 0)
                QCOMPARE(all(*after), m_steps[*version]);
            QVERIFY(*version >= last);
            last = *version;
            met.insert(last);
            QVERIFY(migrate(*after, kLadder));
            QCOMPARE(all(*after), m_steps[4]);
        }
        QCOMPARE(met.size(), 5); // each step by itself
    }

private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
};

QTEST_GUILESS_MAIN(TestLadder)
#include "test_ladder.moc"
