// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/family_rows.h"
#include "server/services/family_changes.h"
#include "server/services/sql_result.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

Family familyAt(const sql::Query &query, bool forParents)
{
    Family family;
    family.id = query.id<FamilyId>(0);
    family.name = query.text(1);
    family.shareDueDate = query.boolean(3);
    if (forParents || family.shareDueDate)
        family.dueDate = query.date(2);
    family.zone = query.text(4);
    const auto pause = QJsonDocument::fromJson(query.text(5).toUtf8()).object();
    family.pause = FamilyPause::fromJson(pause).value_or(FamilyPause());
    family.stamp = {query.int64(forParents ? 8 : 6), query.int64(forParents ? 9 : 7), query.int64(10)};
    return family;
}

Member memberAt(const sql::Query &query)
{
    Member member;
    member.user = query.id<UserId>(0);
    member.name = query.text(1);
    member.relation = query.text(2);
    static_cast<void>(fromWire(query.text(3), member.role));
    member.abilities.bits = static_cast<unsigned>(query.integer(4));
    member.stamp = {query.int64(5), query.int64(6), query.int64(7)};
    member.removed = !query.isNull(8);
    return member;
}

Membership membershipAt(const sql::Query &query)
{
    Membership membership;
    membership.family = query.id<FamilyId>(0);
    static_cast<void>(fromWire(query.text(1), membership.role));
    membership.abilities.bits = static_cast<unsigned>(query.integer(2));
    const QJsonArray names = QJsonDocument::fromJson(query.text(3).toUtf8()).array();
    for (const auto &name : names) {
        if (const auto stream = StreamId::parse(name.toString()))
            membership.streams.append(*stream);
    }
    membership.removed = query.boolean(4);
    membership.stamp = {query.int64(5), query.int64(6), query.int64(7)};
    return membership;
}

Audience audienceAt(const sql::Query &query)
{
    Audience audience;
    audience.id = query.id<AudienceId>(0);
    audience.name = query.text(1);
    audience.stamp = {query.int64(2), query.int64(3), query.int64(4)};
    audience.deleted = !query.isNull(5);
    return audience;
}

Result<QVector<UserId>> audienceMembers(sql::Database &db, AudienceId audience)
{
    auto query = db.query(u"SELECT user_id FROM audience_member WHERE audience_id=? ORDER BY user_id"_s);
    if (auto done = run(query.bind(audience)); !done)
        return tl::make_unexpected(done.error());
    QVector<UserId> members;
    while (query.next())
        members.append(query.id<UserId>(0));
    return finished(query).map([&] { return members; });
}

Result<std::optional<Family>> familyRow(sql::Database &db, FamilyId family, bool forParents)
{
    static const QString text = selectText(kFamilyColumns, u"FROM pregnancy WHERE id=?");
    auto query = db.query(text);
    return first(query.bind(family)).map([&](bool found) {
        return found ? std::optional(familyAt(query, forParents)) : std::nullopt;
    });
}

Result<std::optional<Member>> memberRow(sql::Database &db, FamilyId family, UserId user)
{
    static const QString text = selectText(kMemberColumns, u"FROM member WHERE pregnancy_id=? AND user_id=?");
    auto query = db.query(text);
    return first(query.bind(family).bind(user)).map([&](bool found) {
        return found ? std::optional(memberAt(query)) : std::nullopt;
    });
}

Result<std::optional<Membership>> membershipRow(sql::Database &db, FamilyId family, UserId user)
{
    static const QString text =
        selectText(kMembershipColumns, u"FROM user_membership WHERE user_id=? AND pregnancy_id=?");
    auto query = db.query(text);
    return first(query.bind(user).bind(family)).map([&](bool found) {
        return found ? std::optional(membershipAt(query)) : std::nullopt;
    });
}

Result<std::optional<Audience>> audienceRow(sql::Database &db, AudienceId id)
{
    std::optional<Audience> audience;
    {
        static const QString text = selectText(kAudienceColumns, u"FROM audience WHERE id=?");
        auto query = db.query(text);
        const auto found = first(query.bind(id));
        if (!found)
            return tl::make_unexpected(found.error());
        if (!*found)
            return std::nullopt;
        audience = audienceAt(query);
    }
    auto members = audienceMembers(db, id);
    if (!members)
        return tl::make_unexpected(members.error());
    audience->members = std::move(*members);
    return audience;
}

} // namespace preggo::server
