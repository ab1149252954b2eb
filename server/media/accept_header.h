// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace preggo::server {

/// Whether an `Accept` header names image/webp with a weight above 0. A wildcard does not count: who
/// cannot read WebP sends one too.
[[nodiscard]] bool acceptsWebp(const QByteArray &header);

/// Whether an `If-None-Match` header holds this strong tag, or everything.
[[nodiscard]] bool namesTag(const QByteArray &header, const QByteArray &tag);

} // namespace preggo::server
