// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/family_access.h"

#include "server/services/accounts/account_support.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<int> countOf(sql::Query &query)
{
    const auto found = first(query);
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? query.integer(0) : 0;
}

} // namespace

Result<MemberAccess> requireMember(const Request &request, sql::Database &db)
{
    const auto family = pathId<FamilyId>(request, "id");
    if (!family)
        return tl::make_unexpected(family.error());
    const auto member = memberAccess(db, *family, request.principal->user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member)
        return fail(ProblemCode::NotFound);
    return **member;
}

Result<MemberAccess> requireParent(const Request &request, sql::Database &db)
{
    auto member = requireMember(request, db);
    if (member && !isParent(member->role))
        return fail(ProblemCode::Rejected);
    return member;
}

Result<int> activeMembers(sql::Database &db, FamilyId family)
{
    auto query = db.query(u"SELECT COUNT(*) FROM member WHERE pregnancy_id = ? AND until_ms IS NULL"_s);
    return countOf(query.bind(family));
}

Result<int> activeOwners(sql::Database &db, FamilyId family)
{
    auto query = db.query(
        u"SELECT COUNT(*) FROM member WHERE pregnancy_id = ? AND until_ms IS NULL AND role = 'owner'"_s);
    return countOf(query.bind(family));
}

Result<int> familiesOf(sql::Database &db, UserId user)
{
    auto query = db.query(u"SELECT COUNT(*) FROM member WHERE user_id = ? AND until_ms IS NULL"_s);
    return countOf(query.bind(user));
}

Result<QVector<UserId>> parentsOf(sql::Database &db, FamilyId family)
{
    QVector<UserId> parents;
    auto query = db.query(u"SELECT user_id, role FROM member WHERE pregnancy_id = ? AND until_ms IS NULL"_s);
    if (auto done = run(query.bind(family)); !done)
        return tl::make_unexpected(done.error());
    while (query.next()) {
        Role role = Role::Viewer;
        if (fromWire(query.text(1), role) && isParent(role))
            parents.append(query.id<UserId>(0));
    }
    if (auto done = finished(query); !done)
        return tl::make_unexpected(done.error());
    return parents;
}

Result<bool> isParentInAllOf(sql::Database &db, UserId issuer, UserId member)
{
    auto query = db.query(u"SELECT m.role, p.role FROM member m LEFT JOIN member p"
                          " ON p.pregnancy_id = m.pregnancy_id AND p.user_id = ? AND p.until_ms IS NULL"
                          " WHERE m.user_id = ? AND m.until_ms IS NULL"_s);
    if (auto done = run(query.bind(issuer).bind(member)); !done)
        return tl::make_unexpected(done.error());
    bool isParentInAll = true;
    while (query.next()) {
        Role hers = Role::Viewer;
        Role issuers = Role::Viewer;
        const bool known = fromWire(query.text(0), hers) && fromWire(query.text(1), issuers);
        if (!known || !isParent(issuers) || (hers == Role::Owner && issuers != Role::Owner))
            isParentInAll = false;
    }
    return finished(query).map([&] { return isParentInAll; });
}

Result<void> addMember(Context &context, const NewMember &member)
{
    auto query = context.db.query(
        u"INSERT INTO member(pregnancy_id, user_id, name, relation, role, abilities, since_ms) VALUES(?, ?, "
        u"?, ?, ?, ?, ?)"
        " ON CONFLICT(pregnancy_id, user_id) DO UPDATE SET name = excluded.name, relation = "
        "excluded.relation,"
        " role = excluded.role, abilities = excluded.abilities, since_ms = excluded.since_ms, until_ms = NULL"_s);
    query.bind(member.family)
        .bind(member.user)
        .bind(member.name)
        .bind(member.relation)
        .bind(toWire(member.role));
    query.bind(static_cast<qint64>(defaultAbilities(member.role).bits)).bind(context.clock.wallMs());
    if (auto done = run(query); !done)
        return done;
    return publishMember(context, {member.user, DeviceId(), OpId()}, member.family, member.user);
}

} // namespace preggo::server
