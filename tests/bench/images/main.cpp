// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// bench-images: a photo through the server's picture workers, as MediaService uses them: "--photo <file>".

#include "server/media/picture_workers.h"
#include "tests/bench/probe/process.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QThread>

#include <cstdio>

#include <sys/resource.h>

using namespace Qt::Literals::StringLiterals;
using namespace preggo;
using namespace preggo::bench;
using namespace preggo::server;

namespace {

constexpr int kBetweenPhotosMs = 500;

double sinceMs(qint64 beginUs)
{
    return static_cast<double>(monotonicUs() - beginUs) / 1000.0;
}

/// What the workers that have ended took.
struct Taken
{
    double cpuMs = 0;
    double mostMib = 0; ///< of one of them
};

Taken taken()
{
    rusage used{};
    if (::getrusage(RUSAGE_CHILDREN, &used) != 0)
        return {};
    const auto ms = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return {ms(used.ru_utime) + ms(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024.0};
}

std::optional<QJsonObject> develop(const QByteArray &photo)
{
    PictureWorkers workers(pictureWorkerProgram());
    // Photos come over a network, so the process that is started after one is ready for the next.
    if (!workers.prepare(photo))
        return std::nullopt;
    QThread::msleep(kBetweenPhotosMs);
    double firstMs = 0;
    const double cpuBefore = taken().cpuMs;
    const qint64 begin = monotonicUs();
    const auto picture = workers.prepare(
        photo, [&](const EncodedVariant &) { firstMs = firstMs > 0 ? firstMs : sinceMs(begin); });
    const double allMs = sinceMs(begin);
    const Taken after = taken();
    if (!picture || !workers.encodeAvif(picture->variants.constLast().bytes))
        return std::nullopt;
    return QJsonObject{{u"first_ms"_s, firstMs}, {u"all_ms"_s, allMs},
        {u"all_cpu_ms"_s, after.cpuMs - cpuBefore}, {u"avif_cpu_ms"_s, taken().cpuMs - after.cpuMs},
        {u"memory_mib"_s, after.mostMib}};
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
