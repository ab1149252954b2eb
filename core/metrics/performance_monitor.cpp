// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/metrics/performance_monitor.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kAlertEveryMs = 60'000;

struct Row
{
    double thresholdMs;
    const char16_t *name;
};

/// In the order of Metric.
constexpr Row kRows[kMetricCount] = {
    {200, u"feed_load"},
    {50, u"image_from_memory"},
    {200, u"image_from_disk"},
    {1000, u"image_from_network"},
    {300, u"api_response"},
    {500, u"time_to_interactive"},
};

/// The smallest value that `share` of all do not exceed (nearest rank).
double percentile(const std::vector<double> &sorted, double share)
{
    const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<size_t>(rank, 1) - 1];
}

} // namespace

double PerformanceMonitor::threshold(Metric metric)
{
    return kRows[static_cast<size_t>(metric)].thresholdMs;
}

QString PerformanceMonitor::nameOf(Metric metric)
{
    return QString::fromUtf16(kRows[static_cast<size_t>(metric)].name);
}

PerformanceMonitor::Severity PerformanceMonitor::severityOf(Metric metric, double ms)
{
    if (ms > 2 * threshold(metric))
        return Severity::Critical;
    return ms > threshold(metric) ? Severity::Warning : Severity::Fine;
}

void PerformanceMonitor::record(Metric metric, double ms)
{
    if (!std::isfinite(ms) || ms < 0)
        return;
    Ring &ring = m_rings[static_cast<size_t>(metric)];
    ring.values[static_cast<size_t>(ring.next)] = ms;
    ring.next = (ring.next + 1) % kRing;
    ring.count = std::min(ring.count + 1, kRing);
    maybeAlert(metric, ms);
}

void PerformanceMonitor::recordFailure(Metric metric)
{
    ++m_rings[static_cast<size_t>(metric)].failures;
}

PerformanceMonitor::Summary PerformanceMonitor::summary(Metric metric) const
{
    const Ring &ring = m_rings[static_cast<size_t>(metric)];
    Summary summary;
    summary.count = ring.count;
    summary.failures = ring.failures;
    if (ring.count == 0)
        return summary;
    std::vector<double> sorted(ring.values.begin(), ring.values.begin() + ring.count);
    std::sort(sorted.begin(), sorted.end());
    summary.p50 = percentile(sorted, 0.50);
    summary.p95 = percentile(sorted, 0.95);
    summary.p99 = percentile(sorted, 0.99);
    summary.severity = severityOf(metric, summary.p95);
    return summary;
}

void PerformanceMonitor::setAlert(
    std::function<qint64()> steadyNowMs, std::function<void(Metric, double ms)> alert)
{
    m_now = std::move(steadyNowMs);
    m_alert = std::move(alert);
}

void PerformanceMonitor::maybeAlert(Metric metric, double ms)
{
    if (!m_alert || !m_now || severityOf(metric, ms) != Severity::Critical)
        return;
    Ring &ring = m_rings[static_cast<size_t>(metric)];
    const qint64 now = m_now();
    if (ring.lastAlertMs && now - *ring.lastAlertMs < kAlertEveryMs)
        return;
    ring.lastAlertMs = now;
    m_alert(metric, ms);
}

} // namespace preggo
