// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/client.h"
#include "platform/dummy/dummy_platform.h"
#include "platform/linux/file_secrets.h"
#include "robot.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Options
{
    QString data;
    QUrl server;
    QString history;
    Robot::Settings robot;
};

/// By the runs before: one that was killed between the two counts as not saved, and may be.
int picturesSaved(const QString &history)
{
    QHash<QString, int> begun;
    int saved = 0;
    for (const Event &event : readEvents(history)) {
        if (event.type == Event::Type::Invoked)
            begun.insert(event.n, static_cast<int>(event.pictures.size()));
        if (event.type == Event::Type::Saved)
            saved += begun.value(event.n);
    }
    return saved;
}

std::optional<Options> readOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A person without a screen, for tests: acts by a seed until it is killed.\n"
        "Reads from standard input: rest, show, end."_s);
    parser.addHelpOption();
    parser.addOptions({{u"data"_s, u"Folder of a profile that is signed in."_s, u"folder"_s},
        {u"server"_s, u"Address of the server."_s, u"url"_s},
        {u"history"_s, u"File that takes the history."_s, u"file"_s},
        {u"family"_s, u"Id of the family."_s, u"id"_s}, {u"seed"_s, u"Of all that is done."_s, u"number"_s},
        {u"run"_s, u"How often it was started before."_s, u"number"_s},
        {u"album"_s, u"Posts so many large pictures in all its runs, and does nothing else."_s,
            u"number"_s}});
    parser.process(application);
    const auto family = FamilyId::parse(parser.value(u"family"_s));
    if (!family || !parser.isSet(u"data"_s) || !parser.isSet(u"server"_s) || !parser.isSet(u"history"_s))
        return std::nullopt;
    const QString history = parser.value(u"history"_s);
    const bool isAlbum = parser.isSet(u"album"_s);
    const int album = isAlbum ? parser.value(u"album"_s).toInt() - picturesSaved(history) : 0;
    return Options{parser.value(u"data"_s), QUrl(parser.value(u"server"_s)), history,
        {*family, parser.value(u"seed"_s).toULongLong(), parser.value(u"run"_s).toInt(), album, isAlbum}};
}

int complain(const QString &sentence)
{
    std::fprintf(stderr, "preggo-crash-client: %s\n", qUtf8Printable(sentence));
    return 1;
}

void say(const char *word)
{
    std::printf("%s\n", word);
    std::fflush(stdout);
}

/// Commands from standard input, one a line.
void listen(QSocketNotifier &input, Robot &robot, QCoreApplication &application)
{
    QObject::connect(&input, &QSocketNotifier::activated, &application, [&] {
        char buffer[64];
        const auto size = ::read(STDIN_FILENO, buffer, sizeof buffer);
        const QByteArray words(buffer, std::max<ssize_t>(0, size));
        if (size <= 0 || words.contains("end"))
            return application.quit();
        if (words.contains("rest"))
            robot.rest();
        if (words.contains("show"))
            robot.show();
    });
}

int run(QCoreApplication &application, const Options &options)
{
    QtExecutor executor;
    DurableFileStore files;
    FileSecrets secrets(QDir(options.data).filePath(u"secrets.json"_s), files, executor);
    DummyNetStatus network; // only requests show what it is like
    DummyAppearance appearance;
    HistoryWriter history(options.history);
    ClientOptions wanted;
    wanted.server = options.server;
    wanted.dataFolder = options.data;
    wanted.deviceName = u"Test device"_s;
    wanted.decoders = 1;
    wanted.secrets = &secrets;
    wanted.net = &network;
    wanted.appearance = &appearance;
    const auto client = Client::open(wanted);
    if (!client || !history.isOpen())
        return complain(u"the profile or the history cannot be opened"_s);
    (*client)->showLast();
    if (!(*client)->account())
        return complain((*client)->app().trouble() + u" Nobody's data is open."_s);
    Robot robot(*(*client)->account(), history, options.robot);
    QObject::connect(&robot, &Robot::started, [] { say("started"); });
    QObject::connect(&robot, &Robot::rested, [] { say("rested"); });
    QObject::connect(&robot, &Robot::shown, [] { say("shown"); });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    listen(input, robot, application);
    (*client)->goOnline();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto options = readOptions(application);
    return options ? run(application, *options)
                   : complain(u"--data, --server, --history and --family are needed"_s);
}
