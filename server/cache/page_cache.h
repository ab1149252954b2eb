// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>

#include <list>
#include <memory>
#include <mutex>

namespace preggo::server {

/// One answer kept for many readers. Never changes once it is made.
struct CachedPage
{
    std::shared_ptr<const QByteArray> body;
    std::shared_ptr<const QByteArray> gzipped; ///< null where it would not be smaller
    QByteArray type;

    [[nodiscard]] qint64 bytes() const;
};
using PagePtr = std::shared_ptr<const CachedPage>;

/// Makes a page and its gzip form, once for all who will read it.
[[nodiscard]] PagePtr makePage(std::shared_ptr<const QByteArray> body, const QByteArray &type);

/// Where pages are kept. Keys hold everything that the bytes depend on, so that nothing is ever
/// invalidated: a newer head makes another key. Implementations are safe from any thread.
class PageCache
{
public:
    virtual ~PageCache() = default;
    [[nodiscard]] virtual PagePtr find(const QByteArray &key) = 0;
    virtual void store(const QByteArray &key, PagePtr page) = 0;
};

/// In the process's memory, the least recently read one leaves first. Bounded by bytes.
class LruPageCache final : public PageCache
{
public:
    explicit LruPageCache(qint64 maxBytes);
    [[nodiscard]] PagePtr find(const QByteArray &key) override;
    void store(const QByteArray &key, PagePtr page) override;
    [[nodiscard]] qint64 bytes() const;

private:
    struct Entry
    {
        QByteArray key;
        PagePtr page;
        qint64 bytes = 0;
    };
    void evict();

    mutable std::mutex m_mutex;
    const qint64 m_maxBytes;
    qint64 m_bytes = 0;
    std::list<Entry> m_entries; ///< most recent first
    QHash<QByteArray, std::list<Entry>::iterator> m_index;
};

} // namespace preggo::server
