// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/net.hpp"

#include <functional>
#include <memory>

namespace preggo::server {

/// Errors as values, not as exceptions.
inline constexpr auto kAsValue = net::as_tuple(net::use_awaitable);

/// Waits for a callback from another thread, and goes on in the coroutine's own one. `start` is given
/// the callback and must call it once.
template <typename T> net::awaitable<T> awaitCallback(std::function<void(std::function<void(T)>)> start)
{
    auto begin = [](auto handler, std::function<void(std::function<void(T)>)> starter) {
        auto executor = net::get_associated_executor(handler);
        // std::function wants to copy, the handler only moves.
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        starter([shared, executor](T value) {
            net::post(
                executor, [shared, value = std::move(value)]() mutable { (*shared)(std::move(value)); });
        });
    };
    co_return co_await net::async_initiate<const net::use_awaitable_t<>, void(T)>(
        begin, net::use_awaitable, std::move(start));
}

} // namespace preggo::server
