// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/net/watched_http.h"

#include "tests/bench/probe/process.h"

namespace preggo::bench {

WatchedHttp::WatchedHttp(const QUrl &server)
    : m_http(server)
{ }

HttpTransport::RequestId WatchedHttp::send(HttpRequest request, Done done, Progress progress)
{
    const qsizetype at = m_exchanges.size();
    m_exchanges.append({request.path, monotonicUs(), 0, 0});
    const auto watched = [this, at, done = std::move(done)](HttpAnswer answer) {
        m_exchanges[at].answeredUs = monotonicUs();
        m_exchanges[at].status = answer.status;
        done(std::move(answer));
    };
    return m_http.send(std::move(request), watched, std::move(progress));
}

QVector<Exchange> WatchedHttp::exchanges(const QString &begin) const
{
    QVector<Exchange> found;
    for (const Exchange &exchange : m_exchanges) {
        if (exchange.path.startsWith(begin))
            found.append(exchange);
    }
    return found;
}

} // namespace preggo::bench
