// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/bench/load/http_load.h"

#include <QByteArray>
#include <QJsonObject>
#include <QVector>

#include <optional>

namespace preggo::bench {

/// One answer of the server under test.
struct Answer
{
    int status = 0;
    QByteArray head;
    QJsonObject json;

    /// A header's value, or empty.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// A signed-in person of the demo, and the header line that proves it.
struct SignedIn
{
    QByteArray authorization; ///< "Authorization: Bearer …\r\n"
    QByteArray family; ///< id of the demo family
};

/// One request on a connection of its own, timed from its first byte to the answer's last.
[[nodiscard]] LoadResult askOnce(quint16 port, const QByteArray &request);
/// The same, with what was answered.
[[nodiscard]] Answer ask(quint16 port, const QByteArray &request);
/// Signs the n-th person of the demo in. Nothing on failure.
[[nodiscard]] std::optional<SignedIn> signIn(quint16 port, int person);

} // namespace preggo::bench
