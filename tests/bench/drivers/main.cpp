// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// preggo-bench: measures the product beside its floors. See CONTRIBUTING.md.
#include "tests/bench/drivers/bench.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace preggo::bench;

namespace {

struct Named
{
    const char *name;
    const char *about;
    void (*run)(Bench &);
};

constexpr Named kAll[] = {
    {"startup", "process start to the first frame with the cached feed", benchStartup},
    {"interaction", "tap on a reaction to the frame that shows it", benchInteraction},
    {"scroll", "flick through posts with photos", benchScroll},
    {"image-scroll", "past 1,000 posts with pictures, for the first and the second time", benchImageScroll},
    {"feed-server", "pages, unchanged pages and durable reactions of the server", benchFeedServer},
    {"images", "the sizes of a photo of 12 megapixels", benchImages},
    {"sync-drain", "10,000 actions that wait: start, then send them all", benchSyncDrain},
    {"sync-catchup", "500 changes that were missed", benchSyncCatchup},
    {"first-join", "a family of 50,000 posts on an empty device", benchFirstJoin},
};

bool runOne(Bench &bench, const QString &name)
{
    for (const Named &candidate : kAll) {
        if (name != QLatin1StringView(candidate.name))
            continue;
        std::fprintf(stderr, "%s: %s\n", candidate.name, candidate.about);
        candidate.run(bench);
        return true;
    }
    std::fprintf(stderr, "preggo-bench: there is no benchmark \"%s\"; see --help\n", qUtf8Printable(name));
    return false;
}

bool deliver(const QVector<Figure> &figures, const QCommandLineParser &parser)
{
    if (parser.isSet(u"json"_s)) {
        std::printf("%s", toJson(figures).constData());
        return true;
    }
    std::printf("%s", qUtf8Printable(toTable(figures)));
    if (!parser.isSet(u"output"_s))
        return true;
    QFile file(parser.value(u"output"_s));
    const QByteArray json = toJson(figures);
    return file.open(QIODevice::WriteOnly) && file.write(json) == json.size();
}

bool isName(const QString &text)
{
    return std::any_of(std::begin(kAll), std::end(kAll),
        [&](const Named &named) { return text == QLatin1StringView(named.name); });
}

/// "--json [FILE]": the parser knows options with or without a value, not both.
QStringList withOutput(QStringList arguments)
{
    const qsizetype at = arguments.indexOf(u"--json"_s);
    const bool hasFile = at > 0 && at + 1 < arguments.size() && !arguments[at + 1].startsWith(u'-')
        && !isName(arguments[at + 1]);
    if (hasFile)
        arguments[at] = u"--output"_s;
    return arguments;
}

QString listOfAll()
{
    QString text;
    for (const Named &named : kAll)
        text += QLatin1StringView(named.name) + u" ("_s + QLatin1StringView(named.about) + u")  "_s;
    return text;
}

} // namespace

int main(int argc, char *argv[])
{
    // The programs that are measured draw without a display, unless the caller chose one.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the product beside its floors. Without names, everything."_s);
    parser.addHelpOption();
    parser.addOptions({{u"quick"_s, u"Small numbers: shows that everything runs, not how fast."_s},
        {u"json"_s, u"Prints JSON, or writes it to the file that follows."_s},
        {u"output"_s, u"Writes JSON to a file."_s, u"file"_s}});
    parser.addPositionalArgument(u"names"_s, listOfAll(), u"[names...]"_s);
    parser.process(withOutput(QCoreApplication::arguments()));

    const QTemporaryDir directory;
    Bench bench{directory.path(), parser.isSet(u"quick"_s), {}, false};
    QStringList names = parser.positionalArguments();
    if (names.isEmpty()) {
        for (const Named &named : kAll)
            names.append(QLatin1StringView(named.name));
    }
    for (const QString &name : names) {
        if (!runOne(bench, name))
            return 2;
    }
    return deliver(bench.figures, parser) && !bench.failed ? 0 : 1;
}
