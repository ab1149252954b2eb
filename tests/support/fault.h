// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/sim_disk.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace preggo::test {

/// The disk fails at the i-th call of an operation, as in SQLite's own tests. One thread.
class Fault
{
public:
    enum class How {
        Once, ///< that call alone
        FromThenOn, ///< that call and all that follow
        Kill, ///< the process ends before that call
        PowerCut, ///< likewise, and what was not synced is torn or lost
    };
    /// `kind` is what the failing calls answer; of a full disk only those are counted that ask for room.
    Fault(How how, DiskFault kind, quint64 call, quint64 seed = 1)
        : m_how(how)
        , m_kind(kind)
        , m_call(call)
        , m_seed(seed)
    { }

    /// Counts from here.
    void arm(SimDisk &disk);
    /// The disk works again. Where it was the end of the process, whoever used it must be gone.
    static void disarm(SimDisk &disk) { disk.setEachCall({}); }

    /// Whether the operation came as far as that call.
    [[nodiscard]] bool isMet() const { return m_met; }
    [[nodiscard]] How how() const { return m_how; }
    [[nodiscard]] quint64 call() const { return m_call; }
    [[nodiscard]] bool endsProcess() const { return m_how == How::Kill || m_how == How::PowerCut; }
    /// For the disk's chance.
    [[nodiscard]] quint64 seed() const { return m_seed * 7919 + m_call; }
    /// For messages.
    [[nodiscard]] QByteArray text() const;
    /// `holds`; where it does not, says so with what was `expected` and `found`.
    bool check(const char *what, bool holds, const QString &expected = {}, const QString &found = {}) const;

private:
    [[nodiscard]] DiskFault at(SimDisk &disk, DiskCall call);

    How m_how;
    DiskFault m_kind;
    quint64 m_call;
    quint64 m_seed;
    quint64 m_counted = 0;
    bool m_met = false;
    DiskCall m_metAt = DiskCall::Open;
};

enum class Ways {
    All,
    Few, ///< an I/O error once, and a power cut: for what differs from others in little
};
/// The longest operation that can be tried.
inline constexpr quint64 kCallsMax = 5'000;
/// Runs `trial` with every way to fail at call 1, 2, 3 ... until one does not meet its fault any more.
/// Returns how many calls failed; -1 as soon as `trial` returns false, and where call kCallsMax is still met,
/// since then not all was tried.
[[nodiscard]] int failEachCall(const std::function<bool(Fault &)> &trial, Ways ways = Ways::All);

} // namespace preggo::test
