// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <memory>

namespace preggo::test {

/// An HTTP server on loopback that keeps what it is asked, byte for byte, and answers 200 with the same body
/// each time. A thread of its own; calls are safe from any thread.
class RecordingServer
{
public:
    explicit RecordingServer(QByteArray body);
    ~RecordingServer();

    [[nodiscard]] quint16 port() const;
    /// The whole requests so far.
    [[nodiscard]] QByteArrayList requests() const;
    /// Bytes that came, of unfinished requests too.
    [[nodiscard]] qint64 bytesReceived() const;
    [[nodiscard]] int connections() const;
    /// What a client reads as the answer to a request.
    [[nodiscard]] QByteArray answer() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace preggo::test
