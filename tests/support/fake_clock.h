// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/clock.h"

namespace preggo::test {

/// Time that moves only when told. Not thread-safe.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(qint64 wallMs = 1'764'000'000'000)
        : m_wallMs(wallMs)
    { }
    [[nodiscard]] qint64 steadyMs() const override { return m_steadyMs; }
    [[nodiscard]] qint64 wallMs() const override { return m_wallMs; }
    void advance(qint64 ms)
    {
        m_steadyMs += ms;
        m_wallMs += ms;
    }
    void setWall(qint64 ms) { m_wallMs = ms; }

private:
    qint64 m_steadyMs = 0;
    qint64 m_wallMs;
};

} // namespace preggo::test
