// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"

#include <QVector>

namespace preggo::server {

/// Ids as they stand in one column: 16 bytes each, one after another.
template <typename Tag> [[nodiscard]] QByteArray packIds(const QVector<StrongId<Tag>> &ids)
{
    QByteArray bytes;
    bytes.reserve(ids.size() * 16);
    for (const auto &id : ids)
        bytes += id.toBytes();
    return bytes;
}

template <typename Id> [[nodiscard]] QVector<Id> unpackIds(const QByteArray &bytes)
{
    QVector<Id> ids;
    ids.reserve(bytes.size() / 16);
    for (qsizetype at = 0; at + 16 <= bytes.size(); at += 16)
        ids.append(Id::fromBytes(bytes.mid(at, 16)));
    return ids;
}

} // namespace preggo::server
