// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/cache/page_cache.h"

#include "protocol/limits.h"
#include "server/cache/gzip.h"

namespace preggo::server {

namespace {
constexpr qint64 kEntryOverhead = 256;
}

qint64 CachedPage::bytes() const
{
    return (body ? body->size() : 0) + (gzipped ? gzipped->size() : 0) + type.size();
}

PagePtr makePage(std::shared_ptr<const QByteArray> body, const QByteArray &type)
{
    auto page = std::make_shared<CachedPage>();
    page->type = type;
    if (body && body->size() > limits::kGzipMinBytes) {
        QByteArray packed = gzip(*body);
        if (!packed.isEmpty() && packed.size() < body->size())
            page->gzipped = std::make_shared<const QByteArray>(std::move(packed));
    }
    page->body = std::move(body);
    return page;
}

LruPageCache::LruPageCache(qint64 maxBytes)
    : m_maxBytes(maxBytes)
{ }

PagePtr LruPageCache::find(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_index.constFind(key);
    if (it == m_index.constEnd())
        return {};
    m_entries.splice(m_entries.begin(), m_entries, *it);
    return m_entries.front().page;
}

void LruPageCache::store(const QByteArray &key, PagePtr page)
{
    const qint64 bytes = page->bytes() + key.size() + kEntryOverhead;
    const std::lock_guard lock(m_mutex);
    if (bytes > m_maxBytes || m_index.contains(key))
        return;
    m_entries.push_front({key, std::move(page), bytes});
    m_index.insert(key, m_entries.begin());
    m_bytes += bytes;
    evict();
}

void LruPageCache::evict()
{
    while (m_bytes > m_maxBytes) {
        m_bytes -= m_entries.back().bytes;
        m_index.remove(m_entries.back().key);
        m_entries.pop_back();
    }
}

qint64 LruPageCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace preggo::server
