// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/limits.h"
#include "protocol/rng.h"

#include <QtGlobal>

#include <optional>

namespace preggo {

/// How much to send at once and how long to wait after a failure. One thread.
///
/// A piece takes about four seconds: small ones cost a round trip each, large ones are lost whole
/// when the connection goes.
class UploadPace
{
public:
    [[nodiscard]] qint64 pieceBytes() const { return m_piece; }
    void sent(qint64 bytes, qint64 ms);
    /// The server or something before it wants less. False where it is the least already.
    bool tooLarge();
    void succeeded() { m_failures = 0; }
    /// Full jitter (docs/sync.md, section 5); what the server asked for is a floor.
    [[nodiscard]] qint64 delayAfterFailure(Rng &rng, std::optional<int> retryAfterSeconds);

private:
    static constexpr qint64 kLeastBytes = 16 * 1024; ///< below the usual: for proxies with small bodies

    qint64 m_piece = limits::kChunkBytesMin;
    qint64 m_most = limits::kChunkBytesMax;
    int m_failures = 0;
};

} // namespace preggo
