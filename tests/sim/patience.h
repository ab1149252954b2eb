// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/outbox.h"
#include "tests/sim/books.h"
#include "tests/sim/sim_device.h"

namespace preggo::sim {

/// Tells what may wait when all is well from what may not (I17). What is parked waits for the person; so
/// does what needs it or stands behind what waits; and what hangs on something that the server does not
/// show to her waits for limits::kDependencyWaitMs.
class Patience
{
public:
    Patience(const PrivacyBook &privacy, const ServerBook &commits)
        : m_privacy(privacy)
        , m_commits(commits)
    { }
    /// The first action that should have been sent; empty where there is none.
    [[nodiscard]] QString waitsWithoutReason(SimDevice &device) const;

private:
    void excuse(const QVector<ActionRow> &rows, SimDevice &device, QSet<OpId> &excused,
        QSet<QString> &blockedKeys) const;
    [[nodiscard]] bool hangsInTheAir(const ActionRow &row, SimDevice &device) const;

    const PrivacyBook &m_privacy;
    const ServerBook &m_commits;
};

} // namespace preggo::sim
