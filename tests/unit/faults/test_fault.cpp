// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fault.h"

#include <QTest>

#include <algorithm>

using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// An operation of `calls` calls to the disk.
auto operation(quint64 calls)
{
    return [calls](Fault &fault) {
        SimDisk disk(1);
        fault.arm(disk);
        for (quint64 call = 0; call < std::min(calls, fault.call()); ++call)
            static_cast<void>(disk.nextFault(DiskCall::Read));
        return true;
    };
}

} // namespace

/// What the other suites of this folder stand on.
class TestFault : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachCallFailsOnceInEachWay() { QCOMPARE(failEachCall(operation(3), Ways::Few), 2 * 3); }

    void theLongestOperationIsTriedWhole()
    {
        QCOMPARE(failEachCall(operation(kCallsMax - 1), Ways::Few), 2 * (static_cast<int>(kCallsMax) - 1));
    }

    void whatIsTooLongToBeTriedWholeIsNoSuccess()
    {
        QCOMPARE(failEachCall(operation(kCallsMax), Ways::Few), -1);
    }
};

QTEST_GUILESS_MAIN(TestFault)
#include "test_fault.moc"
