// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/net.hpp"
#include "server/http/tls_files.h"

#include <boost/asio/ssl.hpp>

#include <tl/expected.hpp>

#include <memory>

namespace preggo::server {

using TlsContext = std::shared_ptr<net::ssl::context>;

/// The certificate with its key, ready for connections of TLS 1.2 and 1.3 with forward secrecy; or a
/// sentence where a file cannot be read, is no such thing, is readable by everybody, does not belong to
/// the other one, or is not valid at `nowMs`.
[[nodiscard]] tl::expected<TlsContext, QString> loadTls(const TlsFiles &files, qint64 nowMs);

} // namespace preggo::server
