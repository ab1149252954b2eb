// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/message.h"

namespace preggo::server {

/// The request of a received head: path and query apart, header names in lower case. Refuses methods
/// that no route can have, targets that are no path, and percent-encoding that is no UTF-8.
[[nodiscard]] Result<Request> makeRequest(
    QByteArrayView method, QByteArrayView target, QHash<QByteArray, QByteArray> headers, QByteArray remote);

} // namespace preggo::server
