// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/cache/single_flight.h"

namespace preggo::server {

bool SingleFlight::lead(const QByteArray &key, Follower follower)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_flights.find(key);
    if (it == m_flights.end()) {
        m_flights.insert(key, {});
        return true;
    }
    it->append(std::move(follower));
    return false;
}

void SingleFlight::finish(const QByteArray &key, const PagePtr &page)
{
    QVector<Follower> followers;
    {
        const std::lock_guard lock(m_mutex);
        followers = m_flights.take(key);
    }
    for (const auto &follower : followers)
        follower(page);
}

} // namespace preggo::server
