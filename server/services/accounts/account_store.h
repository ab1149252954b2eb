// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "server/services/service.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace preggo::server {

struct AccountRow
{
    UserId user;
    QString name;
    QString address;
    QString passwordHash;
};

/// The address as it is stored and compared: trimmed, lower case. InvalidField where it cannot be one.
[[nodiscard]] Result<QString> normalAddress(const QString &typed);

[[nodiscard]] Result<std::optional<AccountRow>> accountByAddress(sql::Database &db, const QString &address);
[[nodiscard]] Result<std::optional<AccountRow>> accountById(sql::Database &db, UserId user);

/// Adds the account and its u: stream.
[[nodiscard]] Result<void> insertAccount(Context &context, const AccountRow &account);
[[nodiscard]] Result<void> setPassword(Context &context, UserId user, const QString &hash);

/// Makes limits::kRecoveryCodes codes, of which only keyed hashes are kept, and returns them for the
/// one time that they are shown.
[[nodiscard]] Result<QStringList> makeRecoveryCodes(Context &context, const QByteArray &secret, UserId user);
/// Whether the code is one of this user's, not yet used.
[[nodiscard]] Result<bool> hasRecoveryCode(
    sql::Database &db, const QByteArray &secret, UserId user, const QString &typed);
/// Uses the code up; false where somebody was faster.
[[nodiscard]] Result<bool> useRecoveryCode(
    Context &context, const QByteArray &secret, UserId user, const QString &typed);

} // namespace preggo::server
