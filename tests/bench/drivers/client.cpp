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
constexpr int kFingerStep = 41; ///< units a frame: 2,500 a second
constexpr int kFlickStep = 400; ///< units a frame: 25,000 a second, about a post a frame
constexpr int kFlickFrames = 3'000;

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

/// One way of scrolling. Steps are units a frame; `least` posts must have come past.
struct Scroll
{
    QString name;
    int step;
    int frames;
    int least;
};

void scrollBeside(Bench &bench, const Stage &stage, int posts, const Scroll &scroll)
{
    const QStringList how{
        u"--frames"_s, QString::number(scroll.frames), u"--step"_s, QString::number(scroll.step)};
    const auto floor =
        runFloor(bench, QStringList{u"--rows"_s, QString::number(posts), u"--photo-every"_s, u"1"_s} + how);
    // Once for the pictures: what is measured is scrolling, not loading for the first time.
    (void)runClient(bench, stage.profile, stage.server->port(), how);
    const auto client = runClient(bench, stage.profile, stage.server->port(), how);
    if (!client)
        return;
    const double seen = number(client, u"posts_seen"_s);
    const QString name = u"scroll."_s + scroll.name;
    if (seen < scroll.least)
        bench.miss(u"%1 came past %2 of %3 posts"_s.arg(name).arg(seen).arg(scroll.least));
    bench.add(name + u".posts_seen"_s, seen, u"posts"_s);
    for (const auto &share : {u"p50"_s, u"p99"_s, u"max"_s}) {
        const QString key = u"frame_ms_"_s + share;
        bench.add(name + u".frame."_s + share, number(client, key), u"ms"_s, number(floor, key));
    }
    bench.add(name + u".memory_pss"_s, number(client, u"pss_mib"_s), u"MiB"_s, number(floor, u"pss_mib"_s));
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
    // A finger, and a flick that comes past every post there is.
    scrollBeside(bench, stage, posts, {u"finger"_s, kFingerStep, bench.scaled(600, 60), 0});
    scrollBeside(bench, stage, posts,
        {u"flick"_s, kFlickStep, bench.scaled(kFlickFrames, 60), bench.scaled(posts, 0)});
}

} // namespace preggo::bench
