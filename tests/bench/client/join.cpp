// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/client/profile.h"

#include <algorithm>
#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFeedMs = 20'000;
constexpr int kStretch = 30; ///< frames between two looks at how far the cache is
constexpr int kFramesMax = 20'000;
constexpr int kFramesALook = 4;
constexpr double kFrameMs = 1000.0 / 60;

/// Down, or up again where the list ends.
Samples stretch(Stage &stage, double step)
{
    QQuickItem *list = stage.list();
    const double above = list->property("contentY").toDouble() - list->property("originY").toDouble();
    const double below = list->property("contentHeight").toDouble() - list->height() - above;
    const double way = kStretch * step;
    return stage.probe().scroll(
        list, below > way ? step : -std::min(step, above / kStretch), kStretch, [&](int frame) {
            if (frame % kFramesALook == 0)
                stage.look();
        });
}

void writeFrames(QJsonObject &out, const Samples &frames, const QString &when)
{
    frames.writeTo(out, when + u"_frame_ms"_s);
    out[when + u"_in_time"_s] = 100 * frames.shareUpTo(kFrameMs);
}

} // namespace

std::optional<QJsonObject> joinInWindow(
    Stage &stage, const QString &profile, int person, int posts, double step)
{
    if (!signIn(stage, person))
        return std::nullopt;
    if (!FrameProbe::waitFor([&] { return stage.feedShown(); }, kFeedMs)) {
        std::fprintf(stderr, "bench-client: the feed was never shown\n");
        return std::nullopt;
    }
    Samples filling;
    while (postsCached(stage, profile) < posts && filling.count() < kFramesMax)
        filling.add(stretch(stage, step));
    if (filling.count() >= kFramesMax) {
        std::fprintf(stderr, "bench-client: %d posts never came\n", posts);
        return std::nullopt;
    }
    Samples whole;
    while (whole.count() < filling.count())
        whole.add(stretch(stage, step));
    QJsonObject out;
    writeFrames(out, filling, u"filling"_s);
    writeFrames(out, whole, u"whole"_s);
    return out;
}

} // namespace preggo::bench
