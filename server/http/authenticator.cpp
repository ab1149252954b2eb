// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/authenticator.h"

namespace preggo::server {

std::optional<QByteArray> bearerToken(const QByteArray &authorization)
{
    constexpr qsizetype kSchemeLength = 7;
    constexpr qsizetype kTokenMax = 4'096;
    const bool bearer = authorization.size() > kSchemeLength && authorization.size() < kTokenMax
        && authorization.left(kSchemeLength).compare("Bearer ", Qt::CaseInsensitive) == 0;
    if (!bearer)
        return std::nullopt;
    return authorization.mid(kSchemeLength).trimmed();
}

} // namespace preggo::server
