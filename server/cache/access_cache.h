// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/stream_id.h"

#include <QHash>
#include <QVector>

#include <optional>
#include <shared_mutex>

namespace preggo::server {

/// Which streams of a family a member may read, in memory. Holds members only, never refusals, so a
/// stranger cannot fill it. Safe from any thread; bounded.
///
/// A reader takes revision() before it reads the database and stores with that number: what changed
/// in between is not stored.
class AccessCache
{
public:
    explicit AccessCache(int maxEntries);

    [[nodiscard]] std::optional<QVector<StreamId>> find(FamilyId family, UserId user) const;
    [[nodiscard]] quint64 revision() const;
    void store(FamilyId family, UserId user, const QVector<StreamId> &readable, quint64 revision);
    /// After the COMMIT that changed it. A null user means everyone of the family.
    void drop(FamilyId family, UserId user);

private:
    mutable std::shared_mutex m_mutex;
    const int m_maxEntries;
    int m_count = 0;
    quint64 m_revision = 0;
    QHash<FamilyId, QHash<UserId, QVector<StreamId>>> m_families;
};

} // namespace preggo::server
