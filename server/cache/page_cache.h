// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <list>
#include <memory>
#include <mutex>

namespace preggo::server {

/// One answer kept for many readers. What it says never changes; its gzip form is made when somebody
/// first wants it. Safe from any thread.
class CachedPage
{
public:
    CachedPage(std::shared_ptr<const QByteArray> body, QByteArray type);

    [[nodiscard]] const std::shared_ptr<const QByteArray> &body() const { return m_body; }
    [[nodiscard]] const QByteArray &type() const { return m_type; }
    /// The gzip form; null where the page is small or would not shrink to half. The first call packs,
    /// which takes long for an I/O thread: see isPacked().
    [[nodiscard]] std::shared_ptr<const QByteArray> gzipped() const;
    /// Whether gzipped() answers at once.
    [[nodiscard]] bool isPacked() const { return m_isPacked.load(std::memory_order_acquire); }
    /// Memory, with room for the gzip form.
    [[nodiscard]] qint64 bytes() const;

private:
    [[nodiscard]] bool isLarge() const;

    const std::shared_ptr<const QByteArray> m_body;
    const QByteArray m_type;
    mutable std::once_flag m_once;
    mutable std::shared_ptr<const QByteArray> m_gzipped;
    mutable std::atomic<bool> m_isPacked;
};
using PagePtr = std::shared_ptr<const CachedPage>;

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
