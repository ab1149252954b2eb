// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// startup, interaction and scroll: the real client on a prepared profile, beside a bare list.
#include "tests/bench/drivers/client_runs.h"
#include "tests/bench/probe/samples.h"

#include <QHash>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPosts = 10'000;
constexpr int kPhotoPosts = 2'000;
constexpr int kFewPosts = 300;

double number(const std::optional<QJsonObject> &figures, const QString &name)
{
    return figures ? figures->value(name).toDouble() : 0;
}

/// A profile of so many posts, and a server that it belongs to. Kept for the other benchmarks.
struct Stage
{
    std::unique_ptr<ServingProcess> server;
    QString profile;
};

Stage setUp(Bench &bench, int posts, bool photosOnly)
{
    Stage stage;
    const QString data = seededData(bench, posts, photosOnly);
    stage.server = serve(bench, data);
    if (stage.server)
        stage.profile = clientProfile(bench, *stage.server, data, posts);
    return stage;
}

void tapsBeside(
    Bench &bench, const Stage &stage, const QString &name, const std::optional<QJsonObject> &floor)
{
    const auto client = runClient(
        bench, stage.profile, stage.server->port(), {u"--taps"_s, QString::number(bench.scaled(200, 10))});
    if (!client)
        return;
    if (number(client, u"tap_ms_count"_s) < 1)
        bench.miss(u"no tap was shown"_s);
    for (const auto &share : {u"p50"_s, u"p99"_s, u"max"_s}) {
        const QString key = u"tap_ms_"_s + share;
        bench.add(u"interaction.tap_to_frame.%1.%2"_s.arg(name, share), number(client, key), u"ms"_s,
            number(floor, key));
    }
}

} // namespace

void benchStartup(Bench &bench)
{
    Stage stage = setUp(bench, bench.scaled(kPosts, kFewPosts), false);
    if (stage.profile.isEmpty())
        return;
    stage.server->kill(); // what is cached shows without it
    Samples floor;
    Samples client;
    Samples memory;
    const QStringList steps{u"main"_s, u"client"_s, u"window"_s}; // what the start is made of
    QHash<QString, Samples> times;
    // In turns, so that a noisy moment meets both.
    for (int i = 0; i < bench.scaled(11, 2); ++i) {
        floor.add(number(runFloor(bench, {}), u"first_frame_ms"_s));
        const auto figures = runClient(bench, stage.profile, stage.server->port(), {});
        client.add(number(figures, u"first_frame_ms"_s));
        memory.add(number(figures, u"pss_mib"_s));
        for (const QString &step : steps)
            times[step].add(number(figures, step + u"_ms"_s));
    }
    bench.add(u"startup.first_frame_with_feed.p50"_s, client.percentile(0.5), u"ms"_s, floor.percentile(0.5));
    bench.add(u"startup.first_frame_with_feed.max"_s, client.largest(), u"ms"_s, floor.largest());
    for (const QString &step : steps)
        bench.add(u"startup.until_%1.p50"_s.arg(step), times[step].percentile(0.5), u"ms"_s);
    bench.add(u"startup.memory_pss"_s, memory.percentile(0.5), u"MiB"_s);
}

void benchInteraction(Bench &bench)
{
    Stage stage = setUp(bench, bench.scaled(kPosts, kFewPosts), false);
    if (stage.profile.isEmpty())
        return;
    const auto floor = runFloor(bench, {u"--taps"_s, QString::number(bench.scaled(200, 10))});
    stage.server->freeze(true);
    tapsBeside(bench, stage, u"server_slow"_s, floor);
    stage.server->freeze(false);
    stage.server->kill();
    tapsBeside(bench, stage, u"server_dead"_s, floor);
}

void benchScroll(Bench &bench)
{
    const int posts = bench.scaled(kPhotoPosts, kFewPosts);
    Stage stage = setUp(bench, posts, true);
    if (stage.profile.isEmpty())
        return;
    const QString frames = QString::number(bench.scaled(900, 60));
    const auto floor = runFloor(
        bench, {u"--rows"_s, QString::number(posts), u"--photo-every"_s, u"1"_s, u"--frames"_s, frames});
    // Once for the pictures: what is measured is scrolling, not loading for the first time.
    (void)runClient(bench, stage.profile, stage.server->port(), {u"--frames"_s, frames});
    const auto client = runClient(bench, stage.profile, stage.server->port(), {u"--frames"_s, frames});
    if (!client)
        return;
    constexpr int kFramesAPost = 30; // a card with a photo is about as high as the window
    if (number(client, u"posts_seen"_s) * kFramesAPost < frames.toInt())
        bench.miss(u"scrolling stopped after %1 posts"_s.arg(number(client, u"posts_seen"_s)));
    bench.add(u"scroll.posts_seen"_s, number(client, u"posts_seen"_s), u"posts"_s);
    for (const auto &share : {u"p50"_s, u"p99"_s, u"max"_s}) {
        const QString key = u"frame_ms_"_s + share;
        bench.add(u"scroll.frame."_s + share, number(client, key), u"ms"_s, number(floor, key));
    }
    bench.add(u"scroll.memory_pss"_s, number(client, u"pss_mib"_s), u"MiB"_s, number(floor, u"pss_mib"_s));
}

} // namespace preggo::bench
