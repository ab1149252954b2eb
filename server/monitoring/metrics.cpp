// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/monitoring/metrics.h"

namespace preggo::server {

namespace {

void writeLine(QByteArray &out, const QByteArray &name, const QByteArray &labels, qint64 value)
{
    out += name;
    if (!labels.isEmpty())
        out += '{' + labels + '}';
    out += ' ' + QByteArray::number(value) + '\n';
}

} // namespace

void Histogram::observe(qint64 us)
{
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
        if (us <= kBounds[i]) {
            m_buckets[i].fetch_add(1, std::memory_order_relaxed);
            break;
        }
    }
    m_count.fetch_add(1, std::memory_order_relaxed);
    m_sumUs.fetch_add(us, std::memory_order_relaxed);
}

void Histogram::write(QByteArray &out, const QByteArray &name, const QByteArray &labels) const
{
    const QByteArray prefix = labels.isEmpty() ? QByteArray() : labels + ',';
    qint64 below = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
        below += m_buckets[i].load(std::memory_order_relaxed);
        writeLine(out, name + "_bucket", prefix + "le=\"" + QByteArray::number(kBounds[i]) + '"', below);
    }
    const qint64 count = m_count.load(std::memory_order_relaxed);
    writeLine(out, name + "_bucket", prefix + "le=\"+Inf\"", count);
    writeLine(out, name + "_sum", labels, m_sumUs.load(std::memory_order_relaxed));
    writeLine(out, name + "_count", labels, count);
}

Counter &Metrics::counter(const QByteArray &name, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    auto &slot = m_counters[{name, labels}];
    if (!slot)
        slot = std::make_unique<Counter>();
    return *slot;
}

Histogram &Metrics::histogram(const QByteArray &name, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    auto &slot = m_histograms[{name, labels}];
    if (!slot)
        slot = std::make_unique<Histogram>();
    return *slot;
}

QByteArray Metrics::text() const
{
    QByteArray out;
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, counter] : m_counters)
        writeLine(out, key.first, key.second, counter->value());
    for (const auto &[key, histogram] : m_histograms)
        histogram->write(out, key.first, key.second);
    return out;
}

} // namespace preggo::server
