// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// preggo-demo-family: fills a data directory with a family that is plainly a demo.
#include "protocol/clock.h"
#include "resources/demo/family/seeder.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace preggo;
using namespace preggo::demo;

namespace {

void print(const SeedReport &report, qint64 ms)
{
    if (report.wasThere)
        std::printf("The demo family is there already.\n");
    else
        std::printf("The demo family is ready after %.1f s.\n", static_cast<double>(ms) / 1000);
    std::printf("%d posts, %d pictures, %d comments, %d reactions; 26 weeks and 4 days.\n", report.posts,
        report.pictures, report.comments, report.reactions);
    for (const Person &person : people()) {
        std::printf("  %-8s %-8s %-22s %s\n", qUtf8Printable(person.name), qUtf8Printable(person.relation),
            qUtf8Printable(person.address), qUtf8Printable(person.password));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Writes the demo family into a server's data directory."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"data"_s, u"The server's data directory; made where missing."_s, u"dir"_s},
        {u"posts"_s, u"How many posts (300); benchmarks take 10000 and more."_s, u"n"_s, u"300"_s},
        {u"seed"_s, u"Another number, other pictures and times."_s, u"n"_s, u"2026"_s},
        {u"small-pictures"_s, u"Draws no picture over 800 pixels."_s},
        {u"photos-only"_s, u"Every post has pictures; for benchmarks of scrolling."_s},
        {u"quiet"_s, u"Tells nothing on the way."_s},
    });
    parser.process(application);
    SeedPlan plan;
    plan.directory = parser.value(u"data"_s);
    plan.story.posts = qBound(1, parser.value(u"posts"_s).toInt(), 2'000'000);
    plan.story.seed = parser.value(u"seed"_s).toULongLong();
    plan.story.nowMs = SystemClock().wallMs();
    plan.story.photosOnly = parser.isSet(u"photos-only"_s);
    plan.smallPictures = parser.isSet(u"small-pictures"_s);
    if (!parser.isSet(u"quiet"_s))
        plan.tell = [](const QString &text) { std::fprintf(stderr, "\r\033[K%s", qUtf8Printable(text)); };
    if (plan.directory.isEmpty()) {
        std::fprintf(stderr, "preggo-demo-family: say where with --data\n");
        return 2;
    }
    QElapsedTimer timer;
    timer.start();
    const auto report = seedDemo(plan);
    if (!parser.isSet(u"quiet"_s))
        std::fprintf(stderr, "\r\033[K");
    if (!report) {
        std::fprintf(stderr, "preggo-demo-family: %s\n", qUtf8Printable(report.error()));
        return 1;
    }
    print(*report, timer.elapsed());
    return 0;
}
