// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/http_date.h"

#include <ctime>

namespace preggo::server {

QByteArray httpDateNow()
{
    thread_local std::time_t renderedAt = 0;
    thread_local QByteArray text;
    const std::time_t now = std::time(nullptr);
    if (now != renderedAt) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        char buffer[32];
        const auto size = std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &parts);
        text = QByteArray(buffer, static_cast<qsizetype>(size));
        renderedAt = now;
    }
    return text;
}

} // namespace preggo::server
