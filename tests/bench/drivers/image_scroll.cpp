// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// image-scroll: the real client past posts with pictures that it has never seen, and once more.
#include "tests/bench/drivers/client_runs.h"

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPosts = 1'000;
constexpr int kFewPosts = 100;
constexpr int kStep = 100; ///< units a frame: 6,000 a second, about twelve posts; slow enough for all to load
constexpr int kPatienceMs = 600'000;

/// `least` of the posts must have come past.
void addVisit(
    Bench &bench, const QString &name, const QJsonObject &visit, const QJsonObject &floor, int least)
{
    const QString prefix = u"image_scroll."_s + name;
    const double seen = visit[u"posts_seen"_s].toDouble();
    if (seen < least)
        bench.miss(u"%1 came past %2 of %3 posts"_s.arg(prefix).arg(seen).arg(least));
    bench.add(prefix + u".posts_seen"_s, seen, u"posts"_s);
    bench.add(prefix + u".pictures_ready"_s, visit[u"pictures_ready"_s].toDouble(), u"%"_s);
    for (const auto &share : {u"p50"_s, u"p95"_s, u"p99"_s, u"max"_s}) {
        const QString key = u"frame_ms_"_s + share;
        bench.add(prefix + u".frame."_s + share, visit[key].toDouble(), u"ms"_s, floor[key].toDouble());
    }
    bench.add(prefix + u".memory_before_pss"_s, visit[u"pss_before_mib"_s].toDouble(), u"MiB"_s);
    bench.add(
        prefix + u".memory_pss"_s, visit[u"pss_mib"_s].toDouble(), u"MiB"_s, floor[u"pss_mib"_s].toDouble());
    bench.add(prefix + u".picture_requests"_s, visit[u"picture_requests"_s].toDouble(), u"requests"_s);
}

} // namespace

void benchImageScroll(Bench &bench)
{
    const int posts = bench.scaled(kPosts, kFewPosts);
    const QString data = seededData(bench, posts, true);
    const auto server = serve(bench, data);
    const QString profile = server ? clientProfile(bench, *server, data, posts, u"-visits"_s) : QString();
    if (profile.isEmpty())
        return;
    const QStringList how{
        u"--visit"_s, u"--posts"_s, QString::number(posts), u"--step"_s, QString::number(kStep)};
    const auto first = runClient(bench, profile, server->port(), how, kPatienceMs);
    const auto second = runClient(bench, profile, server->port(), how, kPatienceMs);
    if (!first || !second)
        return;
    const QString frames = QString::number(second->value(u"frame_ms_count"_s).toInt());
    const auto floor = runFloor(bench,
        {u"--decoded"_s, u"--rows"_s, QString::number(posts), u"--photo-every"_s, u"1"_s, u"--frames"_s,
            frames, u"--step"_s, QString::number(kStep)},
        kPatienceMs);
    if (!floor)
        return;
    addVisit(bench, u"first_visit"_s, *first, *floor, posts);
    addVisit(bench, u"second_visit"_s, *second, *floor, posts);
    if (first->value(u"picture_requests"_s).toInt() == 0)
        bench.miss(u"the first visit asked for no picture"_s);
    if (second->value(u"picture_requests"_s).toInt() != 0)
        bench.miss(u"the second visit asked for pictures that the first one had fetched"_s);
}

} // namespace preggo::bench
