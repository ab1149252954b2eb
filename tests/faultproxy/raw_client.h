// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace preggo::test {

/// A plain blocking TCP client that tells a reset from an end, which Qt's sockets do not. For tests.
class RawClient
{
public:
    enum class End { Open, Closed, Reset };

    explicit RawClient(quint16 port);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    /// False where the connection is gone.
    [[nodiscard]] bool send(const QByteArray &bytes);
    /// Waits until `wanted` bytes have come or the connection ends, at most `patienceMs` for each piece.
    [[nodiscard]] QByteArray read(qsizetype wanted, int patienceMs = 15'000);
    /// How the last read() found the connection.
    [[nodiscard]] End end() const { return m_end; }

private:
    int m_socket = -1;
    End m_end = End::Open;
};

} // namespace preggo::test
