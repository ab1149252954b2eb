// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/commands.h"

#include "server/backup/make_backup.h"
#include "server/backup/restore_backup.h"
#include "server/data_directory.h"

#include <QDir>

#include <cstdio>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

void say(const QString &sentence)
{
    std::printf("%s\n", qUtf8Printable(sentence));
}

int incomplete(const QString &sentence)
{
    complain(sentence);
    return kIncomplete;
}

} // namespace

int complain(const QString &sentence)
{
    std::fprintf(stderr, "preggo-server: %s\n", qUtf8Printable(sentence));
    return kFailed;
}

int runBackup(const Options &options)
{
    const SystemClock clock;
    const DataPlaces places(QDir(options.dataDirectory).absolutePath());
    const auto report = makeBackup(places, options.backupFolder, options.vfs, clock);
    if (!report)
        return complain(report.error());
    say(u"%1 holds the database, the keys and %2 picture files."_s.arg(options.backupFolder)
            .arg(report->pictures));
    if (report->missing > 0) {
        return incomplete(
            u"%1 picture files are missing from %2, or damaged. The backup has the rest; devices keep what they sent until a backup is whole."_s
                .arg(report->missing)
                .arg(places.blobs()));
    }
    if (!report->notNoted.isEmpty()) {
        return incomplete(
            u"The backup is whole, but the server was not told of it, so devices keep what they sent. %1"_s
                .arg(report->notNoted));
    }
    return kDone;
}

int runRestore(const Options &options)
{
    const SystemClock clock;
    SystemRng rng;
    const auto directory = DataDirectory::open(options.dataDirectory);
    if (!directory)
        return complain(directory.error());
    const auto report = restoreBackup(directory->places(), options.backupFolder, clock, rng);
    if (!report)
        return complain(report.error());
    say(u"%1 is restored from %2. Start the server; the devices send again what the backup did not hold."_s
            .arg(directory->path(), options.backupFolder));
    if (!report->aside.isEmpty())
        say(u"What was there before is in %1. Remove it once you miss nothing."_s.arg(report->aside));
    if (report->missing > 0)
        return incomplete(u"%1 picture files are neither in the backup nor in %2."_s.arg(report->missing)
                              .arg(directory->places().blobs()));
    return kDone;
}

} // namespace preggo::server
