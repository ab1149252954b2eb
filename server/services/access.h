// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/roles.h"
#include "protocol/stream_id.h"
#include "server/services/service.h"

#include <QVector>

#include <optional>

namespace preggo::server {

/// One active membership, as the policy sees it.
struct MemberAccess
{
    FamilyId family;
    UserId user;
    Role role = Role::Viewer;
    Abilities abilities;
    QVector<AudienceId> audiences; ///< that list this member; parents read all
};

/// The membership of a user in a family, or nothing: for a removed member, a stranger and a family
/// that does not exist alike. Every route asks here, whatever it serves.
[[nodiscard]] Result<std::optional<MemberAccess>> memberAccess(
    sql::Database &db, FamilyId family, UserId user);

/// Whether a user may read a stream whole. The one visibility rule of the product.
[[nodiscard]] Result<bool> mayRead(sql::Database &db, const StreamId &stream, UserId user);

/// The same, for a membership that was read already.
[[nodiscard]] bool mayRead(const MemberAccess &member, const StreamId &stream);

/// The streams of a family that a member may read, `all` first.
[[nodiscard]] QVector<StreamId> readableStreams(const MemberAccess &member);
[[nodiscard]] QVector<StreamId> readableStreams(sql::Database &db, const MemberAccess &member);

/// Every stream that a user may read: her own and those of her families. Empty where the database fails.
[[nodiscard]] QVector<StreamId> streamsOf(sql::Database &db, UserId user);

} // namespace preggo::server
