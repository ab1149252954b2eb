// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "fault.h"
#include "protocol/rng.h"

#include <chrono>
#include <cstddef>
#include <memory>

namespace preggo::test {

class RequestReader;

enum class Way { Request, Answer };

/// What becomes of bytes that wait to be passed on.
struct Portion
{
    enum class Then {
        GoOn,
        Reset, ///< after these bytes the connection is reset
        Hang, ///< nothing more passes under this fault
    };

    std::size_t bytes = 0; ///< so many of them pass,
    std::chrono::milliseconds wait{0}; ///< after this time
    Then then = Then::GoOn;
};

/// How one fault treats one direction of one connection. Knows no sockets and no time. One thread.
class Shaper
{
public:
    virtual ~Shaper() = default;
    /// `waiting` > 0 bytes have come. Called again for those that were left.
    [[nodiscard]] virtual Portion next(std::size_t waiting) = 0;
};

/// `requests` and `rng` outlive the shaper.
[[nodiscard]] std::unique_ptr<Shaper> makeShaper(
    const Fault &fault, Way way, const RequestReader &requests, Rng &rng);

} // namespace preggo::test
