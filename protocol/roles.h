// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <optional>

namespace preggo {

/// What a member is to a family. Owner and co-parent are "the parents".
enum class Role { Owner, CoParent, Contributor, Viewer };

/// What a member may do beside reading. Parents change them a person; a role gives the defaults.
enum class Ability : unsigned { React = 1, Comment = 2, Post = 4, Invite = 8 };

/// A set of abilities. Value type.
struct Abilities
{
    unsigned bits = 0;

    [[nodiscard]] bool has(Ability a) const { return (bits & static_cast<unsigned>(a)) != 0; }
    void set(Ability a, bool on)
    {
        const auto bit = static_cast<unsigned>(a);
        bits = on ? (bits | bit) : (bits & ~bit);
    }
    friend bool operator==(const Abilities &, const Abilities &) = default;
};

[[nodiscard]] Abilities defaultAbilities(Role role);
[[nodiscard]] inline bool isParent(Role role)
{
    return role == Role::Owner || role == Role::CoParent;
}

[[nodiscard]] QString toWire(Role role);
[[nodiscard]] bool fromWire(QStringView text, Role &out);
[[nodiscard]] QString toWire(Ability ability);
[[nodiscard]] bool fromWire(QStringView text, Ability &out);

enum class PostKind { Update, Photo, Ultrasound, Milestone, Week, Celebration };
enum class ReactionKind { Love, Hug, Joy, Wow, Celebrate, Pray };

inline constexpr PostKind kPostKinds[] = {PostKind::Update, PostKind::Photo, PostKind::Ultrasound,
    PostKind::Milestone, PostKind::Week, PostKind::Celebration};
inline constexpr ReactionKind kReactionKinds[] = {ReactionKind::Love, ReactionKind::Hug, ReactionKind::Joy,
    ReactionKind::Wow, ReactionKind::Celebrate, ReactionKind::Pray};
inline constexpr int kReactionKindCount = 6;

[[nodiscard]] QString toWire(PostKind kind);
[[nodiscard]] bool fromWire(QStringView text, PostKind &out);
[[nodiscard]] QString toWire(ReactionKind kind);
[[nodiscard]] bool fromWire(QStringView text, ReactionKind &out);

} // namespace preggo
