// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/roles.h"

#include "protocol/wire_names.h"

namespace preggo {

namespace {

constexpr WireName<Role> kRoleNames[] = {
    {Role::Owner, u"owner"},
    {Role::CoParent, u"co_parent"},
    {Role::Contributor, u"contributor"},
    {Role::Viewer, u"viewer"},
};

constexpr WireName<Ability> kAbilityNames[] = {
    {Ability::React, u"react"},
    {Ability::Comment, u"comment"},
    {Ability::Post, u"post"},
    {Ability::Invite, u"invite"},
};

constexpr WireName<PostKind> kPostKindNames[] = {
    {PostKind::Update, u"update"},
    {PostKind::Photo, u"photo"},
    {PostKind::Ultrasound, u"ultrasound"},
    {PostKind::Milestone, u"milestone"},
    {PostKind::Week, u"week"},
    {PostKind::Celebration, u"celebration"},
};

constexpr WireName<ReactionKind> kReactionKindNames[] = {
    {ReactionKind::Love, u"love"},
    {ReactionKind::Hug, u"hug"},
    {ReactionKind::Joy, u"joy"},
    {ReactionKind::Wow, u"wow"},
    {ReactionKind::Celebrate, u"celebrate"},
    {ReactionKind::Pray, u"pray"},
};

} // namespace

Abilities defaultAbilities(Role role)
{
    Abilities abilities;
    abilities.set(Ability::React, true);
    abilities.set(Ability::Comment, true);
    abilities.set(Ability::Post, role != Role::Viewer);
    abilities.set(Ability::Invite, isParent(role));
    return abilities;
}

QString toWire(Role role)
{
    return wireNameOf(kRoleNames, role);
}
bool fromWire(QStringView text, Role &out)
{
    return valueOfWireName(kRoleNames, text, out);
}
QString toWire(Ability ability)
{
    return wireNameOf(kAbilityNames, ability);
}
bool fromWire(QStringView text, Ability &out)
{
    return valueOfWireName(kAbilityNames, text, out);
}
QString toWire(PostKind kind)
{
    return wireNameOf(kPostKindNames, kind);
}
bool fromWire(QStringView text, PostKind &out)
{
    return valueOfWireName(kPostKindNames, text, out);
}
QString toWire(ReactionKind kind)
{
    return wireNameOf(kReactionKindNames, kind);
}
bool fromWire(QStringView text, ReactionKind &out)
{
    return valueOfWireName(kReactionKindNames, text, out);
}

} // namespace preggo
