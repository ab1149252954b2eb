// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fault.h"

#include <QtGlobal>

namespace preggo::test {

namespace {

struct Way
{
    Fault::How how;
    DiskFault kind;
    quint64 seed;
    bool isOfFew = false;
};

constexpr Way kWays[] = {
    {Fault::How::Once, DiskFault::Io, 1, true},
    {Fault::How::Once, DiskFault::Full, 1},
    {Fault::How::FromThenOn, DiskFault::Io, 1},
    {Fault::How::FromThenOn, DiskFault::Full, 1},
    {Fault::How::Kill, DiskFault::Io, 1},
    {Fault::How::PowerCut, DiskFault::Io, 1, true},
    {Fault::How::PowerCut, DiskFault::Io, 2},
};

} // namespace

void Fault::arm(SimDisk &disk)
{
    m_counted = 0;
    disk.setEachCall([this, &disk](quint64, DiskCall call) { return at(disk, call); });
}

DiskFault Fault::at(SimDisk &disk, DiskCall call)
{
    if (m_met && endsProcess())
        return DiskFault::Io;
    if (m_kind == DiskFault::Full && !takesRoom(call))
        return DiskFault::None;
    ++m_counted;
    const bool now = m_counted == m_call;
    if (now) {
        m_met = true;
        m_metAt = call;
        if (endsProcess())
            disk.stop(m_how == How::Kill ? SimDisk::Stop::Kill : SimDisk::Stop::PowerLoss);
    }
    return now || (m_met && m_how == How::FromThenOn) ? m_kind : DiskFault::None;
}

QByteArray Fault::text() const
{
    static constexpr const char *kHows[] = {"fails once", "fails from then on", "kill", "power cut"};
    static constexpr const char *kCalls[] = {"open", "delete", "exists", "read", "write", "truncate", "sync",
        "size", "lock", "map shared", "lock shared", "rename", "sync folder", "list", "free bytes"};
    QByteArray text = kHows[static_cast<int>(m_how)];
    text += m_kind == DiskFault::Full ? " (full)" : " (I/O)";
    text += " at call " + QByteArray::number(m_call);
    if (m_met)
        text += QByteArray(", ") + kCalls[static_cast<int>(m_metAt)];
    return text + ", seed " + QByteArray::number(m_seed);
}

bool Fault::check(const char *what, bool holds, const QString &expected, const QString &found) const
{
    if (!holds)
        qWarning("%s: %s\nexpected:\n%s\nfound:\n%s", text().constData(), what, qUtf8Printable(expected),
            qUtf8Printable(found));
    return holds;
}

namespace {

/// Call 1, 2, 3 ... in one way.
int failEachCall(const std::function<bool(Fault &)> &trial, const Way &way)
{
    for (quint64 call = 1; call <= kCallsMax; ++call) {
        Fault fault(way.how, way.kind, call, way.seed);
        if (!trial(fault))
            return -1;
        if (!fault.isMet())
            return static_cast<int>(call) - 1;
    }
    const Fault last(way.how, way.kind, kCallsMax, way.seed);
    last.check("the operation makes more calls than are tried", false);
    return -1;
}

} // namespace

int failEachCall(const std::function<bool(Fault &)> &trial, Ways ways)
{
    int failed = 0;
    for (const Way &way : kWays) {
        if (ways == Ways::Few && !way.isOfFew)
            continue;
        const int calls = failEachCall(trial, way);
        if (calls < 0)
            return -1;
        failed += calls;
    }
    return failed;
}

} // namespace preggo::test
