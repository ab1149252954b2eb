// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/net/api_types.h"
#include "protocol/problem.h"

#include <QJsonObject>

namespace preggo {

// Answers of the server as values. Unknown members are ignored; a missing one that is needed is
// Unavailable with a sentence: the person cannot mend it, a newer app can.

[[nodiscard]] Result<TokenPair> readTokens(const QJsonObject &object);
/// `name` is used where the answer does not say it again.
[[nodiscard]] Result<SignedIn> readSignedIn(const QJsonObject &object, const QString &name);
[[nodiscard]] Result<Account> readAccount(const QJsonObject &object);
[[nodiscard]] Result<QVector<DeviceEntry>> readDevices(const QJsonObject &object);
[[nodiscard]] Result<QVector<FamilyEntry>> readFamilies(const QJsonObject &object);
[[nodiscard]] Result<QVector<Member>> readMembers(const QJsonObject &object);
[[nodiscard]] Result<Invite> readInvite(const QJsonObject &object);
[[nodiscard]] Result<QVector<Invite>> readInvites(const QJsonObject &object);
[[nodiscard]] Result<InvitePreview> readInvitePreview(const QJsonObject &object);
[[nodiscard]] Result<SignInLink> readSignInLink(const QJsonObject &object);

[[nodiscard]] QJsonObject toJson(const NewFamily &family);
[[nodiscard]] QJsonObject toJson(const MemberChange &change);
[[nodiscard]] QJsonObject toJson(const InviteSecret &secret);

} // namespace preggo
