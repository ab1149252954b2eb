// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/database.h"
#include "storage/sql/migration.h"
#include "storage/sql/transaction.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::sql;
using namespace Qt::Literals::StringLiterals;

class TestSql : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    static std::unique_ptr<Database> empty()
    {
        auto database = Database::open({u":memory:"_s});
        return database ? std::move(*database) : nullptr;
    }
    static std::unique_ptr<Database> memory()
    {
        auto database = Database::open({u":memory:"_s});
        if (!database || !(*database)->exec(u"CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c BLOB)"_s))
            return nullptr;
        return std::move(*database);
    }

private Q_SLOTS:
    void valuesRoundTrip()
    {
        auto db = memory();
        const OpId id = *OpId::parse(u"0190163d-8694-739b-aea5-966c26f8ad91");
        QVERIFY(db->query(u"INSERT INTO t VALUES(?,?,?)"_s)
                    .bind(1LL << 60)
                    .bind(QString())
                    .bind(id)
                    .run()
                    .has_value());
        auto row = db->query(u"SELECT a,b,c FROM t"_s);
        QVERIFY(row.run().has_value());
        QVERIFY(row.next());
        QCOMPARE(row.int64(0), 1LL << 60);
        QVERIFY(!row.isNull(1)); // an empty text is a text
        QCOMPARE(row.id<OpId>(2), id);
        QVERIFY(!row.next());
    }

    void nullIdIsNull()
    {
        auto db = memory();
        QVERIFY(
            db->query(u"INSERT INTO t VALUES(?,?,?)"_s).bind(1).bind(QDate()).bind(OpId()).run().has_value());
        auto row = db->query(u"SELECT b,c FROM t"_s);
        QVERIFY(row.run().has_value() && row.next());
        QVERIFY(row.isNull(0));
        QVERIFY(row.isNull(1));
    }

    void statementIsReusedAndNested()
    {
        auto db = memory();
        for (int i = 1; i <= 3; ++i)
            QVERIFY(db->query(u"INSERT INTO t(a) VALUES(?)"_s).bind(i).run().has_value());
        int pairs = 0;
        auto outer = db->query(u"SELECT a FROM t"_s);
        QVERIFY(outer.run().has_value());
        while (outer.next()) {
            auto inner = db->query(u"SELECT a FROM t"_s);
            QVERIFY(inner.run().has_value());
            while (inner.next())
                ++pairs;
        }
        QCOMPARE(pairs, 9);
    }

    void badStatementReports()
    {
        auto db = memory();
        QVERIFY(!db->query(u"SELECT nothing FROM nowhere"_s).run().has_value());
        QVERIFY(!db->exec(u"BOGUS"_s).has_value());
    }

    void constraintIsNamed()
    {
        auto db = memory();
        QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(1)"_s).has_value());
        const auto again = db->query(u"INSERT INTO t(a) VALUES(?)"_s).bind(1).run();
        QVERIFY(!again.has_value());
        QCOMPARE(int(again.error().kind), int(ErrorKind::Constraint));
    }

    void transactionRollsBackUnlessCommitted()
    {
        auto db = memory();
        {
            Transaction transaction(*db);
            QVERIFY(transaction.begun().has_value());
            QVERIFY(db->inTransaction());
            QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(1)"_s).has_value());
        }
        QVERIFY(!db->inTransaction());
        Transaction transaction(*db);
        QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(2)"_s).has_value());
        {
            Savepoint savepoint(*db);
            QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(3)"_s).has_value());
        }
        {
            Savepoint savepoint(*db);
            QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(4)"_s).has_value());
            QVERIFY(savepoint.release().has_value());
        }
        QVERIFY(transaction.commit().has_value());
        auto rows = db->query(u"SELECT group_concat(a) FROM (SELECT a FROM t ORDER BY a)"_s);
        QVERIFY(rows.run().has_value() && rows.next());
        QCOMPARE(rows.text(0), u"2,4"_s);
    }

    void aTransactionThatSqliteEndedTakesNoMore()
    {
        auto db = memory();
        QVERIFY(db->exec(u"PRAGMA max_page_count=2"_s).has_value());
        Transaction transaction(*db);
        QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(1)"_s).has_value());
        QVERIFY(!db->lostTransaction());
        const auto full = db->exec(u"INSERT INTO t(a,c) VALUES(2, zeroblob(100000))"_s);
        QVERIFY(!full.has_value());
        QCOMPARE(int(full.error().kind), int(ErrorKind::Full));
        QVERIFY(db->lostTransaction());
        // Without a transaction around it each of these would be kept for itself.
        {
            Savepoint savepoint(*db);
            QVERIFY(!db->query(u"INSERT INTO t(a) VALUES(3)"_s).run().has_value());
            QVERIFY(!savepoint.release().has_value());
        }
        QVERIFY(!db->exec(u"INSERT INTO t(a) VALUES(4)"_s).has_value());
        const auto done = transaction.commit();
        QVERIFY(!done.has_value());
        QCOMPARE(int(done.error().kind), int(ErrorKind::Full));
        QVERIFY(!db->lostTransaction());
        auto rows = db->query(u"SELECT count(*) FROM t"_s);
        QVERIFY(rows.run().has_value() && rows.next());
        QCOMPARE(rows.integer(0), 0);
        Transaction next(*db);
        QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(5)"_s).has_value());
        QVERIFY(next.commit().has_value());
    }

    void aRefusedStatementLeavesItsTransaction()
    {
        auto db = memory();
        Transaction transaction(*db);
        QVERIFY(db->exec(u"INSERT INTO t(a) VALUES(1)"_s).has_value());
        QVERIFY(!db->exec(u"INSERT INTO t(a) VALUES(1)"_s).has_value());
        QVERIFY(!db->exec(u"BOGUS"_s).has_value());
        QVERIFY(!db->lostTransaction());
        QVERIFY(transaction.commit().has_value());
    }

    void secondWriterIsBusy()
    {
        OpenOptions options{path(u"busy.db"_s)};
        options.busyTimeoutMs = 0;
        auto first = Database::open(options);
        auto second = Database::open(options);
        QVERIFY(first && second);
        Transaction one(**first);
        QVERIFY(one.begun().has_value());
        Transaction two(**second);
        QVERIFY(!two.begun().has_value());
        QCOMPARE(int(two.begun().error().kind), int(ErrorKind::Busy));
        QVERIFY(!two.commit().has_value());
    }

    void ladderStopsAtTheFirstError()
    {
        auto db = empty();
        const Migration ladder[] = {{1, {u"CREATE TABLE one(a)"_s}},
            {2, {u"CREATE TABLE two(a)"_s, u"CREATE TABLE one(a)"_s}}, {3, {u"CREATE TABLE three(a)"_s}}};
        QVERIFY(!migrate(*db, ladder).has_value());
        QCOMPARE(*schemaVersion(*db), 1);
        QVERIFY(!db->exec(u"SELECT * FROM two"_s).has_value()); // the broken step left nothing
        const Migration mended[] = {ladder[0], {2, {u"CREATE TABLE two(a)"_s}}, ladder[2]};
        QCOMPARE(*migrate(*db, mended), 1);
        QCOMPARE(*schemaVersion(*db), 3);
        QCOMPARE(*migrate(*db, mended), 3);
    }

    void newerDatabaseIsRefused()
    {
        auto db = empty();
        const Migration newer[] = {{1, {}}, {2, {}}};
        QVERIFY(migrate(*db, newer).has_value());
        const auto older = migrate(*db, std::span(newer, 1));
        QVERIFY(!older.has_value());
        QCOMPARE(int(older.error().kind), int(ErrorKind::Newer));
        QCOMPARE(*schemaVersion(*db), 2);
    }

    void aVersionBeyondAllIsNewer()
    {
        auto db = empty();
        const Migration ladder[] = {{1, {u"CREATE TABLE one(a)"_s}}};
        QVERIFY(migrate(*db, ladder).has_value());
        QVERIFY(db->exec(u"UPDATE schema_version SET version=9223372036854775807"_s).has_value());
        QCOMPARE(int(migrate(*db, ladder).error().kind), int(ErrorKind::Newer));
    }

    void tablesWithoutAVersionAreDamage()
    {
        const Migration ladder[] = {{1, {u"CREATE TABLE one(a)"_s}}};
        for (const auto &damage : {u"UPDATE schema_version SET version=0"_s,
                 u"UPDATE schema_version SET version=-4"_s, u"UPDATE schema_version SET version='x'"_s,
                 u"DELETE FROM schema_version"_s, u"DROP TABLE schema_version"_s}) {
            auto db = empty();
            QVERIFY(migrate(*db, ladder).has_value());
            QVERIFY(db->exec(damage).has_value());
            QCOMPARE(int(schemaVersion(*db).error().kind), int(ErrorKind::Corrupt));
            QCOMPARE(int(migrate(*db, ladder).error().kind), int(ErrorKind::Corrupt));
        }
        auto begun = empty(); // ended before its first step
        QVERIFY(begun->exec(u"CREATE TABLE schema_version(version INTEGER NOT NULL)"_s).has_value());
        QCOMPARE(*migrate(*begun, ladder), 0);
    }

    void aKeyThatWasBrokenBeforeStopsNoStep()
    {
        auto db = empty();
        const Migration ladder[] = {{1,
                                        {u"CREATE TABLE parent(id INTEGER PRIMARY KEY)"_s,
                                            u"CREATE TABLE child(parent INTEGER REFERENCES parent(id))"_s}},
            {2, {u"CREATE TABLE other(a)"_s}}, {3, {u"INSERT INTO child VALUES(8)"_s}}};
        QVERIFY(migrate(*db, std::span(ladder, 1)).has_value());
        QVERIFY(db->exec(u"PRAGMA foreign_keys=OFF"_s).has_value());
        QVERIFY(db->exec(u"INSERT INTO child VALUES(7)"_s).has_value());
        QVERIFY(migrate(*db, std::span(ladder, 2)).has_value());
        QCOMPARE(int(migrate(*db, ladder).error().kind), int(ErrorKind::Constraint));
        QCOMPARE(*schemaVersion(*db), 2);
    }

    void damagedFileIsNamed()
    {
        QFile file(path(u"damaged.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        OpenOptions options{file.fileName()};
        options.pragmas = {u"journal_mode=WAL"_s};
        const auto opened = Database::open(options);
        QVERIFY(!opened.has_value());
        QCOMPARE(int(opened.error().kind), int(ErrorKind::Corrupt));
    }

    void missingFolderIsNamed()
    {
        const auto opened = Database::open({path(u"no/such/folder.db"_s)});
        QVERIFY(!opened.has_value());
        QCOMPARE(int(opened.error().kind), int(ErrorKind::CannotOpen));
    }
};

QTEST_GUILESS_MAIN(TestSql)
#include "test_sql.moc"
