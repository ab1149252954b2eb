// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace preggo {

/// closed() with this code: the server could not prove who it is (RFC 6455, section 7.4.1).
inline constexpr int kNotTrusted = 1015;

/// One WebSocket at a time to one server. Same thread throughout; callbacks run there, never from
/// within a call.
class WsTransport
{
public:
    struct Callbacks
    {
        std::function<void()> opened;
        std::function<void(QByteArray text)> message;
        /// Exactly once per open(), also where it never opened (code 1006). `status` is the HTTP status
        /// of a refused handshake, else 0.
        std::function<void(int code, int status)> closed;
    };

    virtual ~WsTransport() = default;
    /// Opens `path` with an Authorization header; drops an older socket without its callbacks.
    virtual void open(const QString &path, const QByteArray &bearer, Callbacks callbacks) = 0;
    virtual void send(const QByteArray &text) = 0;
    /// Drops the socket at once, without waiting for the peer; closed() follows with 1006.
    virtual void abort() = 0;
};

} // namespace preggo
