// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/net/qt_http_transport.h"

#include <QVector>

namespace preggo::bench {

/// One exchange with the server. Microseconds of the monotonic clock.
struct Exchange
{
    QString path; ///< with its query
    qint64 sentUs = 0;
    qint64 answeredUs = 0; ///< 0 while it is under way
    int status = 0;
};

/// The product's transport, with everything that goes through it written down. Main thread.
class WatchedHttp final : public HttpTransport
{
public:
    explicit WatchedHttp(const QUrl &server);

    RequestId send(HttpRequest request, Done done, Progress progress) override;
    void cancel(RequestId request) override { m_http.cancel(request); }

    /// Those whose path begins so.
    [[nodiscard]] QVector<Exchange> exchanges(const QString &begin) const;

private:
    QtHttpTransport m_http;
    QVector<Exchange> m_exchanges;
};

} // namespace preggo::bench
