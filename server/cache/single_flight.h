// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/cache/page_cache.h"

#include <QHash>
#include <QVector>

#include <functional>
#include <mutex>

namespace preggo::server {

/// Many requests for one missing page become one read of the database. Safe from any thread.
class SingleFlight
{
public:
    /// What a follower gets; null where the leader's answer was not a page, so it has to read itself.
    using Follower = std::function<void(PagePtr)>;

    /// True for the first, who leads and must call finish(), whatever happens. For the others false;
    /// `follower` is called once, on the thread of the leader's finish().
    [[nodiscard]] bool lead(const QByteArray &key, Follower follower);
    void finish(const QByteArray &key, const PagePtr &page);

private:
    std::mutex m_mutex;
    QHash<QByteArray, QVector<Follower>> m_flights;
};

} // namespace preggo::server
