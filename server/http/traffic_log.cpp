// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/traffic_log.h"

#include <algorithm>

namespace preggo::server {

TrafficLog::TrafficLog(const Router &router, Metrics &metrics, Log &log, QByteArray runKey)
    : m_log(log)
    , m_runKey(std::move(runKey))
    , m_unmatched(makeRow("route=\"none\"", metrics))
{
    for (const auto &route : router.routes())
        m_rows.insert(
            &route, makeRow("method=\"" + toText(route.method) + "\",route=\"" + route.path + '"', metrics));
}

TrafficLog::Row TrafficLog::makeRow(const QByteArray &label, Metrics &metrics) const
{
    Row row;
    row.time = &metrics.histogram("preggo_request_microseconds", label);
    for (int i = 0; i < kClasses; ++i) {
        const QByteArray status = QByteArray::number(i + 1) + "xx";
        row.byClass[static_cast<std::size_t>(i)] =
            &metrics.counter("preggo_requests_total", label + ",status=\"" + status + '"');
    }
    return row;
}

void TrafficLog::observe(const Finished &request)
{
    const Row row = m_rows.value(request.route, m_unmatched);
    row.time->observe(request.microseconds);
    const int status = std::clamp(request.status / 100, 1, kClasses);
    row.byClass[static_cast<std::size_t>(status - 1)]->add();
    const LogLevel level = request.status >= 500 ? LogLevel::Warning : LogLevel::Info;
    if (!m_log.wants(level))
        return;
    QVector<LogField> fields{{"method", toText(request.method)},
        {"route", request.route ? request.route->path : QByteArray("none")},
        {"status", qint64(request.status)}, {"us", request.microseconds}};
    if (!request.session.isNull())
        fields.append({"session", hashedId(request.session.toBytes(), m_runKey)});
    m_log.write(level, "request", fields);
}

} // namespace preggo::server
