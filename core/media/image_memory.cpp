// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/image_memory.h"

namespace preggo {

ImageMemory::ImageMemory(qint64 budgetBytes)
    : m_budget(budgetBytes)
{ }

QImage ImageMemory::find(const QString &key)
{
    const auto it = m_entries.find(key);
    if (it == m_entries.end())
        return {};
    m_order.splice(m_order.end(), m_order, it->place);
    return it->image;
}

void ImageMemory::insert(const QString &key, const QImage &image)
{
    if (image.sizeInBytes() > m_budget)
        return;
    if (const auto it = m_entries.constFind(key); it != m_entries.constEnd()) {
        m_used -= it->image.sizeInBytes();
        m_order.erase(it->place);
    }
    m_entries.insert(key, {image, m_order.insert(m_order.end(), key)});
    m_used += image.sizeInBytes();
    evict();
}

void ImageMemory::evict()
{
    while (m_used > m_budget && !m_order.empty()) {
        m_used -= m_entries.take(m_order.front()).image.sizeInBytes();
        m_order.pop_front();
    }
}

void ImageMemory::setBudget(qint64 bytes)
{
    m_budget = bytes;
    evict();
}

void ImageMemory::clear()
{
    m_entries.clear();
    m_order.clear();
    m_used = 0;
}

} // namespace preggo
