// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/services/access.h"
#include "server/services/family_changes.h"

#include <optional>

namespace preggo::server {

/// Who asks for a change, and the member whom it is about.
struct MemberPair
{
    MemberAccess asker;
    Member target;

    [[nodiscard]] bool isSelf() const { return asker.user == target.user; }
};

/// What a change asks for; what is not set stays.
struct MemberWish
{
    std::optional<Role> role;
    std::optional<Abilities> abilities;
    std::optional<QString> relation;

    [[nodiscard]] static Result<MemberWish> fromJson(const QJsonObject &object);
};

/// The rules of docs/security.md: roles by an owner, never one's own, never the last owner's; abilities
/// by a parent, those of a parent by an owner, never one's own; what she is to the baby by a parent or
/// herself.
[[nodiscard]] Result<void> mayChangeMember(sql::Database &db, const MemberPair &pair, const MemberWish &wish);

/// Writes and publishes. A new role brings its abilities unless the wish names others; open invites that
/// the member may not make any more are taken back.
[[nodiscard]] Result<void> changeMember(
    Context &context, const Actor &actor, const MemberPair &pair, const MemberWish &wish);

} // namespace preggo::server
