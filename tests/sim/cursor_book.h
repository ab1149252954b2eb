// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/sim/books.h"
#include "tests/sim/sim_device.h"

namespace preggo::sim {

/// I9: a device has all that its cursor says it has, and none of its rows grows older within one history.
/// For worlds whose disks are sound.
class CursorBook
{
public:
    CursorBook(Verdict &verdict, SimServer &server)
        : m_verdict(verdict)
        , m_server(server)
    { }
    /// Once a while, between two tasks. Both processes are up.
    void look(SimDevice &device);

private:
    using Seqs = QHash<QByteArray, qint64>; ///< by entity
    struct Seen
    {
        EpochId epoch;
        Seqs seqs;
    };
    void lookAtStream(SimDevice &device, const StreamState &state);

    Verdict &m_verdict;
    SimServer &m_server;
    struct Device
    {
        qint64 bootedMs = 0; ///< a process that begins may find older rows
        QHash<StreamId, Seen> streams;
    };
    QHash<int, Device> m_seen;
};

} // namespace preggo::sim
