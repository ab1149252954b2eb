// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/cache/head_table.h"

#include <mutex>

namespace preggo::server {

HeadTable::HeadTable(int maxEntries)
    : m_maxEntries(maxEntries)
{ }

std::optional<Head> HeadTable::find(const StreamId &stream) const
{
    const std::shared_lock lock(m_mutex);
    const auto it = m_entries.constFind(stream);
    return it == m_entries.constEnd() ? std::nullopt : std::optional(it->head);
}

bool HeadTable::appendTags(const QVector<StreamId> &streams, QByteArray &out) const
{
    const std::shared_lock lock(m_mutex);
    for (const auto &stream : streams) {
        const auto it = m_entries.constFind(stream);
        if (it == m_entries.constEnd())
            return false;
        out += it->tag;
    }
    return true;
}

quint64 HeadTable::generation() const
{
    const std::shared_lock lock(m_mutex);
    return m_generation;
}

void HeadTable::published(const StreamId &stream, const Head &head)
{
    const std::unique_lock lock(m_mutex);
    put(stream, head);
}

void HeadTable::backedUp(const Heads &heads)
{
    const std::unique_lock lock(m_mutex);
    for (auto it = heads.begin(); it != heads.end(); ++it) {
        const auto entry = m_entries.find(it.key());
        // Where more was written since the heads were read, what was durable then still is.
        if (entry != m_entries.end() && entry->head.epoch == it->epoch)
            entry->head.durable = std::min(it->durable, entry->head.head);
    }
}

void HeadTable::loaded(const StreamId &stream, const Head &head, quint64 generation)
{
    const std::unique_lock lock(m_mutex);
    if (generation != m_generation)
        return;
    const auto it = m_entries.constFind(stream);
    // What a commit put here is newer than any read that began before it.
    if (it == m_entries.constEnd())
        put(stream, head);
}

void HeadTable::put(const StreamId &stream, const Head &head)
{
    if (m_entries.size() >= m_maxEntries && !m_entries.contains(stream)) {
        m_entries.clear();
        ++m_generation;
    }
    const QByteArray tag = stream.toString().toLatin1() + ' ' + head.epoch.toString().toLatin1() + ' '
        + QByteArray::number(head.head) + '\n';
    m_entries.insert(stream, {head, tag});
}

} // namespace preggo::server
