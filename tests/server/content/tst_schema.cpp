// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/world.h"
#include "tests/support/schema_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// No released step of the server's ladder is ever edited, and from every released version there is a way up.
class SchemaTest : public QObject
{
    Q_OBJECT

private:
    static void everyVersion()
    {
        QTest::addColumn<int>("version");
        for (const auto &step : server::serverLadder())
            QTest::addRow("%d", step.version) << step.version;
    }
    static int latest() { return server::serverLadder().last().version; }
    /// What a family's server may hold, made by this version.
    static QString sampleData()
    {
        World w;
        const PostId post = w.posted(w.owner, w.all, u"Of the owner"_s);
        (void)w.pushOne(w.viewer, w.newComment(w.all, post, u"Of the viewer"_s));
        (void)w.pushOne(w.viewer, w.react(w.all, post, w.viewer, ReactionKind::Hug));
        (void)w.posted(w.contributor, w.all, u"Of the contributor"_s);
        (void)w.picture(w.owner);
        return dataText(*w.db);
    }

private Q_SLOTS:
    void eachVersionIsAsItWasReleased_data() { everyVersion(); }
    void eachVersionIsAsItWasReleased()
    {
        QFETCH(const int, version);
        const auto ladder = server::serverLadder();
        const auto database = *sql::Database::open({.path = u":memory:"_s, .vfs = {}, .pragmas = {}});
        QVERIFY(sql::migrate(*database, upTo(ladder, version)));
        const QString made = schemaText(*database);
        recordFixture(u"server"_s, version, u"schema"_s, made);
        QCOMPARE(made, fixture(u"server"_s, version, u"schema"_s));
        if (version == latest())
            recordFixture(u"server"_s, version, u"data"_s, sampleData());
        QVERIFY2(!fixture(u"server"_s, version, u"data"_s).isEmpty(), "record its data");
    }

    void eachVersionLeadsToThisOne_data() { everyVersion(); }
    void eachVersionLeadsToThisOne()
    {
        QFETCH(const int, version);
        QTemporaryDir dir;
        const QString path = dir.filePath(u"server.db"_s);
        QVERIFY(makeOfVersion(path, u"server"_s, version));
        const auto database = *server::openServerDatabase(path);
        const QString before = dataText(*database);
        QCOMPARE(*server::migrateServerDatabase(*database), version);
        QCOMPARE(schemaText(*database), fixture(u"server"_s, latest(), u"schema"_s));
        if (version == latest())
            QCOMPARE(dataText(*database), before);
        auto posts = database->query(u"SELECT COUNT(*) FROM post WHERE deleted_ms IS NULL"_s);
        QVERIFY(posts.run() && posts.next());
        QCOMPARE(posts.integer(0), 2);
        auto texts = database->query(u"SELECT COUNT(*) FROM comment"_s);
        QVERIFY(texts.run() && texts.next());
        QCOMPARE(texts.integer(0), 1);
    }

    void aNewerFileIsRefusedAndNotTouched()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"server.db"_s);
        {
            const auto database = *server::openServerDatabase(path);
            QVERIFY(server::migrateServerDatabase(*database));
            QVERIFY(database->exec(u"UPDATE schema_version SET version=99"_s));
        }
        const auto database = *server::openServerDatabase(path);
        const QString before = schemaText(*database) + dataText(*database);
        const auto migrated = server::migrateServerDatabase(*database);
        QVERIFY(!migrated);
        QCOMPARE(int(migrated.error().kind), int(sql::ErrorKind::Newer));
        QCOMPARE(schemaText(*database) + dataText(*database), before);
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"
