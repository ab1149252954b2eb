// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/net.hpp"
#include "server/realtime/news_board.h"

#include <memory>

namespace preggo::server {

/// One connection's wait for the next change of a stream. Listens from its construction on, so what is
/// committed before until() counts. Lives on one I/O thread; holds none up.
class NewsWait
{
public:
    NewsWait(NewsBoard &board, StreamId stream, const net::any_io_executor &executor);
    ~NewsWait();
    NewsWait(const NewsWait &) = delete;
    NewsWait &operator=(const NewsWait &) = delete;

    /// Returns on the first change, at the deadline, or when the server stops.
    [[nodiscard]] net::awaitable<void> until(std::chrono::steady_clock::time_point deadline);

private:
    struct State
    {
        net::steady_timer timer;
        bool woken = false;
    };
    NewsBoard &m_board;
    const StreamId m_stream;
    const std::shared_ptr<State> m_state;
    const quint64 m_number;
};

} // namespace preggo::server
