// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/client/visit.h"

#include "tests/bench/probe/process.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFeedMs = 20'000;
constexpr int kSettleMs = 2'000; ///< for the first screen's pictures, and what a start leaves behind
constexpr int kStretch = 40; ///< frames between two looks at where the list ends
constexpr int kStretchesAtEnd = 10; ///< for more rows to come
constexpr int kFramesALook = 4;
constexpr int kFramesAMeasure = 200; ///< of the memory, which takes some milliseconds
constexpr int kFramesMax = 50'000;

/// What was seen on the way.
struct Seen
{
    QSet<QString> posts;
    qint64 tiles = 0; ///< in view, at each look
    qint64 ready = 0; ///< of these, with their picture
    double pssMost = 0;
};

void lookAround(Stage &stage, int frame, Seen &seen)
{
    if (frame % kFramesALook == 0) {
        stage.look();
        seen.posts += stage.postsShown();
        const auto tiles = stage.picturesInView();
        seen.tiles += tiles.all;
        seen.ready += tiles.ready;
    }
    if (frame % kFramesAMeasure == 0)
        seen.pssMost = std::max(seen.pssMost, pssMib(QCoreApplication::applicationPid()));
}

bool isAtEnd(const QQuickItem &list)
{
    const double above = list.property("contentY").toDouble() - list.property("originY").toDouble();
    return above + list.height() >= list.property("contentHeight").toDouble();
}

Samples scrollThrough(Stage &stage, int posts, double step, Seen &seen)
{
    Samples frames;
    for (int atEnd = 0;
         seen.posts.size() < posts && atEnd < kStretchesAtEnd && frames.count() < kFramesMax;) {
        QQuickItem *list = stage.list();
        const int before = static_cast<int>(frames.count());
        atEnd = isAtEnd(*list) ? atEnd + 1 : 0;
        frames.add(stage.probe().scroll(
            list, step, kStretch, [&](int frame) { lookAround(stage, before + frame, seen); }));
    }
    return frames;
}

} // namespace

std::optional<QJsonObject> visitInWindow(Stage &stage, const WatchedHttp &http, int posts, double step)
{
    if (!FrameProbe::waitFor([&] { return stage.feedShown(); }, kFeedMs)) {
        std::fprintf(stderr, "bench-client: the feed was never shown\n");
        return std::nullopt;
    }
    FrameProbe::waitFor([] { return false; }, kSettleMs);
    const qint64 self = QCoreApplication::applicationPid();
    QJsonObject out;
    out[u"pss_before_mib"_s] = pssMib(self);
    Seen seen;
    const Samples frames = scrollThrough(stage, posts, step, seen);
    frames.writeTo(out, u"frame_ms"_s);
    out[u"frame_ms_p95"_s] = frames.percentile(0.95);
    out[u"pss_mib"_s] = std::max(seen.pssMost, pssMib(self));
    out[u"posts_seen"_s] = static_cast<double>(seen.posts.size());
    out[u"pictures_ready"_s] =
        seen.tiles > 0 ? 100 * static_cast<double>(seen.ready) / static_cast<double>(seen.tiles) : 0;
    FrameProbe::waitFor([] { return false; }, kSettleMs); // what is still under way counts too
    out[u"picture_requests"_s] = static_cast<double>(http.exchanges(u"/media/"_s).size());
    return out;
}

} // namespace preggo::bench
