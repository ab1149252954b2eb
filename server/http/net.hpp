// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <boost/asio.hpp>

namespace preggo::server {
namespace net = boost::asio;
using tcp = boost::asio::ip::tcp;
} // namespace preggo::server
