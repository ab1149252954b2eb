// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/ids.h"

#include <algorithm>

namespace preggo {

std::optional<QUuid> parseUuid(QStringView text)
{
    if (text.size() != 36)
        return std::nullopt;
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) {
        return c == u'-' || (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    });
    const QUuid uuid = plain ? QUuid::fromString(text) : QUuid();
    return uuid.isNull() ? std::nullopt : std::optional(uuid);
}

QUuid makeUuidV7(qint64 unixMs, const std::array<quint8, 10> &random)
{
    const auto ms = static_cast<quint64>(unixMs);
    QByteArray bytes(16, Qt::Uninitialized);
    for (int i = 0; i < 6; ++i)
        bytes[i] = static_cast<char>((ms >> (8 * (5 - i))) & 0xff);
    std::copy(random.begin(), random.end(), bytes.begin() + 6);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

QUuid makeUuidV4(const std::array<quint8, 16> &random)
{
    QByteArray bytes(reinterpret_cast<const char *>(random.data()), 16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

ReactionId reactionIdFor(PostId post, UserId user)
{
    return ReactionId(QUuid::createUuidV5(post.uuid(), user.toString()));
}

EntityId registerIdFor(UserId user, const QString &orderKey)
{
    return EntityId(QUuid::createUuidV5(user.uuid(), orderKey));
}

} // namespace preggo
