// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/api_json.h"

#include "protocol/json.h"

#include <QJsonArray>
#include <QTimeZone>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTokenChars = 4096;
constexpr int kLinkChars = 2048;
constexpr qint64 kYearSeconds = 366LL * 24 * 3600;

tl::unexpected<Problem> notUnderstood()
{
    return fail(ProblemCode::Unavailable, u"The server's answer is not understood. Update the app."_s);
}

template <typename T> Result<T> finished(JsonReader &reader, T value)
{
    if (!reader.finish(UnknownFields::Ignore))
        return notUnderstood();
    return value;
}

/// A time as milliseconds since 1970, or as text in ISO 8601.
QDateTime readTime(const QJsonValue &value)
{
    constexpr qint64 kFar = 1LL << 53;
    if (value.isDouble()) {
        const auto ms = wholeNumber(value, -kFar, kFar);
        return ms ? QDateTime::fromMSecsSinceEpoch(*ms, QTimeZone::utc()) : QDateTime();
    }
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

template <typename T, typename Read>
Result<QVector<T>> readList(const QJsonObject &object, QStringView key, int maxItems, Read read)
{
    const QJsonValue value = object.value(key);
    if (!value.isArray() || value.toArray().size() > maxItems)
        return notUnderstood();
    QVector<T> items;
    for (const auto &each : value.toArray()) {
        Result<T> item = read(each.toObject());
        if (!item)
            return notUnderstood();
        items.append(std::move(*item));
    }
    return items;
}

Result<DeviceEntry> readDevice(const QJsonObject &object)
{
    DeviceEntry device;
    JsonReader reader(object);
    reader.id(u"id", device.id);
    reader.optionalText(u"name", device.name, limits::kNameMax);
    reader.optionalBoolean(u"current", device.current);
    if (const QDateTime seen = readTime(object[u"last_seen_at"_s]); seen.isValid())
        device.lastSeenMs = seen.toMSecsSinceEpoch();
    return finished(reader, device);
}

Result<FamilyEntry> readFamilyEntry(const QJsonObject &object)
{
    auto membership = Membership::fromJson(object);
    if (!membership)
        return notUnderstood();
    FamilyEntry entry{std::move(*membership), {}};
    JsonReader reader(object);
    reader.text(u"name", entry.name, limits::kNameMax);
    return finished(reader, entry);
}

} // namespace

Result<TokenPair> readTokens(const QJsonObject &object)
{
    QString access;
    QString refresh;
    qint64 seconds = 0;
    JsonReader reader(object);
    reader.text(u"access_token", access, kTokenChars);
    reader.text(u"refresh_token", refresh, kTokenChars);
    reader.integer(u"expires_in", seconds, 1, kYearSeconds);
    if (access.isEmpty() || refresh.isEmpty())
        return notUnderstood();
    return finished(reader, TokenPair{access.toLatin1(), refresh.toLatin1(), seconds * 1000});
}

Result<SignedIn> readSignedIn(const QJsonObject &object, const QString &name)
{
    auto tokens = readTokens(object);
    if (!tokens)
        return tl::make_unexpected(tokens.error());
    SignedIn signedIn;
    signedIn.tokens = std::move(*tokens);
    signedIn.name = name;
    QJsonArray codes;
    JsonReader reader(object);
    reader.id(u"user_id", signedIn.user);
    reader.optionalText(u"name", signedIn.name, limits::kNameMax);
    reader.optionalArray(u"recovery_codes", codes, 100);
    for (const auto &code : codes)
        signedIn.recoveryCodes.append(code.toString().left(64));
    return finished(reader, std::move(signedIn));
}

Result<Account> readAccount(const QJsonObject &object)
{
    Account account;
    JsonReader reader(object);
    reader.id(u"user_id", account.user);
    reader.text(u"name", account.name, limits::kNameMax);
    reader.optionalText(u"address", account.address, limits::kAddressMax);
    return finished(reader, account);
}

Result<QVector<DeviceEntry>> readDevices(const QJsonObject &object)
{
    return readList<DeviceEntry>(object, u"devices", 10 * limits::kDevicesPerUser, readDevice);
}

Result<QVector<FamilyEntry>> readFamilies(const QJsonObject &object)
{
    return readList<FamilyEntry>(object, u"families", 10 * limits::kFamiliesPerUser, readFamilyEntry);
}

Result<QVector<Member>> readMembers(const QJsonObject &object)
{
    return readList<Member>(object, u"members", 10 * limits::kMembersPerFamily, Member::fromJson);
}

Result<Invite> readInvite(const QJsonObject &object)
{
    Invite invite;
    JsonReader reader(object);
    reader.id(u"id", invite.id);
    reader.optionalText(u"token", invite.token, kTokenChars);
    reader.optionalText(u"link", invite.link, kLinkChars);
    reader.optionalText(u"code", invite.code, 64);
    reader.wireEnum(u"role", invite.role, false);
    reader.optionalText(u"relation", invite.relation, limits::kRelationMax);
    invite.expiresAt = readTime(object[u"expires_at"_s]);
    return finished(reader, invite);
}

Result<QVector<Invite>> readInvites(const QJsonObject &object)
{
    return readList<Invite>(object, u"invites", 10 * limits::kOpenInvitesPerFamily, readInvite);
}

Result<InvitePreview> readInvitePreview(const QJsonObject &object)
{
    InvitePreview preview;
    JsonReader reader(object);
    reader.text(u"family_name", preview.familyName, limits::kNameMax);
    reader.wireEnum(u"role", preview.role);
    reader.optionalText(u"relation", preview.relation, limits::kRelationMax);
    reader.optionalText(u"inviter", preview.inviter, limits::kNameMax);
    return finished(reader, preview);
}

Result<SignInLink> readSignInLink(const QJsonObject &object)
{
    SignInLink link;
    JsonReader reader(object);
    reader.text(u"token", link.token, kTokenChars);
    reader.optionalText(u"link", link.link, kLinkChars);
    link.expiresAt = readTime(object[u"expires_at"_s]);
    return finished(reader, link);
}

QJsonObject toJson(const NewFamily &family)
{
    QJsonObject object{{u"id"_s, family.id.toString()}, {u"name"_s, family.name}, {u"zone"_s, family.zone},
        {u"share_due_date"_s, family.shareDueDate}, {u"relation"_s, family.relation}};
    if (family.dueDate.isValid())
        object[u"due_date"_s] = family.dueDate.toString(Qt::ISODate);
    return object;
}

QJsonObject toJson(const MemberChange &change)
{
    QJsonObject object;
    if (change.role)
        object[u"role"_s] = toWire(*change.role);
    if (change.relation)
        object[u"relation"_s] = *change.relation;
    if (change.abilities) {
        QJsonArray names;
        for (const auto ability : {Ability::React, Ability::Comment, Ability::Post, Ability::Invite}) {
            if (change.abilities->has(ability))
                names.append(toWire(ability));
        }
        object[u"abilities"_s] = names;
    }
    return object;
}

QJsonObject toJson(const InviteSecret &secret)
{
    return secret.token.isEmpty() ? QJsonObject{{u"code"_s, secret.code}}
                                  : QJsonObject{{u"token"_s, secret.token}};
}

} // namespace preggo
