// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/roles.h"
#include "server/services/service.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace preggo::server {

/// An invitation: bound to a family and a role, used once, gone after limits::kInviteMs. Token and code
/// are kept as keyed hashes.
struct InviteRow
{
    InviteId id;
    FamilyId family;
    Role role = Role::Viewer;
    QString relation;
    QString name;
    UserId inviter;
    qint64 createdMs = 0;
    qint64 expiresMs = 0;
    bool revoked = false;
    UserId usedBy; ///< null while it is open

    [[nodiscard]] QJsonObject toJson() const;
};

/// What opens an invitation: one of the two.
struct InviteSecret
{
    QString token;
    QString code;
};

/// Takes secret and wish; the secret's hashes go into the row.
[[nodiscard]] Result<void> insertInvite(
    Context &context, const QByteArray &secret, const InviteRow &invite, const InviteSecret &opens);

/// A code that no invitation has.
[[nodiscard]] Result<QString> freshInviteCode(Context &context, const QByteArray &secret);

[[nodiscard]] Result<std::optional<InviteRow>> inviteBySecret(
    sql::Database &db, const QByteArray &secret, const InviteSecret &opens);
[[nodiscard]] Result<std::optional<InviteRow>> inviteById(sql::Database &db, InviteId id);

/// Open ones of a family, the newest first; only those of `inviter` unless that is null.
[[nodiscard]] Result<QVector<InviteRow>> openInvites(
    sql::Database &db, FamilyId family, UserId inviter, qint64 nowMs);

[[nodiscard]] Result<void> revokeInvite(Context &context, InviteId id);
[[nodiscard]] Result<void> useInvite(Context &context, InviteId id, UserId user);

} // namespace preggo::server
