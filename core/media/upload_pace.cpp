// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/upload_pace.h"

#include <algorithm>

namespace preggo {

namespace {

constexpr qint64 kSlowMs = 8'000;
constexpr qint64 kFastMs = 2'000;

} // namespace

void UploadPace::sent(qint64 bytes, qint64 ms)
{
    if (ms < kFastMs && bytes >= m_piece)
        m_piece = std::min(m_piece * 2, m_most);
    else if (ms > kSlowMs)
        m_piece = std::min(std::max(m_piece / 2, limits::kChunkBytesMin), m_most);
}

bool UploadPace::tooLarge()
{
    if (m_piece <= kLeastBytes)
        return false;
    m_piece = std::max(m_piece / 2, kLeastBytes);
    m_most = m_piece;
    return true;
}

qint64 UploadPace::delayAfterFailure(Rng &rng, std::optional<int> retryAfterSeconds)
{
    constexpr int kDoublingsMax = 20;
    const qint64 cap =
        std::min(limits::kRetryCapMs, limits::kRetryBaseMs << std::min(m_failures, kDoublingsMax));
    ++m_failures;
    const auto jitter = static_cast<qint64>(rng.below(static_cast<quint64>(cap) + 1));
    return std::max<qint64>(jitter, qint64(retryAfterSeconds.value_or(0)) * 1000);
}

} // namespace preggo
