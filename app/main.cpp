// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/client.h"
#include "app/demo_person.h"
#include "app/heap.h"
#include "app/shell_window.h"
#include "app/translations.h"
#include "core/net/authorities.h"
#include "core/net/server_address.h"
#include "platform/desktop/clipboard_photos.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QStandardPaths>
#include <QSysInfo>

#include <cstdio>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kServer = u"http://127.0.0.1:8480"_s; // where ./dev server listens

struct Arguments
{
    ClientOptions client;
    std::optional<DemoPerson> demo;
    QString problem;
};

Arguments readArguments(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Preggo: a family follows a pregnancy, together."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QString home = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const QCommandLineOption server(u"server"_s,
        u"Address of the family's server; %1 where none is given."_s.arg(kServer), u"URL"_s, kServer);
    const QCommandLineOption data(u"data"_s,
        u"Folder for everything on this device; %1 where none is given."_s.arg(home), u"DIR"_s, home);
    const QCommandLineOption offline(u"offline"_s, u"Do not speak to the server."_s);
    const QCommandLineOption ca(u"ca"_s,
        u"PEM file of an authority to trust beside the system's, such as your own server's."_s, u"FILE"_s);
    const QCommandLineOption demo(
        u"demo"_s, u"Sign in as \"mother\" or \"grandfather\" of the demo family."_s, u"WHO"_s);
    parser.addOptions({server, data, offline, ca, demo});
    parser.process(app);

    Arguments arguments;
    arguments.demo = DemoPerson::find(parser.value(demo));
    if (!parser.positionalArguments().isEmpty()) {
        arguments.problem =
            u"%1 is no option. Write --server %1 if it is the server's address; --help lists all."_s.arg(
                parser.positionalArguments().constFirst());
        return arguments;
    }
    if (parser.isSet(demo) && !arguments.demo) {
        arguments.problem = u"--demo takes “mother” or “grandfather”."_s;
        return arguments;
    }
    const auto address = parseServerAddress(parser.value(server));
    if (!address) {
        arguments.problem = u"--server %1: %2"_s.arg(parser.value(server), address.error().detail);
        return arguments;
    }
    arguments.client.server = *address;
    if (parser.isSet(ca)) {
        const auto authorities = readAuthorities(parser.value(ca));
        if (!authorities) {
            arguments.problem = authorities.error().detail;
            return arguments;
        }
        arguments.client.authorities = *authorities;
    }
    arguments.client.dataFolder = QDir(parser.value(data)).absolutePath();
    arguments.client.offline = parser.isSet(offline);
    arguments.client.deviceName = QSysInfo::prettyProductName();
    return arguments;
}

int fail(const QString &sentence)
{
    std::fprintf(stderr, "preggo: %s\n", qUtf8Printable(sentence));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    returnLargeBlocks();
    QGuiApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"preggo"_s);
    QCoreApplication::setOrganizationName(u"preggo"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(PREGGO_VERSION));
    QGuiApplication::setDesktopFileName(u"app.preggo.Preggo"_s);
    installTranslations(app);

    Arguments arguments = readArguments(app);
    if (!arguments.problem.isEmpty())
        return fail(arguments.problem);
    ClipboardPhotos photos;
    arguments.client.photos = &photos;
    std::unique_ptr<Client> client;
    ShellWindow window; // from here on its types are read while the account is opened
    arguments.client.pause = ShellWindow::readOn;
    auto opened = Client::open(arguments.client);
    if (!opened) {
        const int failed = fail(opened.error().detail);
        // Who started it from a menu sees no terminal.
        if (window.showProblem(opened.error().detail))
            QGuiApplication::exec();
        return failed;
    }
    client = std::move(*opened);
    client->showLast();
    std::unique_ptr<DemoSignIn> demo;
    if (arguments.demo)
        demo = std::make_unique<DemoSignIn>(*client, *arguments.demo);

    QObject::connect(
        &app, &QGuiApplication::applicationStateChanged, client.get(), [&](Qt::ApplicationState state) {
            client->setForeground(state != Qt::ApplicationSuspended && state != Qt::ApplicationHidden);
        });
    if (!window.show(*client))
        return fail(u"The window could not be made. Reinstall Preggo."_s);
    return QGuiApplication::exec();
}
