// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/access.h"
#include "server/services/accounts/invite_store.h"

namespace preggo::server {

/// Whether a member may invite at all: parents, and whom they gave the ability.
[[nodiscard]] bool mayInvite(const MemberAccess &member);
/// No grant exceeds the granter's: an owner invites a co-parent, everybody else relatives up to herself.
[[nodiscard]] bool mayInviteAs(const MemberAccess &member, Role role);

/// Whether the maker of an invite may make it now. It is asked again whenever the invite is used, so
/// that no invite outlives the right that it was made with.
[[nodiscard]] Result<bool> makerMayStill(sql::Database &db, const InviteRow &invite);

/// Takes back the open invites of a member that she may not make any more, for good: they do not come
/// back with the role.
[[nodiscard]] Result<void> revokeInvitesBeyond(Context &context, FamilyId family, UserId inviter);

} // namespace preggo::server
