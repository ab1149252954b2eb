// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <functional>
#include <optional>

#include <QString>
#include <QVector>

namespace preggo {

enum class Metric {
    FeedLoad,
    ImageFromMemory,
    ImageFromDisk,
    ImageFromNetwork,
    ApiResponse,
    TimeToInteractive,
};
inline constexpr int kMetricCount = 6;

/// How long things took on this device, for its owner's eyes: numbers alone, no id, text or address,
/// and nothing leaves the device. Keeps the last 100 of each metric. One thread.
class PerformanceMonitor
{
public:
    static constexpr int kRing = 100;
    enum class Severity { Fine, Warning, Critical };

    struct Summary
    {
        int count = 0; ///< in the ring
        qint64 failures = 0; ///< since the start; they are no durations
        double p50 = 0;
        double p95 = 0;
        double p99 = 0;
        Severity severity = Severity::Fine; ///< of p95
        friend bool operator==(const Summary &, const Summary &) = default;
    };

    /// The duration in milliseconds that is still fine.
    [[nodiscard]] static double threshold(Metric metric);
    /// Up to the threshold fine, up to twice that a warning.
    [[nodiscard]] static Severity severityOf(Metric metric, double ms);
    [[nodiscard]] static QString nameOf(Metric metric);

    /// Negative and non-finite values are ignored.
    void record(Metric metric, double ms);
    void recordFailure(Metric metric);
    [[nodiscard]] Summary summary(Metric metric) const;

    /// Hears of critical values, at most once a minute of `nowMs` and metric.
    void setAlert(std::function<qint64()> steadyNowMs, std::function<void(Metric, double ms)> alert);

private:
    struct Ring
    {
        std::array<double, kRing> values{};
        int count = 0;
        int next = 0;
        qint64 failures = 0;
        std::optional<qint64> lastAlertMs;
    };
    void maybeAlert(Metric metric, double ms);

    std::array<Ring, kMetricCount> m_rings{};
    std::function<qint64()> m_now;
    std::function<void(Metric, double)> m_alert;
};

} // namespace preggo
