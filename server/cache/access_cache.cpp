// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/cache/access_cache.h"

#include <mutex>

namespace preggo::server {

AccessCache::AccessCache(int maxEntries)
    : m_maxEntries(maxEntries)
{ }

std::optional<QVector<StreamId>> AccessCache::find(FamilyId family, UserId user) const
{
    const std::shared_lock lock(m_mutex);
    const auto members = m_families.constFind(family);
    if (members == m_families.constEnd())
        return std::nullopt;
    const auto it = members->constFind(user);
    return it == members->constEnd() ? std::nullopt : std::optional(*it);
}

quint64 AccessCache::revision() const
{
    const std::shared_lock lock(m_mutex);
    return m_revision;
}

void AccessCache::store(FamilyId family, UserId user, const QVector<StreamId> &readable, quint64 revision)
{
    const std::unique_lock lock(m_mutex);
    if (revision != m_revision)
        return;
    if (m_count >= m_maxEntries) {
        m_families.clear();
        m_count = 0;
    }
    auto &members = m_families[family];
    m_count += members.contains(user) ? 0 : 1;
    members.insert(user, readable);
}

void AccessCache::drop(FamilyId family, UserId user)
{
    const std::unique_lock lock(m_mutex);
    ++m_revision;
    const auto members = m_families.find(family);
    if (members == m_families.end())
        return;
    if (user.isNull()) {
        m_count -= static_cast<int>(members->size());
        m_families.erase(members);
    } else {
        m_count -= static_cast<int>(members->remove(user));
    }
}

} // namespace preggo::server
