// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/news_wait.hpp"

#include "server/http/await.hpp"

namespace preggo::server {

namespace {

/// Carries the news from the thread that tells to the connection's own.
template <typename State> NewsBoard::Wake wakerOf(const std::shared_ptr<State> &state)
{
    return [weak = std::weak_ptr<State>(state), executor = state->timer.get_executor()] {
        net::post(executor, [weak] {
            if (const auto waiting = weak.lock()) {
                waiting->woken = true;
                waiting->timer.cancel();
            }
        });
    };
}

} // namespace

NewsWait::NewsWait(NewsBoard &board, StreamId stream, const net::any_io_executor &executor)
    : m_board(board)
    , m_stream(std::move(stream))
    , m_state(std::make_shared<State>(State{net::steady_timer(executor)}))
    , m_number(board.listen(m_stream, wakerOf(m_state)))
{ }

NewsWait::~NewsWait()
{
    m_board.forget(m_stream, m_number);
}

net::awaitable<void> NewsWait::until(std::chrono::steady_clock::time_point deadline)
{
    const auto state = m_state;
    if (state->woken)
        co_return;
    state->timer.expires_at(deadline);
    co_await state->timer.async_wait(kAsValue);
}

} // namespace preggo::server
