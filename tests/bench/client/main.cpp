// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// bench-client: the product's window on a prepared profile. Prints what it measured as one JSON object.
#include "app/heap.h"
#include "tests/bench/client/profile.h"
#include "tests/bench/client/visit.h"
#include "tests/bench/probe/process.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace preggo::bench;

namespace {

constexpr int kFeedMs = 20'000;
constexpr int kBetweenTapsMs = 15;
constexpr double kLookStep = 164; ///< units: on to the next card with a reaction in view

void taps(Stage &stage, int count, QJsonObject &out)
{
    Samples samples;
    for (int i = 0; i < count; ++i) {
        auto target = stage.reaction();
        for (int look = 0; target.card == nullptr && look < 20; ++look) {
            (void)stage.probe().scroll(stage.list(), kLookStep, 1);
            target = stage.reaction();
        }
        if (target.card == nullptr)
            break;
        const QString before = target.card->property("myReaction").toString();
        const auto ms = stage.probe().timeToFrame([&] { stage.probe().tap(target.point); },
            [&] { return target.card->property("myReaction").toString() != before; });
        if (ms)
            samples.add(*ms);
        FrameProbe::waitFor([] { return false; }, kBetweenTapsMs);
    }
    samples.writeTo(out, u"tap_ms"_s);
}

void flick(Stage &stage, int frames, double step, QJsonObject &out)
{
    constexpr int kFramesALook = 4;
    QSet<QString> seen;
    const auto between = [&](int frame) {
        if (frame % kFramesALook != 0)
            return;
        stage.look();
        seen += stage.postsShown();
    };
    stage.probe().scroll(stage.list(), step, frames, between).writeTo(out, u"frame_ms"_s);
    out[u"posts_seen"_s] = static_cast<double>(seen.size());
}

/// Where the time of a start goes: microseconds of the monotonic clock.
struct Steps
{
    qint64 process = 0; ///< the parent's clock right before the start
    qint64 main = 0;
    qint64 client = 0; ///< the account is open and its first page read

    void writeTo(QJsonObject &out, qint64 window) const
    {
        out[u"main_ms"_s] = static_cast<double>(main - process) / 1000.0;
        out[u"client_ms"_s] = static_cast<double>(client - process) / 1000.0;
        out[u"window_ms"_s] = static_cast<double>(window - process) / 1000.0;
    }
};

int print(const std::optional<QJsonObject> &out)
{
    if (!out)
        return 1;
    std::printf("%s\n", QJsonDocument(*out).toJson(QJsonDocument::Compact).constData());
    return 0;
}

int measure(Stage &stage, const QCommandLineParser &parser, const Steps &steps)
{
    if (!stage.show())
        return 1;
    QJsonObject out;
    steps.writeTo(out, monotonicUs());
    const qint64 started = steps.process;
    const auto first = stage.probe().timeToFrame([] {}, [&] { return stage.feedShown(); }, kFeedMs);
    if (!first) {
        std::fprintf(stderr, "bench-client: the feed was never shown\n");
        return 1;
    }
    out[u"first_frame_ms"_s] = static_cast<double>(stage.probe().lastSwapUs() - started) / 1000.0;
    taps(stage, parser.value(u"taps"_s).toInt(), out);
    if (const int frames = parser.value(u"frames"_s).toInt(); frames > 0)
        flick(stage, frames, parser.value(u"step"_s).toDouble(), out);
    out[u"pss_mib"_s] = pssMib(QCoreApplication::applicationPid());
    return print(out);
}

int join(Stage &stage, const QCommandLineParser &parser)
{
    if (!stage.show())
        return 1;
    return print(joinInWindow(stage, parser.value(u"profile"_s), parser.value(u"person"_s).toInt(),
        parser.value(u"posts"_s).toInt(), parser.value(u"step"_s).toDouble()));
}

/// With its requests counted.
int visit(const QCommandLineParser &parser)
{
    const QUrl server(parser.value(u"server"_s));
    WatchedHttp http(server);
    const auto stage = Stage::open(parser.value(u"profile"_s), server, &http);
    if (!stage || !stage->show())
        return 1;
    return print(
        visitInWindow(*stage, http, parser.value(u"posts"_s).toInt(), parser.value(u"step"_s).toDouble()));
}

} // namespace

int main(int argc, char *argv[])
{
    Steps steps;
    steps.main = monotonicUs();
    preggo::returnLargeBlocks();
    const QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"profile"_s, {}, u"dir"_s}, {u"server"_s, {}, u"url"_s}, {u"prepare"_s, {}},
        {u"join"_s, {}}, {u"visit"_s, {}}, {u"person"_s, {}, u"n"_s, u"0"_s},
        {u"posts"_s, {}, u"n"_s, u"0"_s}, {u"started-us"_s, {}, u"us"_s}, {u"taps"_s, {}, u"n"_s, u"0"_s},
        {u"frames"_s, {}, u"n"_s, u"0"_s}, {u"step"_s, {}, u"units"_s, u"41"_s}});
    parser.process(application);
    const QString profile = parser.value(u"profile"_s);
    steps.process = parser.value(u"started-us"_s).toLongLong();
    if (parser.isSet(u"visit"_s))
        return visit(parser);
    const auto stage = Stage::open(profile, QUrl(parser.value(u"server"_s)));
    if (!stage)
        return 1;
    steps.client = monotonicUs();
    if (parser.isSet(u"join"_s))
        return join(*stage, parser);
    if (!parser.isSet(u"prepare"_s))
        return measure(*stage, parser, steps);
    const int posts = parser.value(u"posts"_s).toInt();
    const bool done = stage->show() && prepareProfile(*stage, profile, posts);
    std::printf("{\"prepared\":%s}\n", done ? "true" : "false");
    return done ? 0 : 1;
}
