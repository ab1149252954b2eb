// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/sim_vfs.h"

#include <functional>

namespace preggo::test {

/// A program with one database on a simulated disk. `Process` is what it holds while it runs; it must be
/// closed when that goes. One thread.
template <typename Process> struct OneRowProgram
{
    /// Starts it, on the files that are there. False-like where it cannot.
    std::function<Process(SimDisk &disk, const SimVfs &vfs)> start;
    std::function<void(Process &)> writeRow;
    std::function<bool(Process &)> hasRow;
};

/// What became of a row whose commit a kill met.
struct KilledCommits
{
    int kills = 0;
    int found = 0; ///< the next process had the row, so that it may tell of it
    int lost = 0; ///< of those found: a power cut took it back
};

/// Kills the process within each call to the disk that its commit makes, starts the next one, and cuts the
/// power where that one has the row. Several times each, since a power cut keeps some of what was not synced.
template <typename Process> KilledCommits killEachCommit(const OneRowProgram<Process> &program)
{
    constexpr quint64 kSeeds = 8;
    KilledCommits result;
    bool died = true;
    for (quint64 call = 1; died; ++call) {
        for (quint64 seed = 1; seed <= kSeeds; ++seed) {
            SimDisk disk(seed);
            const SimVfs vfs(disk);
            died = false;
            {
                auto process = program.start(disk, vfs);
                disk.setFault([&](quint64 number, bool isWrite) {
                    if (!isWrite || number != call || died)
                        return DiskFault::None;
                    died = true;
                    disk.stop(SimDisk::Stop::Kill);
                    return DiskFault::Io;
                });
                program.writeRow(process);
                disk.setFault({});
                disk.stop(SimDisk::Stop::Kill);
            }
            result.kills += died ? 1 : 0;
            {
                auto next = program.start(disk, vfs);
                if (!program.hasRow(next))
                    continue;
                ++result.found;
                disk.stop(SimDisk::Stop::PowerLoss);
            }
            auto last = program.start(disk, vfs);
            result.lost += program.hasRow(last) ? 0 : 1;
        }
    }
    return result;
}

/// Leaves the log of a killed process on a disk on which each write fails in this way from now on.
template <typename Process>
void killBeforeWritesFail(
    const OneRowProgram<Process> &program, SimDisk &disk, const SimVfs &vfs, DiskFault fault)
{
    {
        auto first = program.start(disk, vfs);
        program.writeRow(first);
        disk.stop(SimDisk::Stop::Kill);
    }
    disk.setEachCall(
        [fault](quint64, DiskCall call) { return call == DiskCall::Write ? fault : DiskFault::None; });
}

} // namespace preggo::test
