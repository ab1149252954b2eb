// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/accept_header.h"

#include <QList>

#include <algorithm>

namespace preggo::server {

namespace {

bool names(const QByteArray &header, QByteArrayView type)
{
    const auto entries = header.split(',');
    return std::any_of(entries.begin(), entries.end(), [type](const QByteArray &entry) {
        const auto parts = entry.toLower().split(';');
        if (parts.constFirst().trimmed() != type)
            return false;
        return std::none_of(parts.begin() + 1, parts.end(), [](const QByteArray &part) {
            bool isNumber = false;
            const QByteArray parameter = part.trimmed();
            const double weight = parameter.startsWith("q=") ? parameter.mid(2).toDouble(&isNumber) : 1.0;
            return isNumber && weight <= 0.0;
        });
    });
}

} // namespace

PictureFormats acceptedFormats(const QByteArray &header)
{
    return {names(header, "image/avif"), names(header, "image/webp")};
}

bool namesTag(const QByteArray &header, const QByteArray &tag)
{
    const auto entries = header.split(',');
    return std::any_of(entries.begin(), entries.end(), [&tag](const QByteArray &entry) {
        const QByteArray name = entry.trimmed();
        return name == tag || name == "W/" + tag || name == "*";
    });
}

} // namespace preggo::server
