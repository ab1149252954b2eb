// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "storage/media_out.h"

#include <QByteArray>

#include <optional>

namespace preggo::tus {

// The requests of tus 1.0 and what their answers say. Pure.

[[nodiscard]] HttpRequest create(const MediaOut &row);
[[nodiscard]] HttpRequest askOffset(const QString &place);
[[nodiscard]] HttpRequest sendPiece(
    const QString &place, qint64 offset, const QByteArray &bytes, const QByteArray &sha256);

/// Where the upload lives, as a path below the server's address; nothing for another server's or any
/// other path, to which the picture must not go.
[[nodiscard]] std::optional<QString> placeOf(const HttpAnswer &answer);
[[nodiscard]] std::optional<qint64> offsetOf(const HttpAnswer &answer);

} // namespace preggo::tus
