// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// bench-images: a photo through the server's picture workers, as MediaService uses them: "--photo <file>".

#include "server/media/picture_workers.h"
#include "tests/bench/probe/process.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

#include <sys/resource.h>

using namespace Qt::Literals::StringLiterals;
using namespace preggo;
using namespace preggo::bench;
using namespace preggo::server;

namespace {

double sinceMs(qint64 beginUs)
{
    return static_cast<double>(monotonicUs() - beginUs) / 1000.0;
}

/// The most memory that any worker had at once, in MiB.
double workerMib()
{
    rusage used{};
    return ::getrusage(RUSAGE_CHILDREN, &used) == 0 ? static_cast<double>(used.ru_maxrss) / 1024.0 : 0;
}

std::optional<QJsonObject> develop(const QByteArray &photo)
{
    PictureWorkers workers(pictureWorkerProgram());
    // The first one starts the process that the next finds ready, as on a server that runs.
    if (!workers.prepare(photo))
        return std::nullopt;
    double firstMs = 0;
    const qint64 begin = monotonicUs();
    const auto picture = workers.prepare(
        photo, [&](const EncodedVariant &) { firstMs = firstMs > 0 ? firstMs : sinceMs(begin); });
    const double allMs = sinceMs(begin);
    if (!picture)
        return std::nullopt;
    const double mib = workerMib();
    const qint64 late = monotonicUs();
    if (!workers.encodeAvif(picture->variants.constLast().bytes))
        return std::nullopt;
    return QJsonObject{{u"first_ms"_s, firstMs}, {u"all_ms"_s, allMs}, {u"avif_ms"_s, sinceMs(late)},
        {u"memory_mib"_s, mib}};
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"photo"_s, {}, u"file"_s}, {u"started-us"_s, {}, u"us"_s}});
    parser.process(application);
    QFile file(parser.value(u"photo"_s));
    if (!file.open(QIODevice::ReadOnly))
        return EXIT_FAILURE;
    const auto figures = develop(file.readAll());
    if (!figures)
        return EXIT_FAILURE;
    std::printf("%s\n", QJsonDocument(*figures).toJson(QJsonDocument::Compact).constData());
    return EXIT_SUCCESS;
}
