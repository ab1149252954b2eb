// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/family_facts.h"

#include <QDateTime>
#include <QTimeZone>

namespace preggo {

namespace {

bool knowsMore(const Family &a, const Family &b)
{
    if (a.dueDate.isValid() != b.dueDate.isValid())
        return a.dueDate.isValid();
    return a.stamp.version > b.stamp.version;
}

} // namespace

QVector<Family> FamilyFacts::families(Cache &cache)
{
    QHash<FamilyId, Family> best;
    // What cannot be read is shown as not there; the feed itself says that something is wrong.
    for (const Family &family : cache.families().value_or(QVector<Family>())) {
        if (!best.contains(family.id) || knowsMore(family, best.value(family.id)))
            best.insert(family.id, family);
    }
    return best.values();
}

FamilyFacts FamilyFacts::read(Cache &cache, FamilyId family, UserId self)
{
    FamilyFacts facts;
    facts.self = self;
    for (const Family &each : families(cache)) {
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
