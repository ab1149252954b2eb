// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "protocol/gestation.h"
#include "storage/cache.h"

#include <QHash>

namespace preggo {

/// What is known of the open family: enough to turn ids into names and dates into weeks. Value type.
struct FamilyFacts
{
    UserId self;
    Family family;
    Membership membership;
    QHash<UserId, Member> members; ///< the removed included: their posts still need a name

    /// The families on this device, each once: parents read a family in two streams, and theirs knows more.
    [[nodiscard]] static QVector<Family> families(Cache &cache);
    /// Reads what cache.db has of a family. Storage thread.
    [[nodiscard]] static FamilyFacts read(Cache &cache, FamilyId family, UserId self);

    [[nodiscard]] bool isOpen() const { return !family.id.isNull(); }
    [[nodiscard]] bool isParent() const { return preggo::isParent(membership.role); }
    [[nodiscard]] bool may(Ability ability) const { return membership.abilities.has(ability); }
    /// The day of a moment where the family lives.
    [[nodiscard]] QDate dayOf(qint64 wallMs) const;
    [[nodiscard]] std::optional<GestationalAge> ageOn(QDate day) const;
};

} // namespace preggo
