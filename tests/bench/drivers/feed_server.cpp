// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/drivers/bench.h"
#include "tests/bench/drivers/server_client.h"
#include "tests/bench/load/http_load.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Scene
{
    Bench &bench;
    ServingProcess &server;
    SignedIn who;

    [[nodiscard]] QByteArray path() const { return "/api/v1/feed/family/" + who.family + "?limit=20"; }
};

LoadPlan planFor(const Bench &bench, const ServingProcess &server)
{
    LoadPlan plan;
    plan.port = server.port();
    plan.serverPid = server.pid();
    plan.milliseconds = bench.scaled(3'000, 300);
    plan.requests = 1'000'000;
    return plan;
}

/// The same answer size from the bare server, with and without the tag that makes it a 304.
LoadResult staticFloor(Bench &bench, qsizetype bytes, bool notModified)
{
    const auto floor = ServingProcess::start(
        siblingProgram(u"floor-static-http"_s), {QString::number(std::max<qsizetype>(64, bytes))});
    if (!floor)
        return {};
    LoadPlan plan = planFor(bench, *floor);
    const QByteArray request = getRequest("/", notModified ? "If-None-Match: \"floor\"\r\n" : QByteArray());
    plan.next = [&] { return request; };
    return runLoad(plan);
}

void addRate(Bench &bench, const QString &name, const LoadResult &result, const LoadResult &floor)
{
    if (result.failed > 0 || result.answered == 0)
        bench.miss(u"%1: %2 of %3 requests failed"_s.arg(name)
                       .arg(result.failed)
                       .arg(result.failed + result.answered));
    bench.add(name + u".cpu"_s, result.serverCpuUs, u"us"_s, floor.serverCpuUs);
    bench.add(name + u".rate"_s, result.requestsPerSecond, u"req/s"_s, floor.requestsPerSecond);
    bench.add(
        name + u".latency_p50"_s, result.latencyMs.percentile(0.5), u"ms"_s, floor.latencyMs.percentile(0.5));
    bench.add(name + u".latency_p99"_s, result.latencyMs.percentile(0.99), u"ms"_s,
        floor.latencyMs.percentile(0.99));
}

void cachedPage(Scene &scene)
{
    const Answer first = ask(scene.server.port(), getRequest(scene.path(), scene.who.authorization));
    if (first.status != 200)
        return scene.bench.miss(u"the feed's first page answers %1"_s.arg(first.status));
    LoadPlan plan = planFor(scene.bench, scene.server);
    const QByteArray request = getRequest(scene.path(), scene.who.authorization);
    plan.next = [&] { return request; };
    const LoadResult warm = runLoad(plan);
    const auto bytes = static_cast<qsizetype>(warm.bytesPerAnswer);
    addRate(scene.bench, u"feed_server.cached_page"_s, warm, staticFloor(scene.bench, bytes, false));

    const QByteArray conditional =
        getRequest(scene.path(), scene.who.authorization + "If-None-Match: " + first.header("etag") + "\r\n");
    plan.next = [&] { return conditional; };
    const LoadResult unchanged = runLoad(plan);
    if (!unchanged.lastHead.contains(" 304 "))
        scene.bench.miss(u"an unchanged page is not answered by 304"_s);
    addRate(scene.bench, u"feed_server.not_modified"_s, unchanged, staticFloor(scene.bench, bytes, true));
}

/// A request to the bare server: what the network adds to a page.
double requestFloorMs(qsizetype bytes)
{
    const auto floor =
        ServingProcess::start(siblingProgram(u"floor-static-http"_s), {QString::number(bytes)});
    Samples samples;
    for (int i = 0; floor && i < 100; ++i)
        samples.add(askOnce(floor->port(), getRequest("/")).latencyMs.percentile(0.5));
    return samples.percentile(0.5);
}

/// What reading through pages that nobody asked for before took.
struct PageReads
{
    Samples near;
    Samples deep;
    QVector<QByteArray> posts; ///< ids that the pages showed
    double bytes = 0; ///< of all pages
};

/// Each page is read from the database.
PageReads readPages(Scene &scene, int pages)
{
    PageReads reads;
    QByteArray cursor;
    for (int page = 0; page < pages; ++page) {
        const QByteArray path = scene.path() + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor);
        const LoadResult answer = askOnce(scene.server.port(), getRequest(path, scene.who.authorization));
        if (!answer.lastHead.contains(" 200 "))
            break;
        if (page > 0)
            (page < pages / 2 ? reads.near : reads.deep).add(answer.latencyMs.percentile(0.5));
        reads.bytes += answer.bytesPerAnswer;
        const QJsonObject json = QJsonDocument::fromJson(answer.lastBody).object();
        for (const auto &post : json[u"posts"_s].toArray())
            reads.posts.append(post.toObject()[u"id"_s].toString().toUtf8());
        cursor = json[u"next_cursor"_s].toString().toUtf8();
        if (cursor.isEmpty())
            break;
    }
    return reads;
}

/// Returns the ids of the posts that it met.
QVector<QByteArray> databasePages(Scene &scene, const QJsonObject &floor)
{
    const int pages = scene.bench.scaled(480, 12);
    const PageReads reads = readPages(scene, pages);
    const double network = requestFloorMs(static_cast<qsizetype>(reads.bytes / pages));
    scene.bench.add(u"feed_server.database_page.p50"_s, reads.near.percentile(0.5), u"ms"_s,
        network + floor.value(u"page_ms_p50").toDouble());
    scene.bench.add(u"feed_server.database_page_deep.p50"_s, reads.deep.percentile(0.5), u"ms"_s,
        network + floor.value(u"deep_page_ms_p50").toDouble());
    return reads.posts;
}

/// Each request sets another reaction; each is on the disk before its answer.
void reactions(Scene &scene, const QVector<QByteArray> &posts, double floorCommits)
{
    constexpr const char *kKinds[] = {"love", "hug", "joy", "wow", "celebrate", "pray"};
    LoadPlan plan = planFor(scene.bench, scene.server);
    plan.connections = 64;
    qsizetype at = 0;
    plan.next = [&] {
        const QByteArray &post = posts[at % posts.size()];
        const QByteArray kind = kKinds[(at / posts.size() + at) % 6];
        ++at;
        const QByteArray key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        return postRequest("/api/v1/feed/reactions",
            R"({"pregnancy_id":")" + scene.who.family + R"(","post":")" + post + R"(","kind":")" + kind
                + R"("})",
            scene.who.authorization + "Idempotency-Key: " + key + "\r\n");
    };
    const LoadResult result = runLoad(plan);
    if (result.failed > 0 || result.answered == 0)
        scene.bench.miss(u"reactions: %1 failed, %2"_s.arg(result.failed)
                             .arg(QString::fromUtf8(result.lastBody.left(200))));
    scene.bench.add(
        u"feed_server.durable_reaction.rate"_s, result.requestsPerSecond, u"req/s"_s, floorCommits);
    scene.bench.add(u"feed_server.durable_reaction.cpu"_s, result.serverCpuUs, u"us"_s);
    scene.bench.add(
        u"feed_server.durable_reaction.latency_p99"_s, result.latencyMs.percentile(0.99), u"ms"_s);
}

} // namespace

void benchFeedServer(Bench &bench)
{
    const auto server = serve(bench, seededData(bench, bench.scaled(10'000, 300)));
    if (!server)
        return;
    const auto who = signIn(server->port(), 0);
    if (!who)
        return bench.miss(u"nobody can sign in"_s);
    const auto floor = runForJson(siblingProgram(u"floor-sqlite"_s),
        {u"--rows"_s, QString::number(bench.scaled(1'000'000, 5'000)), u"--commits"_s,
            QString::number(bench.scaled(3'000, 100)), u"--folder"_s, bench.directory});
    if (!floor)
        return bench.miss(u"the database's floor"_s);
    Scene scene{bench, *server, *who};
    cachedPage(scene);
    const auto posts = databasePages(scene, *floor);
    if (posts.isEmpty())
        return bench.miss(u"the feed has no posts"_s);
    reactions(scene, posts, floor->value(u"commits_per_second").toDouble());
}

} // namespace preggo::bench
