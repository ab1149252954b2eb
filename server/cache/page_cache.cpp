// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/cache/page_cache.h"

#include "protocol/limits.h"
#include "server/cache/gzip.h"

namespace preggo::server {

namespace {
constexpr qint64 kEntryOverhead = 256;
}

CachedPage::CachedPage(std::shared_ptr<const QByteArray> body, QByteArray type)
    : m_body(std::move(body))
    , m_type(std::move(type))
    , m_isPacked(!isLarge())
{ }

bool CachedPage::isLarge() const
{
    return m_body && m_body->size() > limits::kGzipMinBytes;
}

std::shared_ptr<const QByteArray> CachedPage::gzipped() const
{
    if (isPacked())
        return m_gzipped;
    std::call_once(m_once, [this] {
        QByteArray packed = gzip(*m_body);
        packed.squeeze();
        if (!packed.isEmpty() && packed.size() <= m_body->size() / 2)
            m_gzipped = std::make_shared<const QByteArray>(std::move(packed));
        m_isPacked.store(true, std::memory_order_release);
    });
    return m_gzipped;
}

qint64 CachedPage::bytes() const
{
    const qint64 plain = m_body ? m_body->size() : 0;
    return plain + (isLarge() ? plain / 2 : 0) + m_type.size();
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
