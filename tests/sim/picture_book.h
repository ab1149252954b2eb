// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/sim/books.h"
#include "tests/sim/sim_device.h"

#include <QHash>

namespace preggo::sim {

/// Every photo that somebody took, and where it must be: on her device until the server has it for good
/// (I1), and whole on the server before anybody sees a post with it (I7).
class PictureBook
{
public:
    explicit PictureBook(Verdict &verdict)
        : m_verdict(verdict)
    { }
    void taken(MediaId media, const QByteArray &sha256) { m_hashes.insert(media, sha256); }
    /// After each commit of the server.
    void committed(const server::Effects &effects, SimServer &server);
    /// After each turn of a device's storage.
    void look(SimDevice &device);
    /// When all is at rest: no file lies there that nothing names. Only for a device that never lost a
    /// process or a disk call in the middle.
    void checkFolder(SimDevice &device);
    [[nodiscard]] int arrived() const { return m_arrived; }

private:
    Verdict &m_verdict;
    QHash<MediaId, QByteArray> m_hashes;
    int m_arrived = 0;
};

} // namespace preggo::sim
