// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QString>
#include <QUrl>

namespace preggo {

/// Whether the network between here and the server may be read by others.
enum class PlainHttp {
    LocalOnly, ///< loopback and private addresses, for a server at home
    Anywhere, ///< the person said so
};

/// The server's address as typed ("family.example", "http://192.168.1.4:8080") as a URL without path.
/// A name without a scheme means https. Refuses other schemes, user names, queries and plain http to
/// public addresses, each with a sentence.
[[nodiscard]] Result<QUrl> parseServerAddress(const QString &typed, PlainHttp plain = PlainHttp::LocalOnly);

} // namespace preggo
