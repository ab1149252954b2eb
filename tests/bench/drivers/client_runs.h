// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/drivers/bench.h"

#include <QJsonObject>
#include <QStringList>

namespace preggo::bench {

/// Pictures for the bare list, as large as the client's cached variants. Painted once a run.
[[nodiscard]] QString floorPictures(Bench &bench);

/// A person's profile on this machine with everything of the server's in its cache. Made once for each
/// data directory and name, through the client's own sign-in and sync; empty on failure.
[[nodiscard]] QString clientProfile(
    Bench &bench, ServingProcess &server, const QString &data, int posts, const QString &name = QString());

/// One run of the bare list, or of the real client on a profile. Nothing on failure.
[[nodiscard]] std::optional<QJsonObject> runFloor(
    Bench &bench, const QStringList &arguments, int timeoutMs = 120'000);
[[nodiscard]] std::optional<QJsonObject> runClient(Bench &bench, const QString &profile, quint16 port,
    const QStringList &arguments, int timeoutMs = 120'000);

} // namespace preggo::bench
