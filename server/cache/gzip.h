// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace preggo::server {

/// The bytes in the gzip format (RFC 1952), or nothing where zlib fails. Pure; any thread.
[[nodiscard]] QByteArray gzip(const QByteArray &plain);

} // namespace preggo::server
