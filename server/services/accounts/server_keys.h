// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "protocol/rng.h"

#include <QByteArray>
#include <QString>
#include <QVector>

namespace preggo::server {

/// An Ed25519 key pair with its name in tokens. `seed` has 32 bytes.
struct SigningKey
{
    QByteArray kid;
    QByteArray seed;
};

/// What the server alone knows. Value type; never logged.
struct ServerKeys
{
    QVector<SigningKey> signing; ///< the first signs, all verify, so that keys can be changed without a gap
    QByteArray secret; ///< 32 bytes: keys the hashes of codes and the refresh tokens
};

/// Two fresh keys.
[[nodiscard]] ServerKeys makeServerKeys(Rng &rng);

/// Reads the key file, or makes it with mode 0600 where there is none. A file that others may read, or
/// that is damaged, is refused: new keys would sign everybody out.
[[nodiscard]] Result<ServerKeys> loadServerKeys(const QString &path, Rng &rng);

} // namespace preggo::server
