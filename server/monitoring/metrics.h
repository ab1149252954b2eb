// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace preggo::server {

/// How often something happened. Safe from any thread.
class Counter
{
public:
    void add(qint64 by = 1) { m_value.fetch_add(by, std::memory_order_relaxed); }
    [[nodiscard]] qint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_value{0};
};

/// How long something took, in fixed buckets. Safe from any thread.
class Histogram
{
public:
    /// Upper bounds in microseconds; what is longer counts in the sum and the total alone.
    static constexpr std::array<qint64, 10> kBounds{
        50, 100, 250, 1'000, 5'000, 25'000, 100'000, 500'000, 2'000'000, 10'000'000};

    void observe(qint64 us);
    void write(QByteArray &out, const QByteArray &name, const QByteArray &labels) const;

private:
    std::array<std::atomic<qint64>, kBounds.size()> m_buckets{};
    std::atomic<qint64> m_count{0};
    std::atomic<qint64> m_sumUs{0};
};

/// Counters and histograms by name, with a text form that Prometheus reads. Labels come from the
/// program (a route's template, a status class), so their number is bounded. Safe from any thread;
/// what it hands out lives as long as it does.
class Metrics
{
public:
    [[nodiscard]] Counter &counter(const QByteArray &name, const QByteArray &labels = {});
    [[nodiscard]] Histogram &histogram(const QByteArray &name, const QByteArray &labels = {});
    [[nodiscard]] QByteArray text() const;

private:
    using Key = std::pair<QByteArray, QByteArray>;
    mutable std::mutex m_mutex;
    std::map<Key, std::unique_ptr<Counter>> m_counters;
    std::map<Key, std::unique_ptr<Histogram>> m_histograms;
};

} // namespace preggo::server
