// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QPair>
#include <QString>
#include <QVector>

#include <functional>
#include <memory>

namespace preggo {

/// Which connections a request may use: pictures and uploads never delay what a person did.
enum class NetLane { Actions, Reads, Pictures, Uploads };

struct HttpRequest
{
    QByteArray method = "GET";
    QString path; ///< below the server's address, e.g. "/api/v1/sync/push"; holds no secret
    QVector<QPair<QByteArray, QByteArray>> headers; ///< the transport adds nothing but Host and lengths
    QByteArray body;
    NetLane lane = NetLane::Reads;
    int idleTimeoutMs = 30'000; ///< without a byte in either direction
    qint64 maxAnswerBytes = 16LL * 1024 * 1024;

    void addHeader(QByteArray name, QByteArray value)
    {
        headers.emplaceBack(std::move(name), std::move(value));
    }
};

enum class NetFailure {
    None, ///< an HTTP answer came, of whatever status
    Offline, ///< no route, DNS, refused, reset, cut in the middle
    Timeout,
    Tls, ///< the certificate is not the server's: never bypassed
    TooLarge,
    Aborted, ///< by cancel()
};

struct HttpAnswer
{
    NetFailure failure = NetFailure::None;
    int status = 0;
    QVector<QPair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QByteArray header(QByteArrayView name) const
    {
        for (const auto &[key, value] : headers) {
            if (key == name)
                return value;
        }
        return {};
    }
};

/// Sends requests to one server. Callbacks run on the caller's executor thread, exactly once each,
/// never from within send(). It never re-sends by itself. Same thread throughout.
class HttpTransport
{
public:
    using Done = std::function<void(HttpAnswer)>;
    using Progress = std::function<void(qint64 sent, qint64 total)>;
    using RequestId = quint64;

    virtual ~HttpTransport() = default;
    virtual RequestId send(HttpRequest request, Done done, Progress progress = {}) = 0;
    /// The callback comes with NetFailure::Aborted, unless it ran already.
    virtual void cancel(RequestId request) = 0;
};

} // namespace preggo
