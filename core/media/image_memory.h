// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QImage>
#include <QString>

#include <list>

namespace preggo {

/// Decoded pictures in memory, bounded by their decoded bytes, least recently used first out. One thread.
class ImageMemory
{
public:
    explicit ImageMemory(qint64 budgetBytes);

    /// Null where it is not there.
    [[nodiscard]] QImage find(const QString &key);
    /// An image larger than the budget is not kept.
    void insert(const QString &key, const QImage &image);
    void clear();
    void setBudget(qint64 bytes);
    [[nodiscard]] qint64 usedBytes() const { return m_used; }

private:
    struct Entry
    {
        QImage image;
        std::list<QString>::iterator place;
    };
    void evict();

    qint64 m_budget;
    qint64 m_used = 0;
    QHash<QString, Entry> m_entries;
    std::list<QString> m_order; ///< oldest first
};

} // namespace preggo
