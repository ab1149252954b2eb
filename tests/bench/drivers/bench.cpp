// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/drivers/bench.h"

#include <QDir>

#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

void Bench::add(const QString &name, double value, const QString &unit, std::optional<double> floor)
{
    figures.append({name, value, unit, floor});
    std::fprintf(stderr, "  %s: %.2f %s\n", qUtf8Printable(name), value, qUtf8Printable(unit));
}

void Bench::miss(const QString &sentence)
{
    failed = true;
    std::fprintf(stderr, "  missing: %s\n", qUtf8Printable(sentence));
}

QString seededData(Bench &bench, int posts, bool photosOnly)
{
    const QString data =
        bench.directory + u"/data-%1%2"_s.arg(posts).arg(photosOnly ? u"-photos"_s : QString());
    if (QDir(data).exists())
        return data;
    QProcess seeder;
    seeder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments{
        u"--data"_s, data, u"--posts"_s, QString::number(posts), u"--small-pictures"_s, u"--quiet"_s};
    if (photosOnly)
        arguments.append(u"--photos-only"_s);
    seeder.start(siblingProgram(u"preggo-demo-family"_s), arguments);
    constexpr int kPatienceMs = 600'000;
    if (seeder.waitForFinished(kPatienceMs) && seeder.exitCode() == 0)
        return data;
    bench.miss(u"the demo family of %1 posts"_s.arg(posts));
    return {};
}

std::unique_ptr<ServingProcess> serve(Bench &bench, const QString &data, int threads)
{
    auto server = data.isEmpty()
        ? nullptr
        : ServingProcess::start(siblingProgram(u"preggo-server"_s),
            {u"--data"_s, data, u"--port"_s, u"0"_s, u"--threads"_s, QString::number(threads),
                u"--no-rate-limits"_s, u"--log"_s, u"off"_s});
    if (!server)
        bench.miss(u"preggo-server did not start"_s);
    return server;
}

} // namespace preggo::bench
