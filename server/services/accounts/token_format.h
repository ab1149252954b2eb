// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/limits.h"

#include <QByteArray>
#include <QStringView>

/// What issuer and verifier agree on. Private to the two.
namespace preggo::server::token_format {

inline constexpr QStringView kAlgorithm = u"EdDSA";
inline constexpr QStringView kType = u"at+jwt"; // RFC 9068
inline constexpr QStringView kIssuer = u"preggo";
inline constexpr QStringView kAudience = u"preggo-api";
inline constexpr qsizetype kTokenBytesMax = 2'048;
/// How far the clocks of two servers may be apart.
inline constexpr qint64 kSkewMs = 30'000;

inline unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}
inline const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

} // namespace preggo::server::token_format
