// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/rng.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace preggo::server {

/// HMAC-SHA256 of `message` under `secret`, for one purpose: a hash made for another never fits.
[[nodiscard]] QByteArray keyedHash(const QByteArray &secret, QByteArrayView purpose, QByteArrayView message);

/// Compares in a time that does not tell where the difference is.
[[nodiscard]] bool equalSecrets(QByteArrayView a, QByteArrayView b);

/// Base64 with the alphabet for URLs and without padding (RFC 4648, section 5).
[[nodiscard]] QByteArray toBase64Url(const QByteArray &bytes);
/// Nothing for a text that toBase64Url() could not have written.
[[nodiscard]] std::optional<QByteArray> fromBase64Url(QByteArrayView text);

/// Characters that are not mistaken for each other, for codes that people read out: 4.9 bits each.
[[nodiscard]] QString makeCode(Rng &rng, int characters);
/// The code as it was made: upper case, without the blanks and dashes that people put in.
[[nodiscard]] QString normalCode(const QString &typed);
/// "ABCD-EFGH-…": in groups of four.
[[nodiscard]] QString groupedCode(const QString &code);

/// 128 random bits as text, for links.
[[nodiscard]] QString makeLinkToken(Rng &rng);

} // namespace preggo::server
