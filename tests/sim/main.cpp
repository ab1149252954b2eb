// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/mutation.h"
#include "tests/sim/world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHashSeed>

#include <cstdio>

namespace {

using namespace preggo::sim;
using namespace Qt::Literals::StringLiterals;

struct Totals
{
    quint64 seeds = 0;
    quint64 tasks = 0;
    quint64 actions = 0;
    double virtualDays = 0;
    int failures = 0;
    QMap<QString, int> marks;
};

void add(Totals &totals, const Outcome &outcome)
{
    ++totals.seeds;
    totals.tasks += outcome.tasks;
    totals.actions += quint64(outcome.actions);
    totals.virtualDays += double(outcome.virtualMs) / 86'400'000;
    for (auto it = outcome.marks.begin(); it != outcome.marks.end(); ++it)
        totals.marks[it.key()] += it.value();
}

void print(const Totals &totals, qint64 ms)
{
    std::printf(
        "%llu seeds, %llu actions, %.1f virtual days, %llu tasks, %d violations, %.1f s (%.1f ms a seed)\n",
        totals.seeds, totals.actions, totals.virtualDays, totals.tasks, totals.failures, double(ms) / 1'000,
        double(ms) / double(std::max<quint64>(1, totals.seeds)));
    for (auto it = totals.marks.begin(); it != totals.marks.end(); ++it)
        std::printf("  %-32s %d\n", qPrintable(it.key()), it.value());
}

/// Of tests/sim/mutations.txt; none where no copies are linked that could break them.
QStringList rulesToBreak()
{
#ifdef PREGGO_SIM_RULES
    return QStringLiteral(PREGGO_SIM_RULES).split(u' ');
#else
    return {};
#endif
}

struct Run
{
    QString how; ///< what to add to a command that repeats a world of this run
    quint64 first = 1;
    quint64 count = 1;
    bool single = false;
    bool keepGoing = false;
    bool loud = false;
    bool traces = false;
    Knobs (*draw)(quint64 seed) = &Knobs::draw;
};

/// What broke in this world; empty where nothing did.
QString playOne(quint64 seed, const Run &run, Templates &templates, Totals &totals)
{
    constexpr quint64 kToldTwice = 50;
    const Knobs knobs = run.draw(seed);
    if (run.single)
        std::printf("%s\n", qPrintable(knobs.summary()));
    const Outcome outcome = World(seed, knobs, templates).run(run.loud);
    add(totals, outcome);
    if (run.traces)
        std::printf("seed %llu went %s\n", seed, outcome.trace.constData());
    if (!outcome.violation.isEmpty())
        return outcome.violation;
    // Some histories are told twice and must be the same (I34).
    const bool again = run.single || seed % kToldTwice == 0;
    if (again && World(seed, knobs, templates).run().trace != outcome.trace)
        return u"I34: the same seed went another way"_s;
    return {};
}

/// Returns how many worlds broke a promise.
int play(const Run &run)
{
    Templates templates;
    Totals totals;
    QElapsedTimer timer;
    timer.start();
    for (quint64 seed = run.first; seed < run.first + run.count; ++seed) {
        const QString broken = playOne(seed, run, templates, totals);
        if (broken.isEmpty())
            continue;
        ++totals.failures;
        std::printf("seed %llu: %s\n  again: ./dev sim --seed %llu%s\n", seed, qPrintable(broken), seed,
            qPrintable(run.how));
        std::fflush(stdout);
        if (!run.keepGoing)
            break;
    }
    print(totals, timer.elapsed());
    return totals.failures;
}

} // namespace

int main(int argc, char **argv)
{
    // One history a seed: no container may have an order of its own.
    QHashSeed::setDeterministicGlobalSeed();
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs client and server in simulated worlds and holds them to docs/sync.md."_s);
    parser.addHelpOption();
    parser.addOptions({{u"seeds"_s, u"How many worlds."_s, u"N"_s, u"100"_s},
        {u"from"_s, u"The first seed."_s, u"S"_s, u"1"_s}, {u"seed"_s, u"Only this one."_s, u"K"_s},
        {u"mutate"_s, u"Break this rule of tests/sim/mutations.txt first."_s, u"RULE"_s},
        {u"caught"_s, u"Succeed where a violation is found, and fail where none is."_s},
        {u"harsh"_s, u"People come and go, and half of the answers are lost."_s},
        {u"wandering"_s, u"Posts move between audiences all the time, and the server is restored."_s},
        {u"keep-going"_s, u"Do not stop at the first violation."_s}, {u"loud"_s, u"Print every task."_s},
        {u"traces"_s, u"Print the hash of each history."_s}});
    parser.process(app);
    Run run;
    if (parser.isSet(u"mutate"_s)) {
        const QString rule = parser.value(u"mutate"_s);
        if (!rulesToBreak().contains(rule)) {
            std::fprintf(stderr, "sim: there is no rule \"%s\". The rules are: %s\n", qPrintable(rule),
                qPrintable(rulesToBreak().join(u", "_s)));
            return 2;
        }
        breakRule(qPrintable(rule));
        run.how += u" --mutate "_s + rule;
    }
    run.loud = parser.isSet(u"loud"_s);
    run.traces = parser.isSet(u"traces"_s);
    run.single = parser.isSet(u"seed"_s);
    if (parser.isSet(u"harsh"_s)) {
        run.draw = &Knobs::drawHarsh;
        run.how += u" --harsh"_s;
    }
    if (parser.isSet(u"wandering"_s)) {
        run.draw = &Knobs::drawWandering;
        run.how += u" --wandering"_s;
    }
    run.keepGoing = parser.isSet(u"keep-going"_s);
    run.first = parser.value(run.single ? u"seed"_s : u"from"_s).toULongLong();
    run.count = run.single ? 1 : parser.value(u"seeds"_s).toULongLong();
    const bool failed = play(run) > 0;
    return failed == parser.isSet(u"caught"_s) ? 0 : 1;
}
