// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/invite_rules.h"

namespace preggo::server {

bool mayInvite(const MemberAccess &member)
{
    return isParent(member.role) || member.abilities.has(Ability::Invite);
}

bool mayInviteAs(const MemberAccess &member, Role role)
{
    if (!mayInvite(member))
        return false;
    switch (role) {
    case Role::Owner:
        return false; // she is made one after she joined, by an owner who sees her name
    case Role::CoParent:
        return member.role == Role::Owner;
    case Role::Contributor:
        return member.role != Role::Viewer;
    case Role::Viewer:
        return true;
    }
    return false;
}

Result<bool> makerMayStill(sql::Database &db, const InviteRow &invite)
{
    const auto maker = memberAccess(db, invite.family, invite.inviter);
    if (!maker)
        return tl::make_unexpected(maker.error());
    return *maker && mayInviteAs(**maker, invite.role);
}

Result<void> revokeInvitesBeyond(Context &context, FamilyId family, UserId inviter)
{
    const auto invites = openInvites(context.db, family, inviter, context.clock.wallMs());
    if (!invites)
        return tl::make_unexpected(invites.error());
    for (const auto &invite : *invites) {
        const auto stays = makerMayStill(context.db, invite);
        if (!stays)
            return tl::make_unexpected(stays.error());
        if (*stays)
            continue;
        if (auto done = revokeInvite(context, invite.id); !done)
            return done;
    }
    return {};
}

} // namespace preggo::server
