// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "protocol/rng.h"
#include "server/cache/access_cache.h"
#include "server/cache/gzip.h"
#include "server/cache/head_table.h"
#include "server/cache/page_cache.h"
#include "server/cache/single_flight.h"
#include "server/http/page_shelf.h"
#include "server/http/rate_limiter.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;

namespace {

SeededRng rng(7);

FamilyId family()
{
    return rng.mintV4<FamilyId>();
}

PagePtr pageOf(qsizetype size)
{
    return std::make_shared<const CachedPage>(
        std::make_shared<const QByteArray>(size, 'x'), "application/json");
}

} // namespace

class TestCaches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesLeaveByAgeOfUse();
    void aPageLargerThanTheCacheIsNotKept();
    void largePagesHaveAGzipForm();
    void packingIsForThreadsThatMayWait();
    void headsRiseAndAreNotPutBack();
    void headsOfAnEmptiedTableAreNotPutBack();
    void headsHearOfABackup();
    void tagsNeedEveryHead();
    void accessReadBeforeAChangeIsNotKept();
    void accessIsDroppedByPersonAndByFamily();
    void oneFlightAKey();
    void bucketsEmptyAndFill();
    void bucketsAreBounded();
};

void TestCaches::pagesLeaveByAgeOfUse()
{
    LruPageCache cache(4'000);
    cache.store("a", pageOf(1'000));
    cache.store("b", pageOf(1'000));
    QVERIFY(cache.find("a"));
    cache.store("c", pageOf(1'000));
    cache.store("d", pageOf(1'000));
    QVERIFY(!cache.find("b"));
    QVERIFY(cache.find("d"));
    QVERIFY(cache.bytes() <= 4'000);
}

void TestCaches::aPageLargerThanTheCacheIsNotKept()
{
    LruPageCache cache(1'000);
    cache.store("small", pageOf(100));
    const qint64 before = cache.bytes();
    cache.store("a", pageOf(2'000));
    QVERIFY(!cache.find("a"));
    QVERIFY(cache.find("small")); // nor does it drive others out
    QCOMPARE(cache.bytes(), before);
}

void TestCaches::largePagesHaveAGzipForm()
{
    const auto small = pageOf(limits::kGzipMinBytes);
    QVERIFY(small->isPacked());
    QVERIFY(!small->gzipped());
    const auto page = pageOf(limits::kGzipMinBytes + 1);
    QVERIFY(!page->isPacked()); // nobody asked for it yet
    const auto packed = page->gzipped();
    QVERIFY(packed && packed->startsWith("\x1f\x8b"));
    QVERIFY(page->isPacked());
    QCOMPARE(page->gzipped(), packed);
    QVERIFY(page->body()->size() + packed->size() <= page->bytes());
}

void TestCaches::packingIsForThreadsThatMayWait()
{
    AccessDirectory access;
    LruPageCache pages(1'000'000);
    PageShelf shelf(access, pages);
    Request plain;
    Request packs;
    packs.headers.insert("accept-encoding", "gzip");
    auto response = Response::bytes(200, "application/json", QByteArray(10'000, 'x'));
    response.with("x-preggo-cache", "k");
    QVERIFY(shelf.keep("key", plain, response).page);
    QVERIFY(!shelf.findReady("key", packs)); // it would have to be packed
    QVERIFY(shelf.findReady("key", plain));
    const auto found = shelf.find("key", packs);
    QVERIFY(found && found->page->isPacked());
    QVERIFY(shelf.findReady("key", packs));
}

void TestCaches::headsRiseAndAreNotPutBack()
{
    HeadTable heads(10);
    const auto stream = StreamId::all(family());
    const auto epoch = rng.mintV4<EpochId>();
    const auto generation = heads.generation();
    heads.published(stream, {epoch, 6, 6});
    heads.loaded(stream, {epoch, 5, 5}, generation); // read before the commit of 6
    QCOMPARE(heads.find(stream)->head, 6);
}

void TestCaches::headsOfAnEmptiedTableAreNotPutBack()
{
    HeadTable heads(1);
    const auto stream = StreamId::all(family());
    const auto epoch = rng.mintV4<EpochId>();
    const auto generation = heads.generation();
    heads.published(stream, {epoch, 6, 6});
    heads.published(StreamId::all(family()), {epoch, 1, 1}); // no room: the table is emptied
    heads.loaded(stream, {epoch, 5, 5}, generation);
    QVERIFY(!heads.find(stream));
}

void TestCaches::headsHearOfABackup()
{
    HeadTable heads(10);
    const auto stream = StreamId::all(family());
    const auto epoch = rng.mintV4<EpochId>();
    heads.published(stream, {epoch, 6, 2});
    QCOMPARE(heads.find(stream)->durable, 2);
    heads.backedUp({{stream, {epoch, 5, 5}}, {StreamId::all(family()), {epoch, 9, 9}}});
    QCOMPARE(*heads.find(stream), (Head{epoch, 6, 5}));
    heads.backedUp({{stream, {rng.mintV4<EpochId>(), 6, 6}}}); // of another history
    QCOMPARE(*heads.find(stream), (Head{epoch, 6, 5}));
}

void TestCaches::tagsNeedEveryHead()
{
    HeadTable heads(10);
    const auto known = StreamId::all(family());
    heads.published(known, {rng.mintV4<EpochId>(), 3, 3});
    QByteArray tags;
    QVERIFY(heads.appendTags({known}, tags));
    QVERIFY(tags.startsWith(known.toString().toLatin1()));
    QVERIFY(tags.endsWith(" 3\n"));
    QVERIFY(!heads.appendTags({known, StreamId::parents(known.family())}, tags));
}

void TestCaches::accessReadBeforeAChangeIsNotKept()
{
    AccessCache cache(10);
    const auto id = family();
    const auto user = rng.mintV4<UserId>();
    const auto revision = cache.revision();
    cache.drop(id, user);
    cache.store(id, user, {StreamId::all(id)}, revision);
    QVERIFY(!cache.find(id, user));
    cache.store(id, user, {StreamId::all(id)}, cache.revision());
    QCOMPARE(cache.find(id, user)->size(), 1);
}

void TestCaches::accessIsDroppedByPersonAndByFamily()
{
    AccessCache cache(10);
    const auto id = family();
    const auto one = rng.mintV4<UserId>();
    const auto two = rng.mintV4<UserId>();
    cache.store(id, one, {StreamId::all(id)}, cache.revision());
    cache.store(id, two, {StreamId::all(id)}, cache.revision());
    cache.drop(id, one);
    QVERIFY(!cache.find(id, one));
    QVERIFY(cache.find(id, two));
    cache.drop(id, {});
    QVERIFY(!cache.find(id, two));
}

void TestCaches::oneFlightAKey()
{
    SingleFlight flights;
    QVector<PagePtr> got;
    const auto follow = [&got](const PagePtr &page) { got.append(page); };
    QVERIFY(flights.lead("k", follow));
    QVERIFY(!flights.lead("k", follow));
    QVERIFY(flights.lead("other", follow));
    const auto page = pageOf(10);
    flights.finish("k", page);
    QCOMPARE(got, QVector<PagePtr>{page});
    QVERIFY(flights.lead("k", follow));
}

void TestCaches::bucketsEmptyAndFill()
{
    test::FakeClock clock;
    RateLimiter limiter(clock, {2, 3}, 10);
    for (int i = 0; i < 3; ++i)
        QVERIFY(!limiter.take("a"));
    QCOMPARE(limiter.take("a"), std::optional(1));
    QVERIFY(!limiter.take("b"));
    clock.advance(500);
    QVERIFY(!limiter.take("a"));
    QVERIFY(limiter.take("a"));
    clock.advance(60'000); // what it does not hold is lost
    for (int i = 0; i < 3; ++i)
        QVERIFY(!limiter.take("a"));
    QVERIFY(limiter.take("a"));
}

void TestCaches::bucketsAreBounded()
{
    test::FakeClock clock;
    RateLimiter limiter(clock, {1, 1}, 2);
    QVERIFY(!limiter.take("a"));
    QVERIFY(limiter.take("a"));
    clock.advance(1'000); // "a" is full again and may be forgotten
    QVERIFY(!limiter.take("b"));
    QVERIFY(!limiter.take("c"));
    QVERIFY(limiter.take("c"));
    // A flood: no bucket is full, and all are forgotten rather than one more kept.
    QVERIFY(!limiter.take("d"));
    QVERIFY(!limiter.take("b"));
}

QTEST_GUILESS_MAIN(TestCaches)
#include "tst_caches.moc"
