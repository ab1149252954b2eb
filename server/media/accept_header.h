// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace preggo::server {

/// The formats beside JPEG that somebody can read.
struct PictureFormats
{
    bool avif = false;
    bool webp = false;
};

/// Those that an `Accept` header names with a weight above 0. A wildcard does not count: who cannot read
/// them sends one too.
[[nodiscard]] PictureFormats acceptedFormats(const QByteArray &header);

/// Whether an `If-None-Match` header holds this strong tag, or everything.
[[nodiscard]] bool namesTag(const QByteArray &header, const QByteArray &tag);

} // namespace preggo::server
