// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/drivers/bench.h"
#include "tests/bench/probe/samples.h"

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

QString makePhoto(Bench &bench)
{
    const QString path = bench.directory + u"/photo.jpg"_s;
    QProcess maker;
    maker.start(siblingProgram(u"floor-images"_s), {u"--make"_s, path});
    return maker.waitForFinished(120'000) && maker.exitCode() == 0 ? path : QString();
}

/// What several runs of one program measured.
struct Runs
{
    Samples first;
    Samples all;
    Samples allCpu;
    Samples avifCpu;
    Samples memory;

    [[nodiscard]] bool add(const QString &program, const QString &photo)
    {
        const auto run = runForJson(siblingProgram(program), {u"--photo"_s, photo});
        if (!run)
            return false;
        first.add(run->value(u"first_ms").toDouble());
        all.add(run->value(u"all_ms").toDouble());
        allCpu.add(run->value(u"all_cpu_ms").toDouble());
        avifCpu.add(run->value(u"avif_cpu_ms").toDouble());
        memory.add(run->value(u"memory_mib").toDouble());
        return true;
    }
};

} // namespace

void benchImages(Bench &bench)
{
    const QString photo = makePhoto(bench);
    if (photo.isEmpty())
        return bench.miss(u"the photo was not made"_s);
    Runs ours;
    Runs floor;
    // In turns, so that what else the machine does meets both alike.
    for (int i = 0; i < bench.scaled(9, 1); ++i) {
        if (!ours.add(u"bench-images"_s, photo) || !floor.add(u"floor-images"_s, photo))
            return bench.miss(u"a run over the photo failed"_s);
    }
    const auto add = [&bench](const QString &name, const Samples &value, const Samples &least) {
        bench.add(u"images."_s + name, value.percentile(0.5), u"ms"_s, least.percentile(0.5));
    };
    add(u"first_thumbnail"_s, ours.first, floor.first);
    add(u"variants"_s, ours.all, floor.all);
    add(u"variants_cpu"_s, ours.allCpu, floor.allCpu);
    add(u"avif_cpu"_s, ours.avifCpu, floor.avifCpu);
    bench.add(u"images.worker_memory"_s, ours.memory.largest(), u"MiB"_s);
}

} // namespace preggo::bench
