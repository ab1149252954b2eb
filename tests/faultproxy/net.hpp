// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <boost/asio.hpp>

namespace preggo::test {
namespace net = boost::asio;
using tcp = boost::asio::ip::tcp;

/// Errors as values, not as exceptions.
inline constexpr auto kAsValue = net::as_tuple(net::use_awaitable);
} // namespace preggo::test
