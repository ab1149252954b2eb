// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/router.h"
#include "server/monitoring/log.h"
#include "server/monitoring/metrics.h"

#include <QHash>

#include <array>

namespace preggo::server {

/// One finished request, as logs and metrics may know it.
struct Finished
{
    const Route *route = nullptr; ///< null where no route fits; the path itself is never written
    Method method = Method::Get;
    int status = 0;
    qint64 microseconds = 0;
    SessionId session;
};

/// Writes a line and counts a figure for every request, by the route's template. Safe from any thread.
class TrafficLog
{
public:
    TrafficLog(const Router &router, Metrics &metrics, Log &log, QByteArray runKey);

    void observe(const Finished &request);

private:
    static constexpr int kClasses = 5;
    struct Row
    {
        Histogram *time = nullptr;
        std::array<Counter *, kClasses> byClass{};
    };
    [[nodiscard]] Row makeRow(const QByteArray &label, Metrics &metrics) const;

    Log &m_log;
    const QByteArray m_runKey;
    QHash<const Route *, Row> m_rows;
    Row m_unmatched;
};

} // namespace preggo::server
