// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/member_change.h"

#include "protocol/json.h"
#include "protocol/text.h"
#include "server/services/accounts/family_access.h"
#include "server/services/accounts/invite_rules.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kAbilitiesMax = 8;

std::optional<Abilities> readAbilities(JsonReader &reader)
{
    if (!reader.has(u"abilities"))
        return std::nullopt;
    QJsonArray names;
    reader.array(u"abilities", names, kAbilitiesMax);
    Abilities abilities;
    for (const auto &name : names) {
        Ability ability = Ability::React;
        if (!fromWire(name.toString(), ability))
            reader.failField(u"abilities", u"may hold react, comment, post and invite"_s);
        abilities.set(ability, true);
    }
    return abilities;
}

Result<void> mayChangeRole(sql::Database &db, const MemberPair &pair, Role role)
{
    if (pair.asker.role != Role::Owner)
        return fail(ProblemCode::Rejected, u"Only an owner of this family changes roles."_s);
    if (pair.isSelf())
        return fail(ProblemCode::Rejected, u"Nobody changes her own role. Ask another owner."_s);
    if (pair.target.role != Role::Owner || role == Role::Owner)
        return {};
    const auto owners = activeOwners(db, pair.asker.family);
    if (!owners)
        return tl::make_unexpected(owners.error());
    if (*owners <= 1)
        return fail(ProblemCode::Rejected, u"A family needs an owner. Make somebody else owner first."_s);
    return {};
}

} // namespace

Result<MemberWish> MemberWish::fromJson(const QJsonObject &object)
{
    MemberWish wish;
    JsonReader reader(object);
    if (reader.has(u"role")) {
        Role role = Role::Viewer;
        reader.wireEnum(u"role", role);
        wish.role = role;
    }
    wish.abilities = readAbilities(reader);
    if (reader.has(u"relation")) {
        QString relation;
        reader.text(u"relation", relation, limits::kRelationMax);
        wish.relation = cleanName(relation);
    }
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    return wish;
}

Result<void> mayChangeMember(sql::Database &db, const MemberPair &pair, const MemberWish &wish)
{
    const bool byParent = isParent(pair.asker.role);
    if (!byParent && (wish.role || wish.abilities || !pair.isSelf()))
        return fail(ProblemCode::Rejected);
    if (wish.role) {
        if (auto done = mayChangeRole(db, pair, *wish.role); !done)
            return done;
    }
    if (wish.abilities && pair.isSelf())
        return fail(ProblemCode::Rejected, u"Nobody changes her own abilities. Ask another parent."_s);
    if (wish.abilities && isParent(pair.target.role) && pair.asker.role != Role::Owner)
        return fail(ProblemCode::Rejected, u"Only an owner of this family changes what a parent may do."_s);
    return {};
}

Result<void> changeMember(
    Context &context, const Actor &actor, const MemberPair &pair, const MemberWish &wish)
{
    const Role role = wish.role.value_or(pair.target.role);
    const Abilities inherited = wish.role ? defaultAbilities(role) : pair.target.abilities;
    const Abilities abilities = wish.abilities.value_or(inherited);
    auto query = context.db.query(
        u"UPDATE member SET role = ?, abilities = ?, relation = ? WHERE pregnancy_id = ? AND user_id = ?"_s);
    query.bind(toWire(role))
        .bind(static_cast<qint64>(abilities.bits))
        .bind(wish.relation.value_or(pair.target.relation));
    if (auto done = run(query.bind(pair.asker.family).bind(pair.target.user)); !done)
        return done;
    if (auto done = revokeInvitesBeyond(context, pair.asker.family, pair.target.user); !done)
        return done;
    return publishMember(context, actor, pair.asker.family, pair.target.user);
}

} // namespace preggo::server
