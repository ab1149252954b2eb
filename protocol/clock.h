// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

namespace preggo {

/// Time as a parameter. Implementations are safe to call from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Milliseconds that only ever rise; timers and delays use this alone.
    [[nodiscard]] virtual qint64 steadyMs() const = 0;
    /// Milliseconds since 1970 in UTC, as the machine believes. May jump by years; for stamps and display.
    [[nodiscard]] virtual qint64 wallMs() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 steadyMs() const override;
    [[nodiscard]] qint64 wallMs() const override;
};

} // namespace preggo
