// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <QUuid>

#include <array>
#include <compare>
#include <optional>

namespace preggo {

/// An identifier that cannot be confused with one of another kind.
///
/// On the wire it is the lower-case 36-character form without braces; in databases the 16 bytes of
/// RFC 4122. A default-constructed id is null and never valid on the wire. Value type, any thread.
template <typename Tag> class StrongId
{
public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(const QUuid &uuid)
        : m_uuid(uuid)
    { }

    /// The id written as 36 characters, or nothing for any other text and for the null id.
    [[nodiscard]] static std::optional<StrongId> parse(QStringView text);
    /// The id from its 16 bytes, or null where the length is another.
    [[nodiscard]] static StrongId fromBytes(const QByteArray &bytes)
    {
        return bytes.size() == 16 ? StrongId(QUuid::fromRfc4122(bytes)) : StrongId();
    }

    [[nodiscard]] bool isNull() const { return m_uuid.isNull(); }
    [[nodiscard]] QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    [[nodiscard]] QByteArray toBytes() const { return m_uuid.toRfc4122(); }
    [[nodiscard]] const QUuid &uuid() const { return m_uuid; }

    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend bool operator<(const StrongId &a, const StrongId &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) noexcept { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using OpId = StrongId<struct OpTag>;
using PostId = StrongId<struct PostTag>;
using CommentId = StrongId<struct CommentTag>;
using ReactionId = StrongId<struct ReactionTag>;
using MediaId = StrongId<struct MediaTag>;
using UserId = StrongId<struct UserTag>;
using DeviceId = StrongId<struct DeviceTag>;
using FamilyId = StrongId<struct FamilyTag>;
using AudienceId = StrongId<struct AudienceTag>;
using InviteId = StrongId<struct InviteTag>;
using SessionId = StrongId<struct SessionTag>;
using EpochId = StrongId<struct EpochTag>;
using DraftId = StrongId<struct DraftTag>;
/// The target of an action whose kind says what it is: a post, a comment, a family, ...
using EntityId = StrongId<struct EntityTag>;

template <typename To, typename From> [[nodiscard]] To idCast(const From &id)
{
    return To(id.uuid());
}

/// 36 lower- or upper-case characters without braces, not null.
[[nodiscard]] std::optional<QUuid> parseUuid(QStringView text);

/// UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits.
[[nodiscard]] QUuid makeUuidV7(qint64 unixMs, const std::array<quint8, 10> &random);
/// UUID version 4 from 16 random bytes.
[[nodiscard]] QUuid makeUuidV4(const std::array<quint8, 16> &random);

/// A person has one reaction on a post, so its id follows from both: UUIDv5(post, user).
[[nodiscard]] ReactionId reactionIdFor(PostId post, UserId user);

/// A person has one read mark a stream and one value a preference: UUIDv5(user, order key), where the
/// key is the one of protocol/action.h.
[[nodiscard]] EntityId registerIdFor(UserId user, const QString &orderKey);

template <typename Tag> std::optional<StrongId<Tag>> StrongId<Tag>::parse(QStringView text)
{
    const auto uuid = parseUuid(text);
    return uuid ? std::optional(StrongId(*uuid)) : std::nullopt;
}

} // namespace preggo

template <typename Tag> struct std::hash<preggo::StrongId<Tag>>
{
    size_t operator()(const preggo::StrongId<Tag> &id) const noexcept { return qHash(id.uuid()); }
};
