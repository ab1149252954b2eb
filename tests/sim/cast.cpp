// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/cast.h"

#include "protocol/rng.h"

namespace preggo::sim {

QVector<StreamId> CastFamily::streams() const
{
    QVector<StreamId> all{StreamId::all(id), StreamId::parents(id)};
    for (const auto &list : audiences)
        all.append(StreamId::audience(id, list.id));
    return all;
}

Cast Cast::of(const Knobs &knobs)
{
    static constexpr Role kRoles[] = {Role::Owner, Role::CoParent, Role::Contributor, Role::Viewer};
    SeededRng rng(99);
    Cast cast;
    for (int i = 0; i < knobs.people; ++i) {
        Player player{rng.mintV4<UserId>(), {rng.mintV4<DeviceId>()}};
        if (i < knobs.twinDevices)
            player.devices.append(rng.mintV4<DeviceId>());
        cast.players.append(player);
    }
    for (int f = 0; f < knobs.families; ++f) {
        CastFamily family;
        family.id = rng.mintV4<FamilyId>();
        // The second family belongs to the second person, and the first is its contributor.
        for (int i = 0; i < knobs.people; ++i)
            family.parts.append({(i + f) % knobs.people, kRoles[i]});
        for (int a = 0; a < knobs.audiences; ++a) {
            CastFamily::List list{rng.mintV4<AudienceId>(), {}};
            for (int i = 2 + a; i < knobs.people; ++i)
                list.players.append(family.parts[i].player);
            family.audiences.append(list);
        }
        cast.families.append(family);
    }
    return cast;
}

int Cast::playerOf(UserId user) const
{
    for (int i = 0; i < players.size(); ++i) {
        if (players[i].user == user)
            return i;
    }
    return -1;
}

const CastFamily *Cast::family(FamilyId id) const
{
    for (const auto &each : families) {
        if (each.id == id)
            return &each;
    }
    return nullptr;
}

} // namespace preggo::sim
