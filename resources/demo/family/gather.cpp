// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/history.h"

namespace preggo::demo {

using namespace Qt::Literals::StringLiterals;
using server::Method;
using server::Principal;

namespace {

tl::expected<UserId, QString> signUp(HomeServer &home, const Person &person, DeviceId device)
{
    const auto answer = home.call(Method::Post, "/api/v1/auth/register",
        {{u"name"_s, person.name}, {u"address"_s, person.address}, {u"password"_s, person.password},
            {u"device"_s, QJsonObject{{u"id"_s, device.toString()}, {u"name"_s, u"Demo telephone"_s}}}});
    if (!answer)
        return tl::make_unexpected(answer.error());
    return UserId::parse(answer->value(u"user_id").toString()).value_or(UserId());
}

tl::expected<void, QString> join(HomeServer &home, const Cast &cast, const Person &person)
{
    const QHash<QByteArray, QString> path{{"id", cast.family.toString()}};
    const Principal mother{cast.user(Who::Nora), {}, cast.device(Who::Nora)};
    const auto invite = home.call(Method::Post, "/api/v1/families/{id}/invites",
        {{u"role"_s, toWire(person.role)}, {u"relation"_s, person.relation}}, mother, path);
    if (!invite)
        return tl::make_unexpected(invite.error());
    const auto joined = home.call(Method::Post, "/api/v1/invites/accept",
        {{u"token"_s, invite->value(u"token")}, {u"relation"_s, person.relation}},
        Principal{cast.user(person.who), {}, cast.device(person.who)});
    if (!joined)
        return tl::make_unexpected(joined.error());
    return {};
}

} // namespace

tl::expected<Cast, QString> gather(HomeServer &home, const StoryPlan &plan, Rng &rng)
{
    Cast cast;
    cast.family = rng.mintV7<FamilyId>(home.clock().wallMs());
    const auto everybody = people();
    for (const Person &person : everybody) {
        cast.devices.append(rng.mintV4<DeviceId>());
        const auto user = signUp(home, person, cast.devices.last());
        if (!user)
            return tl::make_unexpected(user.error());
        cast.users.append(*user);
    }
    const auto made = home.call(Method::Post, "/api/v1/families",
        {{u"id"_s, cast.family.toString()}, {u"name"_s, kFamilyName.toString()},
            {u"due_date"_s, dueDateOf(plan).toString(Qt::ISODate)}, {u"zone"_s, u"Europe/Amsterdam"_s},
            {u"share_due_date"_s, true}, {u"relation"_s, everybody.first().relation}},
        Principal{cast.user(Who::Nora), {}, cast.device(Who::Nora)});
    if (!made)
        return tl::make_unexpected(made.error());
    for (const Person &person : everybody.mid(1)) {
        if (const auto done = join(home, cast, person); !done)
            return tl::make_unexpected(done.error());
    }
    return cast;
}

} // namespace preggo::demo
