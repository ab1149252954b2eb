// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/cache_schema.h"
#include "storage/outbox_schema.h"
#include "tests/support/schema_fixture.h"
#include "tests/unit/storage/sample_rows.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QVector<sql::Migration> &ladderOf(const QString &store)
{
    return store == u"outbox" ? outboxLadder() : cacheLadder();
}

std::unique_ptr<sql::Database> openPlain(const QString &path)
{
    auto database = sql::Database::open({.path = path, .vfs = {}, .pragmas = {u"foreign_keys=ON"_s}});
    return database ? std::move(*database) : nullptr;
}

void everyVersion()
{
    QTest::addColumn<QString>("store");
    QTest::addColumn<int>("version");
    for (const auto &store : {u"outbox"_s, u"cache"_s}) {
        for (const auto &step : ladderOf(store))
            QTest::addRow("%s %d", qPrintable(store), step.version) << store << step.version;
    }
}

/// What a person's cache may hold, made by this version.
QString sampleCache()
{
    CacheFixture f;
    f.apply({postItem(100, 1, kStartMs), postItem(101, 2, kStartMs + kDayMs, PostKind::Photo),
        postItem(102, 3, kStartMs - 40 * kDayMs, PostKind::Update, true), commentItem(200, 100, 4),
        commentItem(201, 100, 5, true), reactionItem(kSelf, 100, 6, ReactionKind::Joy)});
    return dataText(f.cache->database());
}

} // namespace

/// No released step is ever edited, and from every released version there is a way up.
class TestSchemas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachVersionIsAsItWasReleased_data() { everyVersion(); }
    void eachVersionIsAsItWasReleased()
    {
        QFETCH(const QString, store);
        QFETCH(const int, version);
        const auto database = openPlain(u":memory:"_s);
        QVERIFY(sql::migrate(*database, upTo(ladderOf(store), version)));
        const QString made = schemaText(*database);
        recordFixture(store, version, u"schema"_s, made);
        QCOMPARE(made, fixture(store, version, u"schema"_s));
        if (store == u"cache" && version == ladderOf(store).last().version)
            recordFixture(store, version, u"data"_s, sampleCache());
        QVERIFY2(!fixture(store, version, u"data"_s).isEmpty(), "record its data");
    }

    void eachVersionLeadsToThisOne_data() { everyVersion(); }
    void eachVersionLeadsToThisOne()
    {
        QFETCH(const QString, store);
        QFETCH(const int, version);
        QTemporaryDir dir;
        const QString path = dir.filePath(store);
        QVERIFY(makeOfVersion(path, store, version));
        const auto database = openPlain(path);
        const QString before = dataText(*database);
        const auto &ladder = ladderOf(store);
        QCOMPARE(*sql::migrate(*database, ladder), version);
        QCOMPARE(*sql::schemaVersion(*database), ladder.last().version);
        QCOMPARE(schemaText(*database), fixture(store, ladder.last().version, u"schema"_s));
        QVERIFY(!before.isEmpty());
        if (version == ladder.last().version)
            QCOMPARE(dataText(*database), before);
    }

    void theCacheOfEachVersionIsShown_data()
    {
        QTest::addColumn<int>("version");
        for (const auto &step : cacheLadder())
            QTest::addRow("%d", step.version) << step.version;
    }
    void theCacheOfEachVersionIsShown()
    {
        QFETCH(const int, version);
        QTemporaryDir dir;
        QVERIFY(makeOfVersion(dir.filePath(u"cache.db"_s), u"cache"_s, version));
        const auto opened = Cache::open(dir.filePath(u"cache.db"_s), kSelf);
        QVERIFY(opened && !opened->rebuilt);
        const auto page = opened->cache->feedPage({kFamily, {}, {}, {}, {}, 100});
        QVERIFY(page);
        QCOMPARE(page->cards.size(), 2);
        QCOMPARE((*opened->cache->postCard(sampleId<PostId>(100)))->commentCount, 1);
        QCOMPARE(opened->cache->streams()->constFirst().cursor, 6);
    }

    void thePicturesOfAnOlderCacheAreCounted()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"cache.db"_s);
        QVERIFY(makeOfVersion(path, u"cache"_s, 1));
        {
            const auto older = openPlain(path);
            QVERIFY(older->exec(
                u"UPDATE post SET row=json_set(row,'$.media',json('[\"%1\",\"%2\"]')) WHERE shown=1"_s.arg(
                    sampleId<MediaId>(1).toString(), sampleId<MediaId>(2).toString())));
            QVERIFY(older->exec(u"UPDATE post SET row='{}' WHERE shown=0"_s)); // as moves leave them
        }
        const auto opened = Cache::open(path, kSelf);
        QVERIFY(opened && !opened->rebuilt);
        FeedQuery query{kFamily, {}, {}, {}, {}, 100};
        query.pictured = true;
        QCOMPARE(opened->cache->feedPage(query)->cards.size(), 2);
        QCOMPARE(opened->cache->feedPage(query)->cards.constFirst().post.media.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestSchemas)
#include "test_schemas.moc"
