// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/family_facts.h"

#include <QDateTime>
#include <QTimeZone>

namespace preggo {

FamilyFacts FamilyFacts::read(Cache &cache, FamilyId family, UserId self)
{
    FamilyFacts facts;
    facts.self = self;
    // Who cannot be read is shown without a name; the feed itself says that something is wrong.
    for (const Family &each : cache.families().value_or(QVector<Family>())) {
        if (each.id == family)
            facts.family = each;
    }
    for (const Membership &each : cache.memberships().value_or(QVector<Membership>())) {
        if (each.family == family)
            facts.membership = each;
    }
    for (const Member &each : cache.members(family).value_or(QVector<Member>()))
        facts.members.insert(each.user, each);
    return facts;
}

QDate FamilyFacts::dayOf(qint64 wallMs) const
{
    const QTimeZone zone(family.zone.toUtf8());
    return QDateTime::fromMSecsSinceEpoch(wallMs, zone.isValid() ? zone : QTimeZone::systemTimeZone()).date();
}

std::optional<GestationalAge> FamilyFacts::ageOn(QDate day) const
{
    return gestationalAge(family.dueDate, day);
}

} // namespace preggo
