// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "replay.hpp"

#include <array>

namespace preggo::test {

net::awaitable<void> replay(std::chrono::milliseconds after, std::function<tcp::endpoint()> target,
    QByteArray request, std::function<void()> done)
{
    const auto executor = co_await net::this_coro::executor;
    net::steady_timer timer(executor, after);
    co_await timer.async_wait(kAsValue);

    tcp::socket socket(executor);
    const auto [unreachable] = co_await socket.async_connect(target(), kAsValue);
    if (unreachable)
        co_return;
    const auto bytes = net::buffer(request.constData(), static_cast<std::size_t>(request.size()));
    const auto [notSent, sent] = co_await net::async_write(socket, bytes, kAsValue);
    if (notSent)
        co_return;
    std::array<char, 1> first{};
    const auto [noAnswer, size] = co_await socket.async_read_some(net::buffer(first), kAsValue);
    if (!noAnswer)
        done();
}

} // namespace preggo::test
