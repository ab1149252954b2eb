// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/backend.h"
#include "server/commands.h"
#include "server/http/router.h"

#include <QCoreApplication>

#include <sys/stat.h>

#include <csignal>
#include <cstdio>

using namespace preggo::server;

namespace {

/// The signals that end the program or renew its certificate; blocked in every thread and waited for in this
/// one.
sigset_t blockSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

void printRoutes(const QVector<Route> &routes)
{
    for (const auto &route : routes)
        std::printf("%s %s\n", toText(route.method).constData(), route.path.constData());
}

} // namespace

int main(int argc, char **argv)
{
    int exitCode = 0;
    const auto options = readOptions(argc, argv, exitCode);
    if (!options)
        return exitCode;
    umask(S_IRWXG | S_IRWXO); // whatever the directory's mode: what is written here is the family's alone
    const QCoreApplication application(argc, argv);
    if (options->command == Command::Backup)
        return runBackup(*options);
    if (options->command == Command::Restore)
        return runRestore(*options);
    const sigset_t signals = blockSignals();
    auto backend = Backend::make(*options);
    if (!backend)
        return complain(backend.error());
    if (options->printRoutes) {
        printRoutes((*backend)->routes());
        return 0;
    }
    const auto port = (*backend)->start();
    if (!port)
        return complain(port.error());
    const bool isSecure = !options->tls.isEmpty();
    std::printf("listening on %s://%s:%d\n", isSecure ? "https" : "http", qUtf8Printable(options->address),
        int(*port));
    std::fflush(stdout);
    int received = 0;
    while (sigwait(&signals, &received) == 0 && received == SIGHUP && isSecure) {
        if (const auto loaded = (*backend)->reloadCertificate(); !loaded)
            complain(loaded.error() + QStringLiteral(" The one before is used on."));
    }
    (*backend)->stop();
    return 0;
}
